//! What only the derive can find wrong in a table: names that clash with what it generates, secrets that leak.

use orm_schema::parse::{Problems, Relation, Table, suggest};
use syn::ext::IdentExt;

use crate::passed_on::RuleCall;
use crate::plan::{Handles, TablePlan};

/// The names of functions and constants that a table has beside its columns.
const TAKEN: [&str; 13] = [
    "all_rows",
    "columns",
    "delete",
    "find",
    "from_row",
    "insert",
    "insert_many",
    "new",
    "query",
    "table",
    "update",
    "with",
    "write",
];

/// Looks over the whole table and reports everything.
pub(crate) fn table(plan: &TablePlan<'_>, problems: &mut Problems) {
    if plan.handles == Handles::Fields {
        clashes(plan, problems);
    }
    names(plan, problems);
    secrets(plan, problems);
    matches(plan, problems);
}

fn clashes(plan: &TablePlan<'_>, problems: &mut Problems) {
    for column in &plan.columns {
        let name = &column.decl.rust_name;
        if TAKEN.contains(&name.as_str()) {
            problems
                .push_at(
                    column.ident(),
                    format!("`{}::{name}` would be both a column and a function of the table", plan.ident),
                )
                .hint(format!(
                    "write #[table(columns = \"none\")] and reach the columns as `{}::columns()`, or rename the field and \
                     keep the name in SQL with #[column(name = \"{name}\")]",
                    plan.ident
                ));
        }
    }
}

/// Two columns of one name.
fn names(plan: &TablePlan<'_>, problems: &mut Problems) {
    for (position, column) in plan.columns.iter().enumerate() {
        let name = &column.def.name;
        if plan.columns[..position].iter().any(|other| other.def.name == *name) {
            problems
                .push_at(column.ident(), format!("`{}` has two columns `{name}`", plan.ident))
                .hint("give one of them another name: #[column(name = \"..\")]");
        }
    }
}

/// The relations of a table but for those that are called like something else of it.
pub(crate) fn free_relations<'a>(
    table: &'a Table<'_>,
    handles: Handles,
    problems: &mut Problems,
) -> Vec<&'a Relation> {
    let mut is_free = |relation: &&Relation| {
        let name = relation.name.unraw().to_string();
        let is_column =
            handles == Handles::Fields && table.decl.columns.iter().any(|column| column.rust_name == name);
        let other = match (is_column, TAKEN.contains(&name.as_str()) || name == "into_parts") {
            (true, _) => "a column",
            (false, true) => "a function of the table",
            (false, false) => return true,
        };
        problems
            .push_at(
                &relation.name,
                format!("`{}::{name}` would be both a relation and {other}", table.ident),
            )
            .hint("give the relation another name");
        false
    };
    table.relations.iter().filter(|relation| is_free(relation)).collect()
}

fn secrets(plan: &TablePlan<'_>, problems: &mut Problems) {
    for column in
        plan.columns.iter().filter(|column| column.field.is_secret && !column.serde.is_not_serialized)
    {
        problems
            .push_at(
                column.ident(),
                format!("`{}` is secret, but would be serialized", column.decl.rust_name),
            )
            .hint("add #[serde(skip_serializing)] to the field");
    }
}

/// `must_match` names a field that requests set.
fn matches(plan: &TablePlan<'_>, problems: &mut Problems) {
    for rule in plan.columns.iter().flat_map(|column| &column.rules) {
        if let RuleCall::MustMatch(other, _) = rule
            && !plan.columns.iter().any(|column| column.ident() == other && column.is_in_insert())
        {
            let fields = plan.columns.iter().map(|column| column.decl.rust_name.as_str());
            problems
                .push_at(
                    other,
                    format!("`{}` has no field `{other}` that a request sets", plan.models.insert),
                )
                .hint_opt(suggest::did_you_mean(&other.to_string(), fields));
        }
    }
}
