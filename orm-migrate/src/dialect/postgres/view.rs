//! Views of PostgreSQL.

use orm_schema::Pair;
use orm_schema::model::{ObjectName, ViewDef};

use super::rights::{self, Remade};
use super::{constraint, enums, object, text};
use crate::dialect::statement::Statement;

/// The view with its indexes, its comment, and the owner and the rights of the view that it was.
pub(super) fn create(view: &ViewDef, replaces: Option<&ObjectName>, remade: &Remade<'_>) -> Vec<Statement> {
    let mut statements = vec![Statement::new(definition("CREATE", view))];
    let indexes = view.indexes.iter().map(|index| constraint::create_index(&view.name, index, false));
    statements.extend(indexes.map(Statement::new));
    statements.extend(view.comment.is_some().then(|| comment(view)));
    let setting = replaces.and_then(|previous| remade.view(previous));
    statements.extend(setting.map(|setting| Statement::new(rights::give_again(&view.name, &setting))));
    statements
}

/// Another query and other options where the view is: its rights stay, and so does what reads it.
pub(super) fn replace(view: &ViewDef) -> Vec<Statement> {
    vec![Statement::new(definition("CREATE OR REPLACE", view))]
}

/// The rights on a view that is made again are written down first.
pub(super) fn drop(view: &ViewDef, remade: &Remade<'_>) -> Vec<Statement> {
    let name = object(&view.name);
    let keep = remade.view(&view.name).map(|setting| Statement::new(rights::keep(&view.name, &setting)));
    let drop = Statement::new(format!("DROP {} {name}", kind(view.is_materialized)));
    keep.into_iter().chain([drop]).collect()
}

pub(super) fn rename(names: &Pair<ObjectName>, is_materialized: bool) -> Vec<Statement> {
    enums::rename(kind(is_materialized), names)
}

pub(super) fn comment(view: &ViewDef) -> Statement {
    let comment = view.comment.as_deref().map_or_else(|| "NULL".to_owned(), text);
    let kind = kind(view.is_materialized);
    Statement::new(format!("COMMENT ON {kind} {} IS {comment}", object(&view.name)))
}

const fn kind(is_materialized: bool) -> &'static str {
    if is_materialized { "MATERIALIZED VIEW" } else { "VIEW" }
}

fn definition(verb: &str, view: &ViewDef) -> String {
    let options = &view.options;
    let with = [
        options.security_barrier.then(|| "security_barrier = true".to_owned()),
        options.security_invoker.then(|| "security_invoker = true".to_owned()),
        options.check_option.map(|option| format!("check_option = {}", option.sql().to_lowercase())),
    ];
    let with: Vec<String> = with.into_iter().flatten().collect();
    let with = if with.is_empty() { String::new() } else { format!(" WITH ({})", with.join(", ")) };
    let no_data = if options.with_no_data { "\nWITH NO DATA" } else { "" };
    let (kind, name) = (kind(view.is_materialized), object(&view.name));
    format!("{verb} {kind} {name}{with} AS\n{}{no_data}", view.query)
}
