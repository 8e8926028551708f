//! The facts about a table that statements and error messages need, as constant data.

use crate::const_message::fail;
use crate::derived::{same, sql_name};
#[cfg(feature = "models")]
use crate::models::Input;
#[cfg(feature = "descriptions")]
use crate::models::describe::Looks;
use crate::types::{Cell, ColumnType, DecodeError, Field, Nullness, Value};

/// A table: what the writer renders and the error mapping looks up. Built by the derive as a constant.
#[derive(Debug)]
pub struct TableMeta {
    /// Its name in SQL.
    pub name: &'static str,
    /// The PostgreSQL schema (MySQL: database) it lives in when that is not the default one.
    pub schema: Option<&'static str>,
    /// Its columns, in the order of the fields and of a row.
    pub columns: &'static [ColumnMeta],
    /// The select list of all its columns, qualified by its name: with the quotes of PostgreSQL and SQLite, and with those of
    /// MySQL. Empty where nobody wrote it beforehand.
    pub row: (&'static str, &'static str),
    /// The positions of the primary key's columns.
    pub primary_key: &'static [usize],
    /// Named constraints, for error messages.
    pub constraints: &'static [ConstraintMeta],
    /// Foreign keys, for relations.
    pub foreign_keys: &'static [ForeignKeyMeta],
    /// The position of the column that counts the changes of a row.
    pub version: Option<usize>,
    /// The position of the column that says when a row was deleted softly; it is NULL for the others.
    pub soft_delete: Option<usize>,
}

impl TableMeta {
    /// Are both about one table? The facts of a table may be in the program more than once.
    pub fn is(&self, other: &Self) -> bool {
        (self.schema, self.name) == (other.schema, other.name)
    }

    /// A table in the default schema, without anything else.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            schema: None,
            columns: &[],
            row: ("", ""),
            primary_key: &[],
            constraints: &[],
            foreign_keys: &[],
            version: None,
            soft_delete: None,
        }
    }

    /// In that schema.
    #[must_use]
    pub const fn schema(mut self, schema: &'static str) -> Self {
        self.schema = Some(schema);
        self
    }

    /// With these columns.
    #[must_use]
    pub const fn columns(mut self, columns: &'static [ColumnMeta]) -> Self {
        self.columns = columns;
        self
    }

    /// With the select list of all its columns.
    #[must_use]
    pub const fn row(mut self, standard: &'static str, mysql: &'static str) -> Self {
        self.row = (standard, mysql);
        self
    }

    /// With the columns at these positions as its primary key.
    #[must_use]
    pub const fn primary_key(mut self, positions: &'static [usize]) -> Self {
        self.primary_key = positions;
        self
    }

    /// With these constraints.
    #[must_use]
    pub const fn constraints(mut self, constraints: &'static [ConstraintMeta]) -> Self {
        self.constraints = constraints;
        self
    }

    /// With these foreign keys.
    #[must_use]
    pub const fn foreign_keys(mut self, keys: &'static [ForeignKeyMeta]) -> Self {
        self.foreign_keys = keys;
        self
    }

    /// With the column at this position as the count of changes.
    #[must_use]
    pub const fn version(mut self, position: usize) -> Self {
        self.version = Some(position);
        self
    }

    /// With the column at this position as the mark of deleted rows.
    #[must_use]
    pub const fn soft_delete(mut self, position: usize) -> Self {
        self.soft_delete = Some(position);
        self
    }

    /// The position of the column of that SQL name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// A column.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct ColumnMeta {
    /// Its name in SQL.
    pub name: &'static str,
    /// The name of its field.
    pub field: &'static str,
    /// Its name in JSON.
    pub wire: &'static str,
    /// Its SQL type as `ColumnType::SQL_NAME` spells it, or empty when it was written by hand (`#[column(type = "..")]`).
    pub ty: &'static str,
    /// May it be NULL?
    pub is_nullable: bool,
    /// The database counts it up.
    pub is_auto_increment: bool,
    /// The database has a default for it.
    pub has_default: bool,
    /// The database computes it; no statement writes it.
    pub is_generated: bool,
    /// What an insert that does not name the column computes for it, in Rust.
    pub computed: Option<fn() -> Value>,
    /// What an update that does not name the column writes into it.
    pub on_update: Option<OnUpdate>,
    /// How its values are read as parts of a key.
    pub(crate) key: KeyMeta,
    /// How requests give it a value.
    #[cfg(feature = "models")]
    pub(crate) input: Input,
    /// What its values look like to others.
    #[cfg(feature = "descriptions")]
    pub(crate) looks: Looks,
}

