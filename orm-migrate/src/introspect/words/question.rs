//! Which texts of a table may say the same in two ways.

use std::collections::HashSet;

use orm_schema::model::{ColumnDef, GeneratedKind, IndexDef, IndexKey, TableDef};
use orm_schema::{Dialect, Pair, SchemaDef, types};

use crate::dialect;
use crate::diff::{is_same_expression, unqualified};
use crate::introspect::literal::bare;

/// A text that the server is to print.
#[derive(Debug, Clone)]
pub(super) struct Probe {
    pub(super) kind: ProbeKind,
    pub(super) sql: String,
}

/// What the text is. A type stands with it as the database spells it: an expression is printed in view of what becomes of it.
#[derive(Debug, Clone)]
pub(super) enum ProbeKind {
    /// The type of a column.
    Type,
    /// The default of a column of this type.
    Default(String),
    /// The expression of a generated column of this type.
    Generated(String, GeneratedKind),
    /// A condition on a row.
    Condition,
    /// A condition of a policy, which may ask other tables (PostgreSQL).
    Policy,
}

/// Do the live and the authored text of a place mean the same?
#[derive(Debug)]
pub(super) struct Question {
    place: Place,
    kind: ProbeKind,
    texts: Pair<String>,
}

/// Where the texts stand, by index in the live and in the authored table.
#[derive(Debug, Clone, Copy)]
enum Place {
    Type(Pair<usize>),
    Default(Pair<usize>),
    Generated(Pair<usize>),
    Check(Pair<usize>),
    Predicate(Pair<usize>),
    Key(Pair<usize>, usize),
    ExclusionPredicate(Pair<usize>),
    ExclusionKey(Pair<usize>, usize),
    PolicyUsing(Pair<usize>),
    PolicyCheck(Pair<usize>),
}

impl Question {
    /// The live text, then the authored one.
    pub(super) fn probes(&self) -> [Probe; 2] {
        [&self.texts.previous, &self.texts.next]
            .map(|sql| Probe { kind: self.kind.clone(), sql: sql.clone() })
    }

    /// Yes: the live table takes over the authored text.
    pub(super) fn answer(&self, live: &mut TableDef, authored: &TableDef) {
        match self.place {
            Place::Type(at) => live.columns[at.previous].ty = authored.columns[at.next].ty.clone(),
            Place::Default(at) => {
                live.columns[at.previous].default.clone_from(&authored.columns[at.next].default);
            }
            Place::Generated(at) => {
                live.columns[at.previous].generated.clone_from(&authored.columns[at.next].generated);
            }
            Place::Check(at) => {
                live.checks[at.previous].expression.clone_from(&authored.checks[at.next].expression);
            }
            Place::Predicate(at) => {
                live.indexes[at.previous].predicate.clone_from(&authored.indexes[at.next].predicate);
            }
            Place::Key(at, part) => {
                live.indexes[at.previous].parts[part].key = authored.indexes[at.next].parts[part].key.clone();
            }
            Place::ExclusionPredicate(at) => {
                live.exclusions[at.previous].predicate.clone_from(&authored.exclusions[at.next].predicate);
            }
            Place::ExclusionKey(at, part) => {
                let authored = &authored.exclusions[at.next].parts[part].part;
                live.exclusions[at.previous].parts[part].part.key = authored.key.clone();
            }
            Place::PolicyUsing(at) => {
                live.policies[at.previous].using.clone_from(&authored.policies[at.next].using);
            }
            Place::PolicyCheck(at) => {
                live.policies[at.previous].check.clone_from(&authored.policies[at.next].check);
            }
        }
    }
}

/// The texts of two tables of one name that differ and need not mean different things.
pub(super) fn questions(
    dialect: Dialect,
    schemas: Pair<&SchemaDef>,
    tables: Pair<&TableDef>,
) -> Vec<Question> {
    let mut open = Vec::new();
    for (previous, live) in tables.previous.columns.iter().enumerate() {
        if let Some(next) = tables.next.columns.iter().position(|next| next.name == live.name) {
            of_column(&mut open, dialect, schemas, tables, Pair { previous, next });
        }
    }
    for at in pairs(&tables.previous.checks, &tables.next.checks, |check| &check.name) {
        let expressions = Pair {
            previous: &tables.previous.checks[at.previous].expression,
            next: &tables.next.checks[at.next].expression,
        };
        if !is_same_expression(expressions.previous, expressions.next) {
            push(&mut open, Place::Check(at), ProbeKind::Condition, own_words(tables, expressions));
        }
    }
    for at in pairs(&tables.previous.indexes, &tables.next.indexes, |index| &index.name) {
        of_index(&mut open, tables, at);
    }
    for at in pairs(&tables.previous.exclusions, &tables.next.exclusions, |exclusion| &exclusion.name) {
        of_exclusion(&mut open, tables, at);
    }
    for at in pairs(&tables.previous.policies, &tables.next.policies, |policy| &policy.name) {
        of_policy(&mut open, tables, at);
    }
    open
}

/// Who may be who: by name, and each that is left with each that is left.
fn pairs<T>(live: &[T], authored: &[T], name: fn(&T) -> &String) -> Vec<Pair<usize>> {
    let names: [HashSet<&String>; 2] = [live, authored].map(|list| list.iter().map(name).collect());
    let mut pairs = Vec::new();
    for (previous, one) in live.iter().enumerate() {
        for (next, other) in authored.iter().enumerate() {
            let are_left = !names[1].contains(name(one)) && !names[0].contains(name(other));
            if name(one) == name(other) || are_left {
                pairs.push(Pair { previous, next });
            }
        }
    }
    pairs
}

