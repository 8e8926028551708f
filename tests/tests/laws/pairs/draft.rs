//! A schema in the making: random things to put into it, and what goes with a thing that is taken out.

use fastrand::Rng;
use orm_schema::model::{
    CheckDef, ColumnDef, Deferrable, EnumDef, EnumLabelDef, ForeignKeyDef, ObjectName, PrimaryKeyDef,
    TableDef, TableOptions, UniqueDef,
};
use orm_schema::types::NumericSize;
use orm_schema::{Dialect, SchemaDef, SqlType, ident};

pub(super) use super::uses::{mentions, spelled};
use super::{objects, partitions, values};

/// Names of tables, two of which need quotes.
const TABLES: [&str; 7] = ["users", "pets", "orders", "group", "Old Things", "parts", "visits"];
/// Names of columns. Those that are no plain words need quotes, one has one inside.
const COLUMNS: [&str; 14] = [
    "name",
    "note",
    "age",
    "size",
    "kind",
    "total",
    "code",
    "body",
    "mark",
    "seat",
    "place",
    "Full Name",
    "order",
    "we\"ird",
];
const ENUMS: [&str; 4] = ["mood", "stage", "Sort", "level"];
/// Labels, one of which has a quote.
const LABELS: [&str; 7] = ["new", "open", "it's done", "gone", "old", "half \\ way", "last"];

/// A schema that changes at random.
pub(super) struct Draft<'r> {
    pub(super) dialect: Dialect,
    pub(super) rng: &'r mut Rng,
    pub(super) schema: SchemaDef,
    /// Drafts of different slots share no names, so that their schemas can be put together.
    pub(super) slot: usize,
    /// Tells things that a whole server shares from those of other pairs.
    pub(super) tag: String,
}

impl Draft<'_> {
    /// True once in `n` times.
    pub(super) fn one_in(&mut self, n: usize) -> bool {
        self.rng.usize(..n) == 0
    }

    pub(super) fn index_of<T>(&mut self, list: &[T]) -> Option<usize> {
        (!list.is_empty()).then(|| self.rng.usize(..list.len()))
    }

    /// One of the things for which `is_fit` holds.
    pub(super) fn index_where<T>(&mut self, list: &[T], is_fit: impl Fn(&T) -> bool) -> Option<usize> {
        let fit: Vec<usize> = (0..list.len()).filter(|&i| is_fit(&list[i])).collect();
        self.rng.choice(fit)
    }

    /// A table with a column, by their places, for which `is_fit` holds.
    pub(super) fn column_where(
        &mut self,
        is_fit: impl Fn(&TableDef, &ColumnDef) -> bool,
    ) -> Option<(usize, usize)> {
        let mut fit = Vec::new();
        for (i, table) in self.schema.tables.iter().enumerate() {
            let columns = table.columns.iter().enumerate().filter(|(_, column)| is_fit(table, column));
            fit.extend(columns.map(|(at, _)| (i, at)));
        }
        self.rng.choice(fit)
    }

    /// The name in this slot.
    pub(super) fn in_slot(&self, name: &str) -> String {
        if self.slot == 0 { name.to_owned() } else { format!("{name}{}", self.slot) }
    }

    /// A name of the pool, in this slot, that is not taken.
    pub(super) fn fresh_name(
        &mut self,
        pool: &[&str],
        is_taken: impl Fn(&Self, &str) -> bool,
    ) -> Option<String> {
        let names = pool.iter().map(|name| self.in_slot(name));
        let free: Vec<String> = names.filter(|name| !is_taken(self, name)).collect();
        self.rng.choice(free)
    }

    pub(super) fn fresh(&mut self, pool: &[&str], is_taken: impl Fn(&str) -> bool) -> Option<String> {
        let free: Vec<&str> = pool.iter().copied().filter(|name| !is_taken(name)).collect();
        self.rng.choice(free).map(str::to_owned)
    }

    pub(super) fn fresh_table(&mut self) -> Option<ObjectName> {
        let taken: Vec<String> =
            self.schema.tables.iter().map(|table| table.name.name.to_lowercase()).collect();
        self.fresh_name(&TABLES, |_, name| taken.contains(&name.to_lowercase())).map(ObjectName::new)
    }

    pub(super) fn fresh_column(&mut self, table: usize) -> Option<String> {
        let taken: Vec<String> =
            self.schema.tables[table].columns.iter().map(|column| column.name.clone()).collect();
        self.fresh(&COLUMNS, |name| taken.iter().any(|taken| taken == name))
    }

    pub(super) fn fresh_enum(&mut self) -> Option<ObjectName> {
        let taken: Vec<String> = self.schema.enums.iter().map(|def| def.name.name.clone()).collect();
        self.fresh_name(&ENUMS, |_, name| taken.iter().any(|taken| taken == name)).map(ObjectName::new)
    }

    pub(super) fn fresh_label(&mut self, def: usize) -> Option<String> {
        let taken: Vec<String> =
            self.schema.enums[def].labels.iter().map(|label| label.label.clone()).collect();
        self.fresh(&LABELS, |name| taken.iter().any(|taken| taken == name))
    }

    /// A new enum of two to four labels; no column has it yet.
    pub(super) fn add_enum(&mut self) -> Option<usize> {
        let name = self.fresh_enum()?;
        self.schema.enums.push(EnumDef { name, labels: Vec::new(), renamed_from: None });
        let at = self.schema.enums.len() - 1;
        for _ in 0..self.rng.usize(2..5) {
            let label = self.fresh_label(at)?;
            self.schema.enums[at].labels.push(EnumLabelDef { label, renamed_from: None });
        }
        Some(at)
    }

    /// A new table with a key and some columns.
    pub(super) fn add_table(&mut self) -> Option<usize> {
        let name = self.fresh_table()?;
        let key_type = self.rng.choice([SqlType::Int, SqlType::BigInt])?;
        let mut id = ColumnDef::new("id", key_type);
        id.auto_increment = self.one_in(2);
        let table = TableDef {
            primary_key: Some(PrimaryKeyDef {
                name: ident::primary_key_name(&name.name),
                columns: vec![id.name.clone()],
            }),
            columns: vec![id],
            uniques: Vec::new(),
            foreign_keys: Vec::new(),
            indexes: Vec::new(),
            checks: Vec::new(),
            comment: (self.dialect != Dialect::Sqlite && self.one_in(8)).then(|| format!("of {}", name.name)),
            renamed_from: None,
            options: TableOptions::default(),
            name,
            ..TableDef::default()
        };
        self.schema.tables.push(table);
        let at = self.schema.tables.len() - 1;
        for _ in 0..self.rng.usize(1..4) {
            self.add_column(at);
        }
        if self.one_in(6) {
            partitions::partition(self, at);
        }
        Some(at)
    }

    pub(super) fn add_column(&mut self, table: usize) -> Option<usize> {
        let name = self.fresh_column(table)?;
        let ty = self.any_type();
        let default =
            if self.one_in(3) { values::default(self.dialect, &self.schema, &ty, self.rng) } else { None };
        let is_nullable = self.one_in(2);
        self.schema.tables[table].columns.push(ColumnDef {
            is_nullable,
            default,
            ..ColumnDef::new(name, ty)
        });
        Some(self.schema.tables[table].columns.len() - 1)
    }

    pub(super) fn any_type(&mut self) -> SqlType {
        let size = Some(NumericSize { precision: 10, scale: 2 });
        let mut types = vec![
            SqlType::Bool,
            SqlType::TinyInt,
            SqlType::SmallInt,
            SqlType::Int,
            SqlType::BigInt,
            SqlType::UnsignedTinyInt,
            SqlType::UnsignedSmallInt,
            SqlType::UnsignedInt,
            SqlType::UnsignedBigInt,
            SqlType::Real,
            SqlType::Double,
            SqlType::Numeric(None),
            SqlType::Numeric(size),
            SqlType::Numeric(Some(NumericSize { precision: 6, scale: 0 })),
            SqlType::Text,
            SqlType::Varchar(20),
            SqlType::Varchar(40),
            SqlType::Char(4),
            SqlType::Bytes,
            SqlType::Date,
            SqlType::Time(None),
            SqlType::Time(Some(0)),
            SqlType::Timestamp(None),
            SqlType::Timestamp(Some(3)),
            SqlType::TimestampTz(None),
            SqlType::TimestampTz(Some(0)),
            SqlType::Uuid,
            SqlType::Json,
            SqlType::Inet,
            SqlType::MacAddr,
        ];
        if self.dialect == Dialect::Postgres {
            types.extend([
                SqlType::Interval,
                SqlType::Array(Box::new(SqlType::Int)),
                SqlType::Array(Box::new(SqlType::Text)),
            ]);
        }
        let enums = self.schema.enums.iter().map(|def| SqlType::Enum(def.name.clone()));
        types.extend(enums.flat_map(|ty| [ty.clone(), ty]));
        types.extend(objects::domains(&self.schema).flat_map(|ty| [ty.clone(), ty]));
        let at = self.rng.usize(..types.len());
        types.swap_remove(at)
    }
}

