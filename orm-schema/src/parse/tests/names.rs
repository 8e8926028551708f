//! Names that lead to other items: relations, and what `use .. as ..` calls them.

use super::{check_problems, read};

const TWO: &str = "#[derive(Table)] struct User { #[column(primary_key)] id: i32 }
    #[derive(Table)] struct Chat { #[column(primary_key)] id: i32, #[column(references = User::id)] owner_id: i32,
                                   #[column(references = Chat::id)] parent_id: i32 }";

fn check_relation(relation: &str, expected: &[&str]) {
    let third = format!(
        "#[derive(Table)] #[table({relation})] struct Note {{ #[column(primary_key)] id: i32,
            #[column(references = User::id)] author_id: i32, #[column(references = User::id)] reader_id: i32 }}
         #[derive(Table)] struct ChatNote {{ #[column(primary_key, references = Chat::id)] chat_id: i32,
            #[column(primary_key, references = Note::id)] note_id: i32 }}"
    );
    check_problems(&[TWO, &third], expected);
}

#[test]
fn relations_that_hold_together_are_fine() {
    check_relation("belongs_to(writer: User, via = author_id)", &[]);
    check_relation("belongs_to(writer: User, via(author_id), to(User::id))", &[]);
    check_relation("has_many(links: ChatNote), many_to_many(chats: Chat, through = ChatNote)", &[]);
}

#[test]
fn relations_to_nothing_are_said() {
    check_relation(
        "has_many(chats: Chatt)",
        &["there is no table `Chatt` to refer to\n  hint: did you mean `Chat`?"],
    );
    check_relation(
        "has_many(chats: Chat)",
        &[
            "no column of `Chat` refers to `Note`\n  hint: add `#[column(references = Note::..)]` to a field of `Chat`",
        ],
    );
    check_relation(
        "belongs_to(writer: User)",
        &["`Note` refers to `User` by 2 columns\n  hint: say which one is meant: `via = Note::field`"],
    );
    check_relation(
        "belongs_to(writer: User, via = autor_id)",
        &["`Note` has no column `autor_id`\n  hint: did you mean `author_id`?\
           \n  hint: `Note` has the columns `id`, `author_id`, `reader_id`"],
    );
    check_relation(
        "has_many(chats: Chat, via = Chat::owner_id)",
        &["`Chat::owner_id` refers to `User`, not to `Note`"],
    );
    check_relation(
        "many_to_many(users: User, through = ChatNote)",
        &["no column of `ChatNote` refers to `User`\
           \n  hint: add `#[column(references = User::..)]` to a field of `ChatNote`"],
    );
}

#[test]
fn other_names_are_followed_where_they_are_given() {
    let source = "use crate::User as Person; use chrono::{DateTime as Moment, Utc};
        #[derive(ColumnType)] enum Kind { A } use self::Kind as Sort;
        #[derive(Table)] struct Log { #[column(primary_key)] id: i32, #[column(references = Person::id)] by: i32,
                                      at: Moment<Utc>, #[column(default = Sort::A)] kind: Sort }";
    let (resolved, problems) = read(&[TWO, source]);
    assert!(problems.is_empty(), "{problems:#?}");
    let log = resolved.schema.tables.last().expect("a table");
    let types: Vec<String> = log.columns.iter().map(|column| column.ty.to_string()).collect();
    assert_eq!(types, ["integer", "integer", "timestamptz", "enum(kind)"]);
    assert_eq!(log.foreign_keys[0].references.name, "user");
}

#[test]
fn other_names_of_other_modules_are_told_apart() {
    check_problems(
        &[
            TWO,
            "mod a { pub use crate::User as Person; }
                #[derive(Table)] struct Log { #[column(primary_key, references = a::Person::id)] id: i32 }",
        ],
        &["there is no table `a::Person` to refer to\
           \n  hint: `Person` is another name for `crate::User` in another module; write that name here"],
    );
}
