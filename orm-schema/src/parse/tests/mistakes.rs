//! What users get wrong, and what they are told.

use super::{check_field, check_problems};

#[test]
fn unknown_words_are_answered_with_the_closest_one() {
    check_field(
        "#[column(primarykey)] x: i32",
        &["unknown attribute `primarykey` in `column`\n  hint: did you mean `primary_key`?"],
    );
    check_problems(
        &["#[derive(Table)] #[table(nmae = \"t\")] struct T { id: i32 }"],
        &["unknown attribute `nmae` in `table`\n  hint: did you mean `name`?"],
    );
}

#[test]
fn values_of_the_wrong_kind_are_answered_with_the_right_one() {
    check_field(
        "#[column(varchar = \"20\")] x: String",
        &["`varchar` cannot be given in this way\n  hint: write `varchar = 255`"],
    );
    check_field(
        "#[column(name)] x: String",
        &["`name` cannot be given in this way\n  hint: write `name = \"owner\"`"],
    );
    check_field("#[column(varchar = 0)] x: String", &["a `varchar` holds at least one character"]);
    check_field("#[column(varchar = 99999999999)] x: String", &["`varchar = 99999999999` is out of range"]);
    check_field("#[column] x: String", &["`#[column]` needs a list: `#[column(..)]`"]);
}

#[test]
fn broken_syntax_is_one_problem_and_the_rest_is_read() {
    check_field("#[column(default = , varchar = 10)] x: String", &["expected an expression"]);
    check_field("#[column(unique index)] x: i32", &["expected a comma, found `index`"]);
    check_field(
        "#[column(primary_key = 1, unknwon)] x: i32",
        &[
            "`primary_key` cannot be given in this way\n  hint: write `primary_key`",
            "unknown attribute `unknwon` in `column`\
         \n  hint: it takes `name`, `primary_key`, `auto_increment`, `identity`, `unique`, `index`, `references`, `on_delete`, \
         `on_update`, `default`, `default_sql`, `default_fn`, `generated`, `stored`, `virtual`, `check`, `varchar`, `char`, \
         `numeric`, `precision`, `type`, `collate`, `comment`, `renamed_from`, `server`, `secret`, `input`, `patch`, `skip`",
        ],
    );
}

#[test]
fn words_that_exclude_each_other() {
    for (words, message) in [
        (
            "auto_increment, default = 1",
            "`auto_increment` and `default` exclude each other: the database counts the value by itself\n  note: `auto_increment` is given here",
        ),
        (
            "auto_increment, identity",
            "`auto_increment` and `identity` exclude each other: both number the rows\n  note: `auto_increment` is given here",
        ),
        (
            "generated = \"1\", default_sql = \"1\"",
            "`generated` and `default_sql` exclude each other: a generated column is always computed\n  note: `generated` is given here",
        ),
        (
            "stored",
            "`stored` means nothing without `generated`\n  hint: it is written `stored` beside `generated`",
        ),
        (
            "on_delete = \"cascade\"",
            "`on_delete` means nothing without `references`\n  hint: it is written `on_delete = \"cascade\"` beside `references`",
        ),
        (
            "server, input",
            "`server` and `input` exclude each other: `server` keeps the column out of request bodies, `input` puts it in\n  note: `server` is given here",
        ),
        ("unique, unique", "`unique` is given twice\n  note: first given here"),
        ("skip, unique", "`skip` keeps the field out of the table, so nothing else can be said about it"),
    ] {
        check_field(&format!("#[column({words})] x: i32"), &[message]);
    }
    check_field(
        "#[column(varchar = 1, char = 1)] x: String",
        &["`varchar` and `char` exclude each other: a column has one type\n  note: `varchar` is given here"],
    );
}

#[test]
fn a_primary_key_is_declared_once() {
    check_problems(
        &["#[derive(Table)] #[table(primary_key(id))] struct T { #[column(primary_key)] id: i32 }"],
        &["the primary key is declared both here and on the table\n  note: declared on the table here"],
    );
    check_problems(
        &["#[derive(Table)] struct T { #[column(primary_key)] id: Option<i32> }"],
        &["`id` is part of the primary key, which is never NULL\n  hint: take the `Option` away"],
    );
}

#[test]
fn references_to_nothing() {
    let user = "#[derive(Table)] struct User { #[column(primary_key)] id: i32, email: String }";
    let post = |path: &str| {
        format!("{user} #[derive(Table)] struct Post {{ #[column(references = {path})] author: i32 }}")
    };
    check_problems(
        &[&post("User::uid")],
        &[
            "`User` has no column `uid`\n  hint: did you mean `id`?\n  hint: `User` has the columns `id`, `email`",
        ],
    );
    check_problems(
        &[&post("Usr::id")],
        &["there is no table `Usr` to refer to\n  hint: did you mean `User`?"],
    );
    check_problems(
        &[&post("User")],
        &[
            "`references = User` does not name a column\n  hint: write the struct and its field: `references = User::id`",
        ],
    );
    check_problems(
        &[&post("User::email")],
        &[
            "`user.email` is no key, so nothing can refer to it\
         \n  hint: what is referred to must be unique: make it a primary key or `unique`\n  note: the other one is here",
            "`post.author` is integer, but `user.email`, which it refers to, is text\
         \n  hint: give both the same type\n  note: the other one is here",
        ],
    );
}

