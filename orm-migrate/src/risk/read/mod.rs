//! What a statement does, told from its text.
//!
//! - [`words`]: the statement, word by word
//! - [`alter`]: the clauses of `ALTER TABLE`
//! - [`partitions`]: those that come, go or change their rows
//! - [`rows`]: rows that are written or go
//! - [`columns`]: what cannot be told without the schemas on both sides

mod alter;
mod columns;
mod partitions;
mod rows;
mod words;

use orm_schema::model::ObjectName;
use orm_schema::{Dialect, Pair, SchemaDef};

use self::words::Words;
use super::{Action, ActionKind};
use crate::dialect;
use crate::runner::split::lexer;

/// What a statement is judged by, beside its text.
#[derive(Clone, Copy)]
struct Context<'s> {
    dialect: Dialect,
    schemas: Pair<&'s SchemaDef>,
}

/// What `sql` does, one by one. The schemas before and after its migration tell what the text does not: the type that a column
/// had, the table of an index.
///
/// ```
/// use orm_migrate::risk::{ActionKind, actions};
/// use orm_schema::{Dialect, Pair, SchemaDef};
///
/// let nothing = SchemaDef::default();
/// let schemas = Pair { previous: &nothing, next: &nothing };
/// let found = actions("ALTER TABLE users DROP COLUMN note", Dialect::Sqlite, schemas);
/// assert_eq!(found[0].kind, ActionKind::DropColumn);
/// ```
pub fn actions(sql: &str, dialect: Dialect, schemas: Pair<&SchemaDef>) -> Vec<Action> {
    let ctx = Context { dialect, schemas };
    let tokens = words::tokens(sql, dialect);
    let mut out = Vec::new();
    if dialect::effect(dialect, sql).is_some() {
        out.push(Action::new(ActionKind::Aside, None));
    } else {
        statement(ctx, Words::new(&tokens), &mut out);
    }
    if out.is_empty() {
        out.push(Action::new(ActionKind::Unknown, None));
    }
    out
}

/// The words and names of a statement.
pub(super) fn names(sql: &str, dialect: Dialect) -> Vec<String> {
    words::tokens(sql, dialect).iter().filter_map(lexer::Token::name).collect()
}

fn statement(ctx: Context<'_>, mut words: Words<'_, '_>, out: &mut Vec<Action>) {
    let one = Action::new;
    if words.take("ALTER TABLE") {
        alter::table(ctx, words, out);
    } else if words.take("CREATE") {
        create(ctx, words, out);
    } else if words.take("DROP") {
        drop(ctx, words, out);
    } else if words.take("RENAME TABLE") {
        out.extend(words.clauses().into_iter().map(rename));
    } else if words.take("ALTER INDEX") {
        words.take("IF EXISTS");
        let index = words.name();
        let kind = if words.take("RENAME") { ActionKind::RenameIndex } else { ActionKind::SetOptions };
        out.push(one(kind, index.and_then(|index| columns::table_of_index(ctx.schemas, &index.name))));
    } else if words.take_any(&["ALTER POLICY", "COMMENT ON POLICY"]) {
        out.push(one(ActionKind::SetPolicy, behind_on(words)));
    } else if words.take("COMMENT ON") {
        out.push(comment(words));
    } else if words.take("TRUNCATE") {
        words.take("TABLE");
        words.take("ONLY");
        out.extend(words.clauses().iter_mut().map(|clause| one(ActionKind::Truncate, clause.name())));
    } else if words.take("ALTER DOMAIN") {
        domain(ctx, words, out);
    } else if words.take("REFRESH MATERIALIZED VIEW") {
        words.take("CONCURRENTLY");
        out.push(one(ActionKind::Refresh, words.name()));
    } else if words.take_any(&["ALTER", "SET", "SELECT", "GRANT", "REVOKE", "COMMENT", "ANALYZE"]) {
        out.push(one(ActionKind::Aside, None));
    } else {
        rows::of_statement(words, out);
    }
}

/// What stands behind `ALTER DOMAIN`. A rule that it gets is held against all rows that there are.
fn domain(ctx: Context<'_>, mut words: Words<'_, '_>, out: &mut Vec<Action>) {
    let domain = words.name();
    let is_checked = words.take_any(&["ADD", "VALIDATE", "SET NOT NULL"]) && !words.has("NOT VALID");
    if !is_checked {
        return out.push(Action::new(ActionKind::Aside, None));
    }
    let tables = domain.iter().flat_map(|domain| columns::tables_of_domain(ctx.schemas, domain));
    out.extend(tables.map(|table| Action::new(ActionKind::CheckDomain, Some(table))));
    if out.is_empty() {
        out.push(Action::new(ActionKind::CheckDomain, None));
    }
}

/// `a TO b`.
fn rename(mut words: Words<'_, '_>) -> Action {
    let table = words.name();
    words.take("TO");
    let new_name = words.name().map(|name| name.name);
    Action { new_name, ..Action::new(ActionKind::RenameTable, table) }
}

fn create(ctx: Context<'_>, mut words: Words<'_, '_>, out: &mut Vec<Action>) {
    let is_replaced = words.take("OR REPLACE");
    words.take_any(&["TEMPORARY", "TEMP", "UNLOGGED"]);
    if let Some((kind, index)) = index(words) {
        return out.push(Action::new(kind, behind_on(index)));
    }
    if words.take("TABLE") {
        return create_table(ctx, words, is_replaced, out);
    }
    let kind = if words.take("POLICY") {
        ActionKind::SetPolicy
    } else if words.take_any(&["TRIGGER", "CONSTRAINT TRIGGER"]) {
        ActionKind::CreateTrigger
    } else {
        ActionKind::Aside
    };
    let table = if kind == ActionKind::Aside { None } else { behind_on(words) };
    out.push(Action::new(kind, table));
}

