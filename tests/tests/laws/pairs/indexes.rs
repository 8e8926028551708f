//! Random indexes.

use orm_schema::model::{ColumnDef, IndexDef, IndexKey, IndexPart, NullsOrder};
use orm_schema::{Dialect, SqlType, ident};

use super::draft::{Draft, spelled};
use super::edits::{is_comparable, some_columns};
use super::values;

/// An index with some of everything that the database has.
pub(super) fn create(draft: &mut Draft<'_>) -> Option<()> {
    let table = draft.rng.choice(0..draft.schema.tables.len())?;
    let columns = some_columns(draft, table, is_comparable);
    let is_postgres = draft.dialect == Dialect::Postgres;
    let mut parts: Vec<IndexPart> = columns.iter().map(|name| part(draft, table, name)).collect();
    if draft.dialect != Dialect::Mysql && draft.one_in(4) {
        parts.extend(expression(draft, table));
    }
    if parts.is_empty() {
        return None;
    }
    let is_unique = draft.one_in(5);
    let is_hash = is_postgres && parts.len() == 1 && !is_unique && draft.one_in(8);
    if is_hash {
        for part in &mut parts {
            (part.is_descending, part.nulls) = (false, None);
        }
    }
    let include = if is_postgres && !is_hash && draft.one_in(6) {
        some_columns(draft, table, |column| !columns.contains(&column.name))
    } else {
        Vec::new()
    };
    let names: Vec<&str> = parts
        .iter()
        .map(|part| match &part.key {
            IndexKey::Column(name) => name.as_str(),
            IndexKey::Expression(_) => "expr",
        })
        .collect();
    let owner = &draft.schema.tables[table].name.name;
    let derived = ident::index_name(owner, &names);
    let given = format!("{owner}_by_{}", draft.rng.u8(..));
    let index = IndexDef {
        name: if draft.one_in(3) { given } else { derived },
        parts,
        is_unique,
        method: is_hash.then(|| "hash".to_owned()),
        predicate: predicate(draft, table),
        include,
        with: (is_postgres && draft.one_in(8)).then(|| "fillfactor = 60".to_owned()),
        nulls_not_distinct: is_postgres && is_unique && draft.one_in(2),
        concurrently: is_postgres && draft.one_in(6),
    };
    draft.schema.tables[table].indexes.push(index);
    Some(())
}

fn part(draft: &mut Draft<'_>, table: usize, name: &str) -> IndexPart {
    let ty = draft.schema.tables[table].column(name).map(|column| column.ty.clone());
    let is_text = ty.as_ref().is_some_and(SqlType::is_text);
    let dialect = draft.dialect;
    let is_postgres = dialect == Dialect::Postgres;
    IndexPart {
        key: IndexKey::Column(name.to_owned()),
        is_descending: draft.one_in(4),
        nulls: if is_postgres && draft.one_in(4) {
            draft.rng.choice([NullsOrder::First, NullsOrder::Last])
        } else {
            None
        },
        opclass: (is_postgres && matches!(ty, Some(SqlType::Varchar(_))) && draft.one_in(5))
            .then(|| "varchar_pattern_ops".to_owned()),
        collation: (dialect != Dialect::Mysql && is_text && draft.one_in(6))
            .then(|| values::collation(dialect).to_owned()),
        prefix: (dialect == Dialect::Mysql && matches!(ty, Some(SqlType::Varchar(_))) && draft.one_in(4))
            .then_some(5),
    }
}

fn expression(draft: &mut Draft<'_>, table: usize) -> Option<IndexPart> {
    let is_fit = |column: &ColumnDef| column.ty == SqlType::Text || matches!(column.ty, SqlType::Varchar(_));
    let name = some_columns(draft, table, is_fit).pop()?;
    let function = draft.rng.choice(["lower", "upper"])?;
    Some(IndexPart::expression(format!("{function}({})", spelled(draft.dialect, &name))))
}

fn predicate(draft: &mut Draft<'_>, table: usize) -> Option<String> {
    if draft.dialect == Dialect::Mysql || !draft.one_in(4) {
        return None;
    }
    let owner = draft.schema.tables[table].clone();
    let column = draft.index_where(&owner.columns, |column| column.generated.is_none())?;
    let column = &owner.columns[column];
    if draft.rng.bool() {
        return Some(format!("{} IS NOT NULL", spelled(draft.dialect, &column.name)));
    }
    values::condition(draft.dialect, column, draft.rng)
}

/// Another name, or one attribute otherwise: an index is made anew for each.
pub(super) fn rename(draft: &mut Draft<'_>) -> Option<()> {
    let table = draft.index_where(&draft.schema.tables.clone(), |table| !table.indexes.is_empty())?;
    let name = format!("{}_by_{}", draft.schema.tables[table].name.name, draft.rng.u8(..));
    let at = draft.rng.usize(..draft.schema.tables[table].indexes.len());
    let changes_order = draft.one_in(3);
    let index = &mut draft.schema.tables[table].indexes[at];
    if changes_order && index.method.is_none() {
        index.parts[0].is_descending = !index.parts[0].is_descending;
    } else {
        index.name = name;
    }
    Some(())
}
