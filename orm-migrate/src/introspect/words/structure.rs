//! Two ways to say one thing that need no server to be told apart.

use orm_schema::model::{
    ColumnDef, ExclusionDef, ForeignKeyDef, IndexDef, IndexKey, IndexPart, NullsOrder, ReferentialAction,
    TableDef, UniqueDef, UpdateDef,
};
use orm_schema::{Dialect, Pair, SchemaDef, SqlType, types};

use crate::dialect::identity;
use crate::dialect::options;
use crate::introspect::UnsaidOpclasses;

/// Replaces types of `live` by those of `authored` that are kept in the same way: of a column alone, a database knows no more.
pub(super) fn tell_types(
    dialect: Dialect,
    schemas: Pair<&SchemaDef>,
    live: &mut TableDef,
    authored: &TableDef,
) {
    for column in &mut live.columns {
        let Some(next) = authored.column(&column.name) else { continue };
        let is_same = types::column_type(dialect, schemas.previous, &column.ty)
            == types::column_type(dialect, schemas.next, &next.ty);
        let are_enums = matches!((&column.ty, &next.ty), (SqlType::Enum(_), _) | (_, SqlType::Enum(_)));
        if is_same && !are_enums {
            column.ty = next.ty.clone();
        }
    }
}

/// Replaces attributes of `live` by those of `authored` that mean the same.
pub(super) fn tell(dialect: Dialect, unsaid: &UnsaidOpclasses, live: &mut TableDef, authored: &TableDef) {
    if options::are_same(dialect, live.options.raw.as_deref(), authored.options.raw.as_deref()) {
        live.options.raw.clone_from(&authored.options.raw);
    }
    for column in &mut live.columns {
        if let Some(next) = authored.column(&column.name) {
            tell_column(dialect, column, next);
        }
    }
    if dialect != Dialect::Postgres {
        let uniques = std::mem::take(&mut live.uniques);
        for unique in uniques {
            match as_index(&unique, authored) {
                Some(index) => live.indexes.push(index),
                None => live.uniques.push(unique),
            }
        }
    }
    for index in &mut live.indexes {
        if let Some(next) = authored.indexes.iter().find(|next| next.name == index.name) {
            tell_index(dialect, index, next);
            let unsaid = unsaid.get(&(live.name.clone(), index.name.clone()));
            tell_opclasses(unsaid, index.parts.iter_mut(), next.parts.iter());
        }
    }
    if dialect == Dialect::Sqlite {
        tell_collations_of_columns(live, authored);
    }
    for exclusion in &mut live.exclusions {
        if let Some(next) = authored.exclusions.iter().find(|next| next.name == exclusion.name) {
            let method = |def: &ExclusionDef| def.method.as_deref().unwrap_or("btree").to_lowercase();
            if method(exclusion) == method(next) {
                exclusion.method.clone_from(&next.method);
            }
            for (compared, next) in exclusion.parts.iter_mut().zip(&next.parts) {
                tell_part(dialect, &mut compared.part, &next.part);
            }
            let unsaid = unsaid.get(&(live.name.clone(), exclusion.name.clone()));
            let parts = exclusion.parts.iter_mut().map(|compared| &mut compared.part);
            tell_opclasses(unsaid, parts, next.parts.iter().map(|compared| &compared.part));
        }
    }
    if dialect == Dialect::Mysql {
        for fk in &mut live.foreign_keys {
            if let Some(next) = authored.foreign_keys.iter().find(|next| next.name == fk.name) {
                tell_actions(fk, next);
            }
        }
    }
}

fn tell_column(dialect: Dialect, live: &mut ColumnDef, authored: &ColumnDef) {
    let is_same_collation = match (&live.collation, &authored.collation) {
        (Some(live), Some(authored)) => live.eq_ignore_ascii_case(authored),
        _ => false,
    };
    if is_same_collation {
        live.collation.clone_from(&authored.collation);
    }
    if let Some(own) = &authored.identity {
        let is_plain = live.auto_increment && identity::is_plain(&identity::simplified(&authored.ty, own));
        if is_plain || live.identity.as_ref() == Some(&identity::simplified(&authored.ty, own)) {
            live.identity.clone_from(&authored.identity);
            live.auto_increment = authored.auto_increment;
        }
    }
    if dialect == Dialect::Mysql {
        // Of these the query builder takes care.
        let is_written_by_us = match &authored.on_update {
            Some(UpdateDef::Sql(_)) => true,
            Some(UpdateDef::Now) => !matches!(authored.ty, SqlType::Timestamp(_) | SqlType::TimestampTz(_)),
            None => false,
        };
        if live.on_update.is_none() && is_written_by_us {
            live.on_update.clone_from(&authored.on_update);
        }
    }
}

