//! Keys, checks, exclusions and indexes that come, go and change. Compared by everything they are, never by name alone.

use std::collections::HashSet;

use orm_schema::Pair;
use orm_schema::model::{
    CheckDef, ExclusionDef, ExclusionPart, ForeignKeyDef, IndexDef, IndexKey, IndexPart, NullsOrder,
    ObjectName, PrimaryKeyDef, TableDef, TableOptions, UniqueDef,
};

use super::columns::is_same_collation;
use super::expression::{is_same_expression, mentions_column};
use super::listed::compare;
use super::rules::DiffRules;
use super::{TableChange, policies};

/// What changes of columns mean for keys, checks and indexes.
pub(super) struct Surroundings<'a> {
    pub(super) rules: &'a dyn DiffRules,
    /// Columns of this table over which expressions have to be dropped and added again.
    pub(super) freed: &'a HashSet<String>,
    /// Columns of this table that are dropped and added again.
    pub(super) replaced: &'a HashSet<String>,
}

impl Surroundings<'_> {
    pub(super) fn keeps_expression(&self, expressions: Pair<&str>) -> bool {
        is_same_expression(expressions.previous, expressions.next) && self.is_free(expressions.next)
    }

    /// Does no column in the expression ask for it to be dropped and added again?
    pub(super) fn is_free(&self, sql: &str) -> bool {
        !self.freed.iter().any(|column| mentions_column(sql, column))
    }

    /// As [`keeps_expression`](Self::keeps_expression), where there may be none.
    pub(super) fn keeps_optional(&self, expressions: Pair<&Option<String>>) -> bool {
        match (expressions.previous, expressions.next) {
            (Some(previous), Some(next)) => self.keeps_expression(Pair { previous, next }),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }

    fn keeps_columns(&self, columns: &[String]) -> bool {
        !columns.iter().any(|column| self.replaced.contains(column))
    }
}

/// What no foreign key may hold on to while it changes, in any table. Those that do are dropped first and added again last.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// Columns that change their type.
    pub(super) retyped: HashSet<(ObjectName, String)>,
    /// The columns, sorted, of primary keys and of unique constraints and indexes that go.
    pub(super) lost_keys: HashSet<(ObjectName, Vec<String>)>,
}

impl Touched {
    /// Is there nothing of the kind?
    pub(super) fn is_empty(&self) -> bool {
        self.retyped.is_empty() && self.lost_keys.is_empty()
    }

    /// Notes the keys that go with `changes` of `table`.
    pub(super) fn note_lost_keys(&mut self, table: &ObjectName, changes: &[TableChange]) {
        let keys = changes.iter().filter_map(|change| match change {
            TableChange::DropPrimaryKey(pk) => Some(pk.columns.clone()),
            TableChange::DropUnique(unique) => Some(unique.columns.clone()),
            TableChange::DropIndex(index) if index.is_unique => {
                let columns = index.parts.iter().map(|part| match &part.key {
                    IndexKey::Column(column) => Some(column.clone()),
                    IndexKey::Expression(_) => None,
                });
                columns.collect()
            }
            _ => None,
        });
        self.lost_keys.extend(keys.map(|columns| (table.clone(), sorted(&columns))));
    }

    /// Does the foreign key `fk` of `table` hold on to something of it?
    pub(super) fn by(&self, table: &ObjectName, fk: &ForeignKeyDef) -> bool {
        let is_retyped = |table: &ObjectName, columns: &[String]| {
            columns.iter().any(|column| self.retyped.contains(&(table.clone(), column.clone())))
        };
        !self.is_empty()
            && (is_retyped(table, &fk.columns)
                || is_retyped(&fk.references, &fk.referenced_columns)
                || self.lost_keys.contains(&(fk.references.clone(), sorted(&fk.referenced_columns))))
    }
}

fn sorted(columns: &[String]) -> Vec<String> {
    let mut columns = columns.to_vec();
    columns.sort_unstable();
    columns
}

