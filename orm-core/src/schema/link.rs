//! Which columns of two tables belong together: constant data, found by the compiler in the foreign keys of both.

use super::{ColumnMeta, TableMeta};
use crate::const_message::fail;
use crate::derived::same;

/// The columns by which a relation leads from one table to another.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    /// The name of the relation in JSON.
    pub(crate) name: &'static str,
    /// Of the table that has the relation.
    pub(crate) parent: Side,
    /// Equal to them: of the table it leads to, or of the one between.
    pub(crate) child: Side,
    /// The rest of the way, when there is a table between.
    pub(crate) between: Option<Between>,
    /// A row that the foreign key names: it is read even when it is softly deleted.
    pub(crate) is_own: bool,
}

/// From the table between two others to the second of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Between {
    /// Columns of the table between.
    pub(crate) own: Side,
    /// Equal to them: of the table that the relation leads to.
    pub(crate) child: Side,
}

/// Columns of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side {
    pub(crate) table: &'static TableMeta,
    names: Names,
}

#[derive(Debug, Clone, Copy)]
enum Names {
    /// By their names in SQL.
    Columns(&'static [&'static str]),
    /// By the names of their fields.
    Fields(&'static [&'static str]),
    /// Those of the primary key.
    PrimaryKey,
}

/// The fields that an attribute names: `via`, `to`. None where the foreign key tells.
type Fields = &'static [&'static str];

impl Link {
    /// The other table refers to this one.
    #[track_caller]
    pub const fn has(
        name: &'static str,
        parent: &'static TableMeta,
        child: &'static TableMeta,
        via: Fields,
        to: Fields,
    ) -> Self {
        let (child, parent) = key(child, parent, via, to);
        Self { name, parent, child, between: None, is_own: false }
    }

    /// This table refers to the other one.
    #[track_caller]
    pub const fn belongs_to(
        name: &'static str,
        parent: &'static TableMeta,
        child: &'static TableMeta,
        via: Fields,
        to: Fields,
    ) -> Self {
        let (parent, child) = key(parent, child, via, to);
        Self { name, parent, child, between: None, is_own: true }
    }

    /// A table between refers to both: to this one by the fields `via`, to the other one by the fields `to`.
    #[track_caller]
    pub const fn many_to_many(
        name: &'static str,
        parent: &'static TableMeta,
        through: &'static TableMeta,
        child: &'static TableMeta,
        via: Fields,
        to: Fields,
    ) -> Self {
        let (first, parent) = key(through, parent, via, &[]);
        let (own, child) = key(through, child, to, &[]);
        Self { name, parent, child: first, between: Some(Between { own, child }), is_own: false }
    }
}

impl Side {
    /// The columns, in the order of those they are equal to.
    pub(crate) fn columns(self) -> Vec<&'static ColumnMeta> {
        (0..self.names.len(self.table)).filter_map(|at| self.table.columns.get(self.position(at)?)).collect()
    }

    /// The position of one of the columns in the table.
    const fn position(self, at: usize) -> Option<usize> {
        match self.names {
            Names::PrimaryKey => Some(self.table.primary_key[at]),
            Names::Columns(names) => position(self.table, names[at], false),
            Names::Fields(names) => position(self.table, names[at], true),
        }
    }
}

impl Names {
    const fn len(self, table: &TableMeta) -> usize {
        match self {
            Self::PrimaryKey => table.primary_key.len(),
            Self::Columns(names) | Self::Fields(names) => names.len(),
        }
    }
}

/// How `holder` refers to `referred`: the columns of both. Fails to compile when that is not clear.
#[track_caller]
const fn key(
    holder: &'static TableMeta,
    referred: &'static TableMeta,
    via: Fields,
    to: Fields,
) -> (Side, Side) {
    let (held, named) = names(holder, referred, via, to);
    let sides = (Side { table: holder, names: held }, Side { table: referred, names: named });
    let count = held.len(holder);
    if count == 0 || count != named.len(referred) {
        fail(&[
            "the columns by which `",
            holder.name,
            "` refers to `",
            referred.name,
            "` are not as many on both sides; name them: via(..), to(..)",
        ]);
    }
    let mut at = 0;
    while at < count {
        let Some(one) = sides.0.position(at) else { missing(holder, held, at) };
        let Some(other) = sides.1.position(at) else { missing(referred, named, at) };
        let (one, other) = (&holder.columns[one], &referred.columns[other]);
        if !same(one.key.ty, other.key.ty) {
            fail(&[
                "`",
                holder.name,
                ".",
                one.name,
                "` is stored as `",
                one.key.ty,
                "` and cannot refer to `",
                referred.name,
                ".",
                other.name,
                "`, which is stored as `",
                other.key.ty,
                "`",
            ]);
        }
        at += 1;
    }
    sides
}

#[track_caller]
const fn names(
    holder: &'static TableMeta,
    referred: &'static TableMeta,
    via: Fields,
    to: Fields,
) -> (Names, Names) {
    if !to.is_empty() {
        return (Names::Fields(via), Names::Fields(to));
    }
    let (mut found, mut count, mut at) = (0, 0, 0);
    while at < holder.foreign_keys.len() {
        let key = &holder.foreign_keys[at];
        if same(key.table, referred.name) && covers(key.columns, holder, via) {
            (found, count) = (at, count + 1);
        }
        at += 1;
    }
    match (count, via.is_empty()) {
        (1, _) => {
            let key = &holder.foreign_keys[found];
            (Names::Columns(key.columns), Names::Fields(key.fields))
        }
        (0, true) => fail(&["no column of `", holder.name, "` refers to `", referred.name, "`"]),
        (_, true) => fail(&[
            "`",
            holder.name,
            "` refers to `",
            referred.name,
            "` in several ways; say which one is meant: via = ..",
        ]),
        (_, false) => (Names::Fields(via), Names::PrimaryKey),
    }
}

/// Are the fields among the columns of a foreign key?
const fn covers(columns: &[&str], table: &TableMeta, fields: Fields) -> bool {
    let mut at = 0;
    while at < fields.len() {
        let Some(position) = position(table, fields[at], true) else { return false };
        let (mut is_there, mut column) = (false, 0);
        while column < columns.len() {
            is_there = is_there || same(columns[column], table.columns[position].name);
            column += 1;
        }
        if !is_there {
            return false;
        }
        at += 1;
    }
    true
}

const fn position(table: &TableMeta, name: &str, is_field: bool) -> Option<usize> {
    let mut at = 0;
    while at < table.columns.len() {
        let column = &table.columns[at];
        if same(if is_field { column.field } else { column.name }, name) {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[track_caller]
const fn missing(table: &TableMeta, names: Names, at: usize) -> ! {
    match names {
        Names::Columns(names) | Names::Fields(names) => {
            fail(&["`", table.name, "` has no column `", names[at], "`"])
        }
        Names::PrimaryKey => fail(&["`", table.name, "` has no primary key"]),
    }
}