/// The expressions without the name of their own table.
fn own_words(tables: Pair<&TableDef>, expressions: Pair<&String>) -> Pair<String> {
    let plain = |sql: &str, table: &TableDef| bare(&unqualified(sql, &table.name)).to_owned();
    Pair {
        previous: plain(expressions.previous, tables.previous),
        next: plain(expressions.next, tables.next),
    }
}

fn push(open: &mut Vec<Question>, place: Place, kind: ProbeKind, texts: Pair<String>) {
    open.push(Question { place, kind, texts });
}

fn of_column(
    open: &mut Vec<Question>,
    dialect: Dialect,
    schemas: Pair<&SchemaDef>,
    tables: Pair<&TableDef>,
    at: Pair<usize>,
) {
    let columns: Pair<&ColumnDef> =
        Pair { previous: &tables.previous.columns[at.previous], next: &tables.next.columns[at.next] };
    let spelled = Pair {
        previous: types::column_type(dialect, schemas.previous, &columns.previous.ty),
        next: types::column_type(dialect, schemas.next, &columns.next.ty),
    };
    let ty = spelled.previous.clone();
    let is_open = |texts: Pair<&str>| !is_same_expression(texts.previous, texts.next);
    if spelled.previous != spelled.next {
        push(open, Place::Type(at), ProbeKind::Type, spelled);
    }
    let rules = dialect::rules(dialect);
    if let (Some(previous), Some(next)) = (rules.default(columns.previous), rules.default(columns.next))
        && is_open(Pair { previous: &previous, next: &next })
    {
        push(open, Place::Default(at), ProbeKind::Default(ty.clone()), Pair { previous, next });
    }
    if let (Some(previous), Some(next)) = (&columns.previous.generated, &columns.next.generated)
        && previous.kind == next.kind
        && is_open(Pair { previous: &previous.expression, next: &next.expression })
    {
        let expressions = Pair { previous: &previous.expression, next: &next.expression };
        let kind = ProbeKind::Generated(ty, next.kind);
        push(open, Place::Generated(at), kind, own_words(tables, expressions));
    }
}

fn of_index(open: &mut Vec<Question>, tables: Pair<&TableDef>, at: Pair<usize>) {
    let indexes: Pair<&IndexDef> =
        Pair { previous: &tables.previous.indexes[at.previous], next: &tables.next.indexes[at.next] };
    if indexes.previous.parts.len() != indexes.next.parts.len() {
        return;
    }
    let predicates = Pair { previous: &indexes.previous.predicate, next: &indexes.next.predicate };
    of_predicate(open, tables, Place::Predicate(at), predicates);
    for (part, (previous, next)) in indexes.previous.parts.iter().zip(&indexes.next.parts).enumerate() {
        of_key(open, tables, Place::Key(at, part), Pair { previous: &previous.key, next: &next.key });
    }
}

fn of_exclusion(open: &mut Vec<Question>, tables: Pair<&TableDef>, at: Pair<usize>) {
    let (live, authored) = (&tables.previous.exclusions[at.previous], &tables.next.exclusions[at.next]);
    if live.parts.len() != authored.parts.len() {
        return;
    }
    let predicates = Pair { previous: &live.predicate, next: &authored.predicate };
    of_predicate(open, tables, Place::ExclusionPredicate(at), predicates);
    for (part, (previous, next)) in live.parts.iter().zip(&authored.parts).enumerate() {
        let keys = Pair { previous: &previous.part.key, next: &next.part.key };
        of_key(open, tables, Place::ExclusionKey(at, part), keys);
    }
}

/// A policy may need the name of its own table to tell it from another one, so that it stays.
fn of_policy(open: &mut Vec<Question>, tables: Pair<&TableDef>, at: Pair<usize>) {
    let (live, authored) = (&tables.previous.policies[at.previous], &tables.next.policies[at.next]);
    for (place, previous, next) in [
        (Place::PolicyUsing(at), &live.using, &authored.using),
        (Place::PolicyCheck(at), &live.check, &authored.check),
    ] {
        if let (Some(previous), Some(next)) = (previous, next)
            && !is_same_expression(previous, next)
        {
            let texts = Pair { previous: previous.clone(), next: next.clone() };
            push(open, place, ProbeKind::Policy, texts);
        }
    }
}

fn of_predicate(
    open: &mut Vec<Question>,
    tables: Pair<&TableDef>,
    place: Place,
    predicates: Pair<&Option<String>>,
) {
    if let (Some(previous), Some(next)) = (predicates.previous, predicates.next)
        && !is_same_expression(previous, next)
    {
        push(open, place, ProbeKind::Condition, own_words(tables, Pair { previous, next }));
    }
}

fn of_key(open: &mut Vec<Question>, tables: Pair<&TableDef>, place: Place, keys: Pair<&IndexKey>) {
    if let (IndexKey::Expression(previous), IndexKey::Expression(next)) = (keys.previous, keys.next)
        && !is_same_expression(previous, next)
    {
        let texts = own_words(tables, Pair { previous, next });
        let as_condition = |sql: String| format!("({sql}) IS NOT NULL");
        let texts = Pair { previous: as_condition(texts.previous), next: as_condition(texts.next) };
        push(open, place, ProbeKind::Condition, texts);
    }
}