#[test]
fn columns_that_do_not_exist() {
    check_problems(
        &[
            "#[derive(Table)] #[table(index(nam), unique(id, idd), foreign_key(columns(x), references(T(id))))] \
           struct T { id: i32, name: String }",
        ],
        &[
            "`T` has no column `idd`\n  hint: did you mean `id`?",
            "`T` has no column `nam`\n  hint: did you mean `name`?",
            "`T` has no column `x`\n  hint: its columns are `id`, `name`",
            "a foreign key of 0 columns cannot refer to 1",
        ],
    );
}

#[test]
fn types_nobody_knows() {
    let asked = "derive `ColumnType` for an enum or a newtype in a file of the schema, wrap a document in `Json<..>`, \
                 or say how it is stored: `#[column(type = \"..\")]`";
    check_field(
        "x: Strin",
        &[&format!(
            "how is `Strin` stored? no type of this name is known\n  hint: did you mean `String`?\n  hint: {asked}"
        )],
    );
    check_field(
        "x: wrapped::Thing<u8>",
        &[&format!("how is `wrapped::Thing` stored? no type of this name is known\n  hint: {asked}")],
    );
    check_field(
        "x: &'static str",
        &["`&'static str` is no type that a column can have\
         \n  hint: use an owned type such as `String`, or say how it is stored: `#[column(type = \"..\")]`"],
    );
    check_field(
        "x: Option<Option<i32>>",
        &[
            "a column cannot be an `Option` of an `Option`\n  hint: NULL is one value; write a single `Option`",
        ],
    );
}

#[test]
fn defaults_that_do_not_fit() {
    check_field(
        "#[column(default = \"1\")] x: i32",
        &["the default is text, but this column is stored as integer"],
    );
    check_field(
        "#[column(default = 300)] x: u8",
        &["300 does not fit into unsigned tinyint, which holds 0 to 255"],
    );
    check_field(
        "#[column(default = now())] x: bool",
        &["`now()` is a time, but this column is stored as boolean"],
    );
    check_field(
        "#[column(default = \"{}\")] x: Json<A>",
        &["the default of a JSON column is written `json!(..)`"],
    );
    check_field(
        "#[column(default = \"abc\", varchar = 2)] x: String",
        &["this text is longer than varchar(2)"],
    );
    check_field(
        "#[column(default = vec![])] x: Json<A>",
        &["`vec![]` is no default that a database can be told\
         \n  hint: a default is a literal, an enum variant, `now()`, `uuid_v4()`, `uuid_v7()` or `json!(..)`\
         \n  hint: an SQL expression is written `default_sql = \"..\"`, a Rust function `default_fn = path`"],
    );
}

#[test]
fn sizes_and_rules_that_do_not_fit() {
    check_field(
        "#[column(varchar = 5)] x: i32",
        &["`varchar` is for text, but this field is stored as integer"],
    );
    check_field(
        "#[column(numeric(2, 5))] x: Decimal",
        &["`numeric` needs the digits in all and those behind the point\
         \n  hint: write `numeric(10, 2)`: ten digits, two of them behind the point"],
    );
    check_field("#[column(precision = 9)] x: NaiveTime", &["databases keep at most 6 digits of a second"]);
    check_field(
        "#[column(check(range(min = 1)))] x: String",
        &["`range` is for numbers, but this column is stored as text"],
    );
    check_field("#[column(check(range(min = 5, max = 1)))] x: i32", &["no number lies between 5 and 1"]);
    check_field(
        "#[column(check())] x: i32",
        &["`check` needs one SQL expression or one rule\
         \n  hint: write `check(\"price > 0\")`, `check(range(min = 0))` or `check(length(max = 20))`"],
    );
}

#[test]
fn two_tables_of_one_name() {
    check_problems(
        &[
            "#[derive(Table)] #[table(name = \"t\")] struct A { id: i32 } #[derive(Table)] #[table(name = \"T\")] struct B { id: i32 }",
        ],
        &[
            "there are two tables `T`\n  hint: give one of them another name: `#[table(name = \"..\")]`\n  note: the other one is here",
        ],
    );
}

#[test]
fn structs_that_are_no_table() {
    check_problems(
        &[
            "#[derive(Table)] struct A(i32); #[derive(Table)] enum B { C } #[derive(Table)] struct D<T> { id: i32 }",
        ],
        &[
            "a table needs named fields\n  hint: a newtype that is stored in a column derives `ColumnType`",
            "`Table` can be derived for structs only\n  hint: an enum that is stored in a column derives `ColumnType`",
            "a table cannot have generic parameters\
             \n  hint: a struct with `#[derive(Table)]` stands for one table with known columns",
        ],
    );
}

#[test]
fn wire_names_are_said_once() {
    check_problems(
        &[
            "#[derive(Table)] #[table(rename_all = \"camelCase\")] #[serde(rename_all = \"kebab-case\")] struct T { id: i32 }",
        ],
        &["`rename_all` is \"camelCase\" here and \"kebab-case\" for serde\
           \n  hint: say it once: `#[serde(rename_all = ..)]` alone is enough\n  note: serde's is here"],
    );
    check_problems(
        &["#[derive(Table)] #[table(rename_all = \"camelcase\")] struct T { id: i32 }"],
        &["`camelcase` is no way to write names\n  hint: did you mean `camelCase`?\
         \n  hint: the ways are `lowercase`, `UPPERCASE`, `PascalCase`, `camelCase`, `snake_case`, `SCREAMING_SNAKE_CASE`, \
         `kebab-case`, `SCREAMING-KEBAB-CASE`"],
    );
}