/// A column of the field type `F`. `const`, so that the derive builds one table of constants.
///
/// Fails to compile unless `F` is stored as `inferred`, the SQL type that its source text says; empty where that does not
/// tell.
#[track_caller]
pub const fn column<F: Field>(name: &'static str, wire: &'static str, inferred: &str) -> ColumnMeta {
    let ty = sql_name::<F>();
    if !inferred.is_empty() && !same(ty, inferred) {
        fail(&[
            "field `",
            name,
            "` is stored as `",
            ty,
            "`, but its type reads like `",
            inferred,
            "`; name the storage with #[column(type = \"..\")]",
        ]);
    }
    ColumnMeta {
        name,
        field: name,
        wire,
        ty,
        is_nullable: <F::Null as Nullness>::IS_NULL,
        is_auto_increment: false,
        has_default: false,
        is_generated: false,
        computed: None,
        on_update: None,
        key: KeyMeta {
            ty,
            declared: Declared::Inferred,
            read: |cell| F::from_field_cell(cell).map(F::into_field_value),
        },
        #[cfg(feature = "models")]
        input: Input::none(),
        #[cfg(feature = "descriptions")]
        looks: Looks::NONE,
    }
}

/// How the values of a column are read where rows of two tables are brought together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeyMeta {
    /// The SQL type of the values, as `ColumnType::SQL_NAME` spells it, however the column was declared.
    pub(crate) ty: &'static str,
    /// How the column was declared.
    pub(crate) declared: Declared,
    /// Reads a value as it is bound.
    #[cfg_attr(not(feature = "exec"), expect(dead_code, reason = "rows are read from a database"))]
    pub(crate) read: fn(Cell<'_>) -> Result<Value, DecodeError>,
}

impl KeyMeta {
    /// Is it for the database to say which values are equal?
    pub(crate) fn is_text(&self) -> bool {
        self.ty == <String as ColumnType>::SQL_NAME
    }

    /// The type of a text, where it was written by hand.
    pub(crate) fn declared_text(&self) -> Option<&'static str> {
        match self.declared {
            Declared::Sql(ty) if self.is_text() => Some(ty),
            Declared::Sql(_) | Declared::Inferred | Declared::Char => None,
        }
    }
}

/// Where the type of a column comes from, as far as it changes how its values are compared.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Declared {
    /// From the type of its field.
    Inferred,
    /// `char = n`.
    Char,
    /// `type = ".."`, as it is written.
    Sql(&'static str),
}

impl ColumnMeta {
    /// Of the field of that name, where that is not its name in SQL.
    #[must_use]
    pub const fn field(mut self, name: &'static str) -> Self {
        self.field = name;
        self
    }

    /// Of a type that was written by hand.
    #[must_use]
    pub const fn explicit(mut self, sql: &'static str) -> Self {
        self.ty = "";
        self.key.declared = Declared::Sql(sql);
        self
    }

    /// Of text that PostgreSQL fills up with blanks.
    #[must_use]
    pub const fn blank_padded(mut self) -> Self {
        self.key.declared = Declared::Char;
        self
    }

    /// Counted up by the database.
    #[must_use]
    pub const fn auto_increment(mut self) -> Self {
        self.is_auto_increment = true;
        self
    }

    /// With a default that the database knows.
    #[must_use]
    pub const fn default(mut self) -> Self {
        self.has_default = true;
        self
    }

    /// Computed by the database.
    #[must_use]
    pub const fn generated(mut self) -> Self {
        self.is_generated = true;
        self
    }

    /// Computed in Rust by every insert that does not name it.
    #[must_use]
    pub const fn computed(mut self, value: fn() -> Value) -> Self {
        self.computed = Some(value);
        self
    }

    /// Must an insert name it?
    #[cfg(feature = "models")]
    pub(crate) const fn is_required(&self) -> bool {
        !(self.is_nullable
            || self.is_auto_increment
            || self.has_default
            || self.is_generated
            || self.computed.is_some())
    }

    /// Written by every update that does not name it.
    #[must_use]
    pub const fn on_update(mut self, value: OnUpdate) -> Self {
        self.on_update = Some(value);
        self
    }
}

/// What an update writes into a column that it does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnUpdate {
    /// The time of the statement, in the form of the column's type. MySQL does it itself for timestamps.
    Now,
    /// An SQL expression as the user wrote it in the schema.
    Sql(&'static str),
}

/// A named constraint.
#[derive(Debug)]
pub struct ConstraintMeta {
    /// Its name in SQL.
    pub name: &'static str,
    /// What it demands.
    pub kind: ConstraintKind,
    /// The SQL names of its columns.
    pub columns: &'static [&'static str],
}

/// A named constraint over these columns.
pub const fn constraint(
    name: &'static str,
    kind: ConstraintKind,
    columns: &'static [&'static str],
) -> ConstraintMeta {
    ConstraintMeta { name, kind, columns }
}

/// A foreign key.
#[derive(Debug)]
pub struct ForeignKeyMeta {
    /// The SQL names of its columns.
    pub columns: &'static [&'static str],
    /// The SQL name of the table it refers to.
    pub table: &'static str,
    /// The fields of that table's struct that it refers to, one for each column.
    pub fields: &'static [&'static str],
}

/// A foreign key of these columns to fields of another table.
pub const fn foreign_key(
    columns: &'static [&'static str],
    table: &'static str,
    fields: &'static [&'static str],
) -> ForeignKeyMeta {
    ForeignKeyMeta { columns, table, fields }
}

/// What a constraint demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConstraintKind {
    /// The key of the table.
    PrimaryKey,
    /// No two equal keys; a unique index counts as one.
    Unique,
    /// A row that exists in another table.
    ForeignKey,
    /// An SQL condition.
    Check,
}