/// Compares keys, checks and indexes of a table told in its new names, foreign keys apart.
pub(super) fn push(changes: &mut Vec<TableChange>, ctx: &Surroundings<'_>, tables: Pair<&TableDef>) {
    // Exhaustive, so that a new part of a table does not compile until it is compared.
    let TableDef {
        name: _,
        columns: _,
        primary_key,
        uniques,
        // Their turn comes when it is known which keys go.
        foreign_keys: _,
        indexes,
        checks,
        exclusions,
        row_security,
        policies,
        // Compared where it can be refused.
        partitioning: _,
        comment,
        renamed_from: _,
        options,
    } = tables.previous;
    let next = tables.next;
    push_primary_key(changes, ctx, Pair { previous: primary_key.as_ref(), next: next.primary_key.as_ref() });

    let listed = compare(
        Pair { previous: uniques, next: &next.uniques },
        |unique| &unique.name,
        |uniques| is_same_unique(uniques) && ctx.keeps_columns(&uniques.next.columns),
    );
    changes.extend(listed.dropped.into_iter().map(|unique| TableChange::DropUnique(unique.clone())));
    changes.extend(listed.added.into_iter().map(|unique| TableChange::AddUnique(unique.clone())));
    for Pair { previous, next } in listed.renamed {
        let names = Pair { previous: previous.name.clone(), next: next.name.clone() };
        if ctx.rules.renames_constraints() {
            changes.push(TableChange::RenameConstraint(names));
        } else if ctx.rules.renames_indexes() {
            changes.push(TableChange::RenameIndex(names));
        } else {
            changes.push(TableChange::DropUnique(previous.clone()));
            changes.push(TableChange::AddUnique(next.clone()));
        }
    }

    let listed = compare(
        Pair { previous: checks, next: &next.checks },
        |check| &check.name,
        |checks| {
            let CheckDef { name: _, expression } = checks.previous;
            ctx.keeps_expression(Pair { previous: expression, next: &checks.next.expression })
        },
    );
    changes.extend(listed.dropped.into_iter().map(|check| TableChange::DropCheck(check.clone())));
    changes.extend(listed.added.into_iter().map(|check| TableChange::AddCheck(check.clone())));
    for Pair { previous, next } in listed.renamed {
        if ctx.rules.renames_constraints() {
            changes.push(TableChange::RenameConstraint(Pair {
                previous: previous.name.clone(),
                next: next.name.clone(),
            }));
        } else {
            changes.push(TableChange::DropCheck(previous.clone()));
            changes.push(TableChange::AddCheck(next.clone()));
        }
    }

    let listed = compare(
        Pair { previous: indexes, next: &next.indexes },
        |index| &index.name,
        |indexes| is_same_index(ctx, indexes),
    );
    changes.extend(listed.dropped.into_iter().map(|index| TableChange::DropIndex(index.clone())));
    changes.extend(listed.added.into_iter().map(|index| TableChange::CreateIndex(index.clone())));
    for Pair { previous, next } in listed.renamed {
        if ctx.rules.renames_indexes() {
            changes.push(TableChange::RenameIndex(Pair {
                previous: previous.name.clone(),
                next: next.name.clone(),
            }));
        } else {
            changes.push(TableChange::DropIndex(previous.clone()));
            changes.push(TableChange::CreateIndex(next.clone()));
        }
    }

    let listed = compare(
        Pair { previous: exclusions, next: &next.exclusions },
        |exclusion| &exclusion.name,
        |exclusions| is_same_exclusion(ctx, exclusions),
    );
    changes.extend(listed.dropped.into_iter().map(|def| TableChange::DropExclusion(def.clone())));
    changes.extend(listed.added.into_iter().map(|def| TableChange::AddExclusion(def.clone())));
    // Only PostgreSQL has them, which renames every constraint.
    changes.extend(listed.renamed.into_iter().map(|Pair { previous, next }| {
        TableChange::RenameConstraint(Pair { previous: previous.name.clone(), next: next.name.clone() })
    }));

    if *row_security != next.row_security {
        let security = Pair { previous: *row_security, next: next.row_security };
        changes.push(TableChange::SetRowSecurity(security));
    }
    policies::push(changes, ctx, Pair { previous: policies, next: &next.policies });

    if *comment != next.comment {
        changes.push(TableChange::SetComment(next.comment.clone()));
    }
    if !is_same_options(ctx, Pair { previous: options, next: &next.options }) {
        changes.push(TableChange::SetOptions(Pair { previous: options.clone(), next: next.options.clone() }));
    }
}

/// Compares the foreign keys of a table told in its new names.
pub(super) fn push_foreign_keys(
    changes: &mut Vec<TableChange>,
    ctx: &Surroundings<'_>,
    touched: &Touched,
    tables: Pair<&TableDef>,
) {
    let Pair { previous, next } = tables;
    let listed = compare(
        Pair { previous: &previous.foreign_keys, next: &next.foreign_keys },
        |fk| &fk.name,
        |fks| {
            is_same_foreign_key(fks)
                && ctx.keeps_columns(&fks.next.columns)
                && !touched.by(&next.name, fks.next)
        },
    );
    changes.extend(listed.dropped.into_iter().map(|fk| TableChange::DropForeignKey(fk.clone())));
    changes.extend(listed.added.into_iter().map(|fk| TableChange::AddForeignKey(fk.clone())));
    for Pair { previous, next } in listed.renamed {
        if ctx.rules.renames_constraints() {
            changes.push(TableChange::RenameConstraint(Pair {
                previous: previous.name.clone(),
                next: next.name.clone(),
            }));
        } else {
            changes.push(TableChange::DropForeignKey(previous.clone()));
            changes.push(TableChange::AddForeignKey(next.clone()));
        }
    }
}

fn push_primary_key(
    changes: &mut Vec<TableChange>,
    ctx: &Surroundings<'_>,
    keys: Pair<Option<&PrimaryKeyDef>>,
) {
    if let (Some(previous), Some(next)) = (keys.previous, keys.next)
        && previous.columns == next.columns
        && ctx.keeps_columns(&next.columns)
    {
        if previous.name != next.name && ctx.rules.renames_constraints() {
            let names = Pair { previous: previous.name.clone(), next: next.name.clone() };
            changes.push(TableChange::RenameConstraint(names));
        }
        return;
    }
    changes.extend(keys.previous.map(|pk| TableChange::DropPrimaryKey(pk.clone())));
    changes.extend(keys.next.map(|pk| TableChange::AddPrimaryKey(pk.clone())));
}