/// A unique constraint as the unique index that the structs declare in its place.
fn as_index(unique: &UniqueDef, authored: &TableDef) -> Option<IndexDef> {
    let is_declared = authored.indexes.iter().any(|index| index.is_unique && index.name == unique.name);
    is_declared.then(|| IndexDef {
        name: unique.name.clone(),
        parts: unique.columns.iter().map(IndexPart::column).collect(),
        is_unique: true,
        ..IndexDef::default()
    })
}

fn tell_index(dialect: Dialect, live: &mut IndexDef, authored: &IndexDef) {
    let method = |index: &IndexDef| index.method.as_deref().unwrap_or("btree").to_lowercase();
    if method(live) == method(authored) {
        live.method.clone_from(&authored.method);
    }
    if options::are_same(dialect, live.with.as_deref(), authored.with.as_deref()) {
        live.with.clone_from(&authored.with);
    }
    live.concurrently = authored.concurrently;
    for (part, next) in live.parts.iter_mut().zip(&authored.parts) {
        tell_part(dialect, part, next);
    }
}

fn tell_part(dialect: Dialect, live: &mut IndexPart, authored: &IndexPart) {
    if nulls(live) == nulls(authored) {
        live.nulls = authored.nulls;
    }
    if let (Some(own), Some(collation)) = (&live.collation, &authored.collation)
        && own.eq_ignore_ascii_case(collation)
    {
        live.collation.clone_from(&authored.collation);
    }
    // SQLite says of each part which collation it has, ours may be that of the column.
    if dialect == Dialect::Sqlite
        && live.collation.is_none()
        && matches!(live.key, IndexKey::Column(_))
        && authored.collation.as_ref().is_some_and(|name| name.eq_ignore_ascii_case("BINARY"))
    {
        live.collation.clone_from(&authored.collation);
    }
}

/// Of `unsaid`, ours may say what goes without saying; and options of a class are said with quotes or without.
fn tell_opclasses<'a>(
    unsaid: Option<&Vec<Option<String>>>,
    live: impl Iterator<Item = &'a mut IndexPart>,
    authored: impl Iterator<Item = &'a IndexPart>,
) {
    for (at, (part, next)) in live.zip(authored).enumerate() {
        let unsaid = || unsaid.and_then(|unsaid| unsaid.get(at)).and_then(Option::as_ref);
        let own = part.opclass.as_ref().or_else(unsaid);
        if let (Some(own), Some(said)) = (own, &next.opclass)
            && plain_opclass(own) == plain_opclass(said)
        {
            part.opclass.clone_from(&next.opclass);
        }
    }
}

/// `public.gist_trgm_ops (siglen = '32')` as `gist_trgm_ops(siglen=32)`.
fn plain_opclass(said: &str) -> String {
    let (name, options) = said.split_at(said.find('(').unwrap_or(said.len()));
    let name = name.rsplit('.').next().unwrap_or_default();
    let text: String = [name, options].concat();
    text.chars().filter(|c| !c.is_whitespace() && !"'\"".contains(*c)).flat_map(char::to_lowercase).collect()
}

/// An index of SQLite has the collation of its column whether or not it says so.
fn tell_collations_of_columns(live: &mut TableDef, authored: &TableDef) {
    let columns = &live.columns;
    for index in &mut live.indexes {
        let Some(next) = authored.indexes.iter().find(|next| next.name == index.name) else { continue };
        for (part, next) in index.parts.iter_mut().zip(&next.parts) {
            let IndexKey::Column(name) = &part.key else { continue };
            let own = columns.iter().find(|column| column.name == *name);
            let own = own.and_then(|column| column.collation.as_deref());
            let is_own = |said: &String| own.is_some_and(|own| own.eq_ignore_ascii_case(said));
            if part.collation.is_none() && next.collation.as_ref().is_some_and(is_own) {
                part.collation.clone_from(&next.collation);
            }
        }
    }
}

/// Where NULLs go when nothing is said. <https://www.postgresql.org/docs/17/indexes-ordering.html>
fn nulls(part: &IndexPart) -> NullsOrder {
    part.nulls.unwrap_or(if part.is_descending { NullsOrder::First } else { NullsOrder::Last })
}

/// InnoDB does the same for both.
fn tell_actions(live: &mut ForeignKeyDef, authored: &ForeignKeyDef) {
    for (live, authored) in
        [(&mut live.on_delete, authored.on_delete), (&mut live.on_update, authored.on_update)]
    {
        if *live == ReferentialAction::NoAction && authored == ReferentialAction::Restrict {
            *live = authored;
        }
    }
}