/// The kind of an index, and what stands behind the word.
fn index<'t, 'a>(mut words: Words<'t, 'a>) -> Option<(ActionKind, Words<'t, 'a>)> {
    let (alone, concurrent) = if words.take("UNIQUE") {
        (ActionKind::CreateUniqueIndex, ActionKind::CreateUniqueIndexConcurrently)
    } else if words.take("FULLTEXT") {
        (ActionKind::CreateFulltextIndex, ActionKind::CreateFulltextIndex)
    } else if words.take("SPATIAL") {
        (ActionKind::CreateSpatialIndex, ActionKind::CreateSpatialIndex)
    } else {
        (ActionKind::CreateIndex, ActionKind::CreateIndexConcurrently)
    };
    if !words.take("INDEX") {
        return None;
    }
    let kind = if words.take("CONCURRENTLY") { concurrent } else { alone };
    Some((kind, words))
}

fn create_table(ctx: Context<'_>, mut words: Words<'_, '_>, is_replaced: bool, out: &mut Vec<Action>) {
    let may_be_there = words.take("IF NOT EXISTS");
    let mut body = words;
    let table = words.name();
    if words.take("PARTITION OF") {
        let parent = words.name();
        out.extend(parent.iter().flat_map(|parent| partitions::beside(ctx.schemas, parent)));
        out.push(Action::new(ActionKind::AddPartition, parent));
    }
    while body.skip_past("REFERENCES") {
        let parent = body.name().filter(|parent| Some(parent) != table.as_ref());
        out.extend(parent.map(|parent| Action::new(ActionKind::BecomeReferenced, Some(parent))));
    }
    if is_replaced {
        out.push(Action::new(ActionKind::DropTable, table.clone()));
    }
    out.push(if may_be_there {
        // One that was there keeps its rows, and those who are at work on it.
        Action::new(ActionKind::Aside, None)
    } else {
        Action::new(ActionKind::CreateTable, table)
    });
}

fn drop(ctx: Context<'_>, mut words: Words<'_, '_>, out: &mut Vec<Action>) {
    if words.take("TABLE") {
        words.take("IF EXISTS");
        for mut clause in words.clauses() {
            let table = clause.name();
            let parents = table.iter().flat_map(|table| columns::parents(ctx.schemas, table));
            out.extend(parents.map(|parent| Action::new(ActionKind::LoseReference, Some(parent))));
            let whole = table.as_ref().and_then(|table| partitions::whole(ctx.schemas, table));
            out.extend(whole.map(|whole| Action::new(ActionKind::DropPartition, Some(whole))));
            out.push(Action::new(ActionKind::DropTable, table));
        }
    } else if words.take("INDEX") {
        let is_concurrent = words.take("CONCURRENTLY");
        words.take("IF EXISTS");
        let kind = if is_concurrent { ActionKind::DropIndexConcurrently } else { ActionKind::DropIndex };
        let index = words.name();
        let table = behind_on(words)
            .or_else(|| index.and_then(|index| columns::table_of_index(ctx.schemas, &index.name)));
        out.push(Action::new(kind, table));
    } else if words.take("POLICY") {
        out.push(Action::new(ActionKind::SetPolicy, behind_on(words)));
    } else if words.take("TRIGGER") {
        out.push(Action::new(ActionKind::DropTrigger, behind_on(words)));
    } else {
        let kind =
            if drops_dependents(ctx.dialect, words) { ActionKind::DropDependents } else { ActionKind::Aside };
        out.push(Action::new(kind, None));
    }
}

/// May tables or columns go along? A schema takes its tables, a type the columns of that type, a function what is computed by it.
fn drops_dependents(dialect: Dialect, mut words: Words<'_, '_>) -> bool {
    let is_whole_database = match dialect {
        Dialect::Postgres => words.take_any(&["DATABASE", "OWNED"]),
        Dialect::Mysql => words.take_any(&["DATABASE", "SCHEMA"]),
        Dialect::Sqlite => false,
    };
    let has_no_rows = words.take_any(&["VIEW", "MATERIALIZED VIEW", "SEQUENCE"]);
    is_whole_database || (dialect == Dialect::Postgres && !has_no_rows && words.has("CASCADE"))
}

fn comment(mut words: Words<'_, '_>) -> Action {
    if words.take("TABLE") {
        return Action::new(ActionKind::SetComment, words.name());
    }
    if !words.take("COLUMN") {
        return Action::new(ActionKind::Aside, None);
    }
    // `table.column`, or `schema.table.column`.
    let table = words.name().map(|name| match (name.schema, words.take_dot()) {
        (Some(schema), true) => ObjectName { schema: Some(schema), name: name.name },
        (Some(table), false) => ObjectName::new(table),
        (None, _) => ObjectName::new(name.name),
    });
    Action::new(ActionKind::SetComment, table)
}

/// The table in `… ON table …`.
fn behind_on(mut words: Words<'_, '_>) -> Option<ObjectName> {
    words.skip_past("ON").then(|| {
        words.take("ONLY");
        words.name()
    })?
}

#[cfg(test)]
mod tests;
