//! Which columns of views are never NULL, as far as the text of the query tells.
//!
//! PostgreSQL and SQLite say of every column of a view that it may be NULL. Here a column is known not to be when it is that of a
//! table, read without anything that could add rows of NULLs. In doubt it is an `Option`, which reads every value.

use std::collections::{HashMap, HashSet};

use orm_schema::model::{ObjectName, ViewDef};
use orm_schema::select::{self, Select, Source};
use orm_schema::tokens::{Token, tokens};
use orm_schema::{SchemaDef, dependencies};

/// Words with which a query yields NULL where its tables have none.
const ADD_NULLS: [&str; 10] =
    ["left", "right", "full", "union", "intersect", "except", "rollup", "cube", "grouping", "with"];

/// The columns of each view that are never NULL.
pub(super) fn never_null(schema: &SchemaDef) -> HashMap<&ObjectName, HashSet<String>> {
    let order = dependencies::in_order(schema).unwrap_or_default();
    let mut known: HashMap<&ObjectName, HashSet<String>> = HashMap::new();
    for at in order {
        let view = &schema.views[at];
        let mut columns = of_view(schema, &known, view);
        let told = view.columns.iter().filter(|column| !column.is_nullable);
        columns.extend(told.map(|column| column.name.clone()));
        known.insert(&view.name, columns);
    }
    known
}

fn of_view(
    schema: &SchemaDef,
    known: &HashMap<&ObjectName, HashSet<String>>,
    view: &ViewDef,
) -> HashSet<String> {
    let Some(select) = select::read(&view.query).filter(|select| !select.is_compound) else {
        return HashSet::new();
    };
    let adds_nulls = |token: &Token<'_>| ADD_NULLS.iter().any(|word| token.is_word(word));
    if tokens(&view.query).iter().any(adds_nulls) {
        return HashSet::new();
    }
    let Select { columns, from, .. } = select;
    // A query in place of a table may have its name, and columns of its own.
    let is_plain = !tokens(from).iter().any(|token| token.is_word("select"));
    let sources = if is_plain { select::sources(&format!("select 1 from {from}")) } else { Vec::new() };
    let is_known = |expression: &str| {
        counts(expression)
            || column(expression, &sources)
                .is_some_and(|(source, name)| is_never_null(schema, known, source, &name))
    };
    let outputs = columns.iter().filter(|output| is_known(output.expression));
    // The text may write a name otherwise than the catalog.
    let names = outputs.filter_map(|output| {
        let mut columns = view.columns.iter();
        columns
            .find(|column| column.name.eq_ignore_ascii_case(&output.name))
            .map(|column| column.name.clone())
    });
    names.collect()
}

/// Does an expression count rows? That is never NULL.
pub(super) fn counts(expression: &str) -> bool {
    let all = tokens(expression);
    let is_call = all.first().is_some_and(|token| token.is_word("count"))
        && all.get(1).is_some_and(|token| token.is_symbol("("));
    let ends = all.iter().filter(|token| token.is_symbol(")")).count();
    is_call && ends == 1 && all.last().is_some_and(|token| token.is_symbol(")"))
}

/// The source and the name of a column that stands alone.
fn column<'s>(expression: &str, sources: &'s [Source]) -> Option<(&'s Source, String)> {
    let all = tokens(expression);
    let (name, path) = all.split_last()?;
    let name = name.name()?.into_owned();
    let is_path = path.iter().rev().step_by(2).all(|token| token.is_symbol("."));
    match path {
        [] => match sources {
            [only] => Some((only, name)),
            _ => None,
        },
        [.., qualifier, _] if is_path => {
            let mut named = sources.iter().filter(|source| qualifier.is_name(&source.alias));
            let source = named.next()?;
            named.next().is_none().then_some((source, name))
        }
        _ => None,
    }
}

fn is_never_null(
    schema: &SchemaDef,
    known: &HashMap<&ObjectName, HashSet<String>>,
    source: &Source,
    column: &str,
) -> bool {
    let mut tables = schema.tables.iter().filter(|table| source.may_be(&table.name));
    let views: Vec<_> = known.iter().filter(|(name, _)| source.may_be(name)).collect();
    match (tables.next(), tables.next(), views.as_slice()) {
        (Some(table), None, []) => {
            let mut columns = table.columns.iter();
            columns.any(|own| own.name.eq_ignore_ascii_case(column) && !own.is_nullable)
        }
        (None, _, [(_, columns)]) => columns.iter().any(|own| own.eq_ignore_ascii_case(column)),
        _ => false,
    }
}