fn is_same_options(ctx: &Surroundings<'_>, options: Pair<&TableOptions>) -> bool {
    let TableOptions { strict, without_rowid, raw } = options.previous;
    let next = options.next;
    *strict == next.strict
        && *without_rowid == next.without_rowid
        && ctx.rules.same_options(Pair { previous: raw.as_deref(), next: next.raw.as_deref() })
}

fn is_same_unique(uniques: Pair<&UniqueDef>) -> bool {
    let UniqueDef { name: _, columns, nulls_not_distinct, deferrable } = uniques.previous;
    let next = uniques.next;
    *columns == next.columns
        && *nulls_not_distinct == next.nulls_not_distinct
        && *deferrable == next.deferrable
}

fn is_same_foreign_key(fks: Pair<&ForeignKeyDef>) -> bool {
    let ForeignKeyDef { name: _, columns, references, referenced_columns, on_delete, on_update, deferrable } =
        fks.previous;
    let next = fks.next;
    *columns == next.columns
        && *references == next.references
        && *referenced_columns == next.referenced_columns
        && *on_delete == next.on_delete
        && *on_update == next.on_update
        && *deferrable == next.deferrable
}

fn is_same_index(ctx: &Surroundings<'_>, indexes: Pair<&IndexDef>) -> bool {
    let IndexDef {
        name: _,
        parts,
        is_unique,
        method,
        predicate,
        include,
        with,
        nulls_not_distinct,
        // How it is made, not what it is.
        concurrently: _,
    } = indexes.previous;
    let next = indexes.next;
    *is_unique == next.is_unique
        && is_same_method(method.as_deref(), next.method.as_deref())
        && *include == next.include
        && ctx.keeps_columns(include)
        && is_same_storage(with.as_deref(), next.with.as_deref())
        && *nulls_not_distinct == next.nulls_not_distinct
        && ctx.keeps_optional(Pair { previous: predicate, next: &next.predicate })
        && parts.len() == next.parts.len()
        && parts.iter().zip(&next.parts).all(|(previous, next)| is_same_part(ctx, Pair { previous, next }))
}

/// An index that says no method is a tree, wherever there is more than one.
fn is_same_method(previous: Option<&str>, next: Option<&str>) -> bool {
    const UNSAID: &str = "btree";
    previous.unwrap_or(UNSAID).eq_ignore_ascii_case(next.unwrap_or(UNSAID))
}

fn is_same_storage(previous: Option<&str>, next: Option<&str>) -> bool {
    match (previous, next) {
        (Some(previous), Some(next)) => is_same_expression(previous, next),
        (previous, next) => previous == next,
    }
}

fn is_same_exclusion(ctx: &Surroundings<'_>, exclusions: Pair<&ExclusionDef>) -> bool {
    let ExclusionDef { name: _, method, parts, predicate, deferrable } = exclusions.previous;
    let next = exclusions.next;
    is_same_method(method.as_deref(), next.method.as_deref())
        && *deferrable == next.deferrable
        && ctx.keeps_optional(Pair { previous: predicate, next: &next.predicate })
        && parts.len() == next.parts.len()
        && parts.iter().zip(&next.parts).all(|(previous, next)| {
            let ExclusionPart { part, operator } = previous;
            *operator == next.operator && is_same_part(ctx, Pair { previous: part, next: &next.part })
        })
}

fn is_same_part(ctx: &Surroundings<'_>, parts: Pair<&IndexPart>) -> bool {
    let IndexPart { key, is_descending, nulls, opclass, collation, prefix } = parts.previous;
    let next = parts.next;
    let is_same_key = match (key, &next.key) {
        (IndexKey::Column(previous), IndexKey::Column(next)) => {
            previous == next && !ctx.replaced.contains(next)
        }
        (IndexKey::Expression(previous), IndexKey::Expression(next)) => {
            ctx.keeps_expression(Pair { previous, next })
        }
        (IndexKey::Column(_), IndexKey::Expression(_)) | (IndexKey::Expression(_), IndexKey::Column(_)) => {
            false
        }
    };
    is_same_key
        && *is_descending == next.is_descending
        && place_of_nulls(*is_descending, *nulls) == place_of_nulls(next.is_descending, next.nulls)
        && *opclass == next.opclass
        && is_same_collation(
            ctx.rules,
            Pair { previous: collation.as_deref(), next: next.collation.as_deref() },
        )
        && *prefix == next.prefix
}

/// Where NULLs go, whether it is said or not: behind the others, and in front of them where the order is turned round.
fn place_of_nulls(is_descending: bool, nulls: Option<NullsOrder>) -> NullsOrder {
    nulls.unwrap_or(if is_descending { NullsOrder::First } else { NullsOrder::Last })
}