/// A column that nothing but its own attributes speaks of.
pub(super) fn is_plain(table: &TableDef, column: &ColumnDef) -> bool {
    !is_key(table, column)
        && !column.auto_increment
        && column.identity.is_none()
        && column.generated.is_none()
}

/// Is the column part of the primary key or of a foreign key?
pub(super) fn is_key(table: &TableDef, column: &ColumnDef) -> bool {
    table.is_primary_key(&column.name)
        || table.foreign_keys.iter().any(|fk| fk.columns.contains(&column.name))
}

/// The parts of a table that have a name of their own.
pub(super) fn unique(table: &TableDef, columns: Vec<String>) -> UniqueDef {
    let borrowed: Vec<&str> = columns.iter().map(String::as_str).collect();
    UniqueDef {
        name: ident::unique_name(&table.name.name, &borrowed),
        columns,
        nulls_not_distinct: false,
        deferrable: Deferrable::No,
    }
}

/// A check of one column that holds for every value we make up.
pub(super) fn check(
    dialect: Dialect,
    table: &TableDef,
    column: &ColumnDef,
    rng: &mut Rng,
) -> Option<CheckDef> {
    let expression = values::condition(dialect, column, rng)?;
    let name = if rng.bool() {
        ident::check_name(&table.name.name, &column.name)
    } else {
        format!("{}_{}_{}", table.name.name, column.name, rng.u8(..))
    };
    Some(CheckDef { name, expression })
}

/// A foreign key from one column to another.
pub(super) fn foreign_key(table: &TableDef, column: &str, to: (&ObjectName, &str)) -> ForeignKeyDef {
    ForeignKeyDef {
        name: ident::foreign_key_name(&table.name.name, &[column]),
        columns: vec![column.to_owned()],
        references: to.0.clone(),
        referenced_columns: vec![to.1.to_owned()],
        on_delete: orm_schema::model::ReferentialAction::NoAction,
        on_update: orm_schema::model::ReferentialAction::NoAction,
        deferrable: Deferrable::No,
    }
}

/// When a key is checked, most often at once.
pub(super) fn deferrable(draft: &mut Draft<'_>) -> Deferrable {
    match draft.rng.u8(..8) {
        0 => Deferrable::InitiallyImmediate,
        1 => Deferrable::InitiallyDeferred,
        _ => Deferrable::No,
    }
}
