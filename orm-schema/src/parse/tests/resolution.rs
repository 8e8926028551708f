//! What is read of whole files: modules, conditions, macros.

use super::{check_problems, read};

fn tables(source: &str) -> Vec<String> {
    let (resolved, problems) = read(&[source]);
    assert!(problems.is_empty(), "{problems:#?}");
    resolved.schema.tables.into_iter().map(|table| table.name.name).collect()
}

#[test]
fn inline_modules_are_read_and_other_items_are_not() {
    let source = "mod a { pub mod b { #[derive(Debug, orm_core::Table)] struct One { id: i32 } } }
                  #[derive(Tabled)] struct Other { x: Unknown } struct Plain { y: Unknown }";
    assert_eq!(tables(source), ["one"]);
}

#[test]
fn tests_are_left_out() {
    let source = "#[cfg(test)] mod tests { #[derive(Table)] struct One { id: Unknown } }
                  #[cfg(not(test))] #[derive(Table)] struct Two { id: i32, #[cfg(test)] x: Unknown }";
    assert_eq!(tables(source), ["two"]);
}

#[test]
fn conditions_that_nobody_can_decide_are_said() {
    let hint = "hint: take the attribute away, or list the feature under `features` in orm.toml";
    check_problems(
        &["#[cfg(feature = \"x\")] #[derive(Table)] struct One { id: i32 }
           #[derive(Table)] struct Two { id: i32, #[cfg(unix)] y: i32 }
           #[cfg(windows)] mod m { #[derive(Table)] struct Three { id: i32 } }
           #[cfg_attr(unix, derive(Table))] struct Four { id: i32 }"],
        &[
            &format!(
                "this table depends on `cfg(feature = \"x\")`, which the reader of the schema cannot decide\n  {hint}"
            ),
            &format!(
                "this column depends on `cfg(unix)`, which the reader of the schema cannot decide\n  {hint}"
            ),
            &format!(
                "this table depends on `cfg(windows)`, which the reader of the schema cannot decide\n  {hint}"
            ),
            "a conditional `derive` cannot be read: nothing is compiled here\
             \n  hint: derive `Table` and `ColumnType` without a condition",
        ],
    );
}

#[test]
fn tables_that_cannot_be_seen_are_said() {
    check_problems(
        &["make! { #[derive(Table)] struct One { id: i32 } }
           macro_rules! table { ($name:ident) => { #[derive(Debug, Table)] struct $name { id: i32 } } }
           other! { #[derive(Debug)] struct Fine; }
           fn f() { #[derive(Table)] struct Two { id: i32 } }"],
        &[
            "tables and column types made by a macro cannot be read: no macro is expanded here\
             \n  hint: write the item out, without the macro",
            "tables and column types made by a macro cannot be read: no macro is expanded here\
             \n  hint: write the item out, without the macro",
            "a table or column type is declared inside the function `f`\n  hint: move it out into a module",
        ],
    );
}

#[test]
fn what_follows_from_a_problem_is_not_said() {
    // Without its key, `One.id` could not be referred to; but that is not the mistake.
    check_problems(
        &["#[derive(Table)] struct One { #[column(primarykey)] id: i32 }
           #[derive(Table)] struct Two { #[column(references = One::id)] one: i32 }"],
        &["unknown attribute `primarykey` in `column`\n  hint: did you mean `primary_key`?"],
    );
}
