//! Enums, newtypes and aliases as types of columns.

use super::{check_problems, read};
use crate::SqlType;
use crate::model::{DefaultDef, Literal, ObjectName};

#[test]
fn an_enum_is_stored_by_its_labels() {
    let (resolved, problems) = read(&[
        r#"#[derive(ColumnType)] #[column_type(schema = "app", rename_all = "snake_case", renamed_from = "state")]
           enum ProjectStatus { InWork, #[column_type(name = "on hold", renamed_from = "waiting")] OnHold }
           #[derive(ColumnType)] enum Unused { A }
           #[derive(Table)] struct T { id: i32, #[column(default = ProjectStatus::OnHold)] status: Option<ProjectStatus> }"#,
    ]);
    assert!(problems.is_empty(), "{problems:#?}");
    let [def] = &resolved.schema.enums[..] else { panic!("one enum is used: {:?}", resolved.schema.enums) };
    assert_eq!(def.name, ObjectName::in_schema("app", "project_status"));
    assert_eq!(def.renamed_from, Some(ObjectName::in_schema("app", "state")));
    let labels: Vec<_> =
        def.labels.iter().map(|label| (&label.label[..], label.renamed_from.as_deref())).collect();
    assert_eq!(labels, [("in_work", None), ("on hold", Some("waiting"))]);
    let column = &resolved.schema.tables[0].columns[1];
    assert_eq!(column.ty, SqlType::Enum(def.name.clone()));
    assert_eq!(column.default, Some(DefaultDef::Literal(Literal::String("on hold".to_owned()))));
}

#[test]
fn newtypes_and_aliases_are_followed_across_files() {
    let (resolved, problems) = read(&[
        "#[derive(Table)] struct T { #[column(primary_key)] id: UserId, tags: Vec<Tag>, \
         #[column(varchar = 20)] name: Name, stamp: Stamp }",
        "#[derive(ColumnType)] pub struct UserId(pub Inner); pub type Name = String;",
        "pub type Inner = i64; #[derive(ColumnType)] struct Tag { text: String } type Stamp = DateTime<Utc>;",
    ]);
    assert!(problems.is_empty(), "{problems:#?}");
    let types: Vec<String> =
        resolved.schema.tables[0].columns.iter().map(|column| column.ty.to_string()).collect();
    assert_eq!(types, ["bigint", "text[]", "varchar(20)", "timestamptz"]);
}

#[test]
fn a_name_of_two_things_needs_its_module() {
    let one = "#[derive(ColumnType)] enum Kind { A }";
    let other = "#[derive(ColumnType)] #[column_type(name = \"other\")] enum Kind { B }";
    check_problems(
        &["#[derive(Table)] struct T { id: i32, kind: Kind }", one, other],
        &["`Kind` can mean two things\n  hint: write the module before the name, as in `module::Name`\
           \n  note: one `Kind` is here\n  note: another `Kind` is here"],
    );
    check_problems(&["#[derive(Table)] struct T { id: i32, kind: crate::m2::Kind }", one, other], &[]);
    check_problems(
        &["#[derive(Table)] struct T { id: i32, kind: Kind } #[derive(ColumnType)] enum Kind { A }", other],
        &[],
    );
}

#[test]
fn what_cannot_be_stored_is_refused() {
    check_problems(
        &["#[derive(ColumnType)] enum E { A(i32) } #[derive(ColumnType)] struct S(i32, i32); \
           #[derive(ColumnType)] struct O(Option<i32>); #[derive(ColumnType)] enum Empty {} \
           #[derive(ColumnType)] struct Uuid(i32);"],
        &[
            "a variant that is stored as its label cannot hold data\
             \n  hint: a field that holds data of several shapes is stored as `Json<..>`",
            "a newtype that is stored in a column has one field\
             \n  hint: a document with several fields is stored as `Json<..>`, without `ColumnType`",
            "a newtype cannot wrap an `Option`\n  hint: wrap the type itself and write `Option` where the newtype is used",
            "an enum that is stored in a column needs a variant",
            "`Uuid` already means a type of another crate to the reader of the schema\n  hint: give this type a name of its own",
        ],
    );
}

#[test]
fn two_variants_cannot_share_a_label() {
    check_problems(
        &["#[derive(ColumnType)] #[column_type(rename_all = \"lowercase\")] enum E { Ab, AB }"],
        &["two variants are stored as `ab`\
           \n  hint: give one of them another label: `#[column_type(name = \"..\")]`\n  note: the other one is here"],
    );
}

#[test]
fn labels_of_defaults_exist() {
    let status = "#[derive(ColumnType)] enum Status { Active, Gone } type Alias = Status;";
    let table = |default: &str| {
        format!("{status} #[derive(Table)] struct T {{ id: i32, #[column(default = {default})] s: Status }}")
    };
    check_problems(&[&table("Alias::Gone")], &[]);
    check_problems(&[&table("\"Gone\"")], &[]);
    check_problems(
        &[&table("Status::Activ")],
        &["`Status` has no variant `Activ`\n  hint: did you mean `Active`?"],
    );
    check_problems(&[&table("\"gone\"")], &["`status` has no label `gone`\n  hint: did you mean `Gone`?"]);
}

#[test]
fn an_alias_of_itself_ends() {
    check_problems(
        &["type A = B; type B = A; #[derive(Table)] struct T { id: A }"],
        &["`B` stands for itself"],
    );
}
