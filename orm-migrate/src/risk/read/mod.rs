//! What a statement does, told from its text.
//!
//! - [`words`]: the statement, word by word
//! - [`alter`]: the clauses of `ALTER TABLE`
//! - [`columns`]: what cannot be told without the schemas on both sides

mod alter;
mod columns;
mod words;

use orm_schema::model::ObjectName;
use orm_schema::{Dialect, Pair, SchemaDef};

use self::words::Words;
use super::{Action, ActionKind};

/// What stands in front of the table whose rows are written.
const WRITES: [&str; 6] =
    ["INSERT INTO", "INSERT IGNORE INTO", "INSERT OR IGNORE INTO", "REPLACE INTO", "UPDATE ONLY", "UPDATE"];

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
    statement(ctx, Words::new(&tokens), &mut out);
    if out.is_empty() {
        out.push(Action { kind: ActionKind::Unknown, table: None });
    }
    out
}

fn statement(ctx: Context<'_>, mut words: Words<'_, '_>, out: &mut Vec<Action>) {
    let one = |kind, table| Action { kind, table };
    if words.take("ALTER TABLE") {
        alter::table(ctx, words, out);
    } else if words.take("CREATE") {
        create(words, out);
    } else if words.take("DROP") {
        drop(ctx, words, out);
    } else if words.take("RENAME TABLE") {
        out.extend(words.clauses().iter_mut().map(|clause| one(ActionKind::RenameTable, clause.name())));
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
    } else if words.take_any(&WRITES) {
        out.push(one(ActionKind::WriteRows, words.name()));
    } else if words.take_any(&["DELETE FROM ONLY", "DELETE FROM"]) {
        out.push(one(ActionKind::DeleteRows, words.name()));
    } else if words.take("REFRESH MATERIALIZED VIEW") {
        words.take("CONCURRENTLY");
        out.push(one(ActionKind::Refresh, words.name()));
    } else if words.take_any(&["ALTER", "SET", "SELECT", "GRANT", "REVOKE", "COMMENT", "ANALYZE"]) {
        out.push(one(ActionKind::Aside, None));
    }
}

fn create(mut words: Words<'_, '_>, out: &mut Vec<Action>) {
    words.take_any(&["OR REPLACE", "TEMPORARY", "TEMP", "UNLOGGED"]);
    let is_index = {
        let mut kind = words;
        kind.take_any(&["UNIQUE", "FULLTEXT", "SPATIAL"]);
        kind.take("INDEX").then_some(kind)
    };
    if let Some(mut index) = is_index {
        let is_concurrent = index.take("CONCURRENTLY");
        let kind = if is_concurrent { ActionKind::CreateIndexConcurrently } else { ActionKind::CreateIndex };
        return out.push(Action { kind, table: behind_on(index) });
    }
    if words.take("TABLE") {
        words.take("IF NOT EXISTS");
        let mut body = words;
        let table = words.name();
        // What the parent is locked by is not measured.
        if words.take("PARTITION OF") {
            out.push(Action { kind: ActionKind::Unknown, table: words.name() });
        }
        while body.skip_past("REFERENCES") {
            let parent = body.name().filter(|parent| Some(parent) != table.as_ref());
            out.extend(
                parent.map(|parent| Action { kind: ActionKind::BecomeReferenced, table: Some(parent) }),
            );
        }
        return out.push(Action { kind: ActionKind::CreateTable, table });
    }
    let kind = if words.take("POLICY") {
        ActionKind::SetPolicy
    } else if words.take_any(&["TRIGGER", "CONSTRAINT TRIGGER"]) {
        ActionKind::CreateTrigger
    } else {
        ActionKind::Aside
    };
    let table = if kind == ActionKind::Aside { None } else { behind_on(words) };
    out.push(Action { kind, table });
}

fn drop(ctx: Context<'_>, mut words: Words<'_, '_>, out: &mut Vec<Action>) {
    if words.take("TABLE") {
        words.take("IF EXISTS");
        for mut clause in words.clauses() {
            let table = clause.name();
            let parents = table.iter().flat_map(|table| columns::parents(ctx.schemas, table));
            out.extend(parents.map(|parent| Action { kind: ActionKind::LoseReference, table: Some(parent) }));
            out.push(Action { kind: ActionKind::DropTable, table });
        }
    } else if words.take("INDEX") {
        let is_concurrent = words.take("CONCURRENTLY");
        words.take("IF EXISTS");
        let kind = if is_concurrent { ActionKind::DropIndexConcurrently } else { ActionKind::DropIndex };
        let index = words.name();
        let table = behind_on(words)
            .or_else(|| index.and_then(|index| columns::table_of_index(ctx.schemas, &index.name)));
        out.push(Action { kind, table });
    } else if words.take("POLICY") {
        out.push(Action { kind: ActionKind::SetPolicy, table: behind_on(words) });
    } else if words.take("TRIGGER") {
        out.push(Action { kind: ActionKind::DropTrigger, table: behind_on(words) });
    } else {
        out.push(Action { kind: ActionKind::Aside, table: None });
    }
}

fn comment(mut words: Words<'_, '_>) -> Action {
    if words.take("TABLE") {
        return Action { kind: ActionKind::SetComment, table: words.name() };
    }
    if !words.take("COLUMN") {
        return Action { kind: ActionKind::Aside, table: None };
    }
    // `table.column`, or `schema.table.column`.
    let table = words.name().map(|name| match (name.schema, words.take_dot()) {
        (Some(schema), true) => ObjectName { schema: Some(schema), name: name.name },
        (Some(table), false) => ObjectName::new(table),
        (None, _) => ObjectName::new(name.name),
    });
    Action { kind: ActionKind::SetComment, table }
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
