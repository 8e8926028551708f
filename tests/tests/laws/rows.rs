//! Rows made up for a schema, and how they are found again after a migration.

use std::collections::{HashMap, HashSet};

use orm_migrate::diff::{Step, TableChange};
use orm_schema::model::{ColumnDef, ObjectName, TableDef};
use orm_schema::{Dialect, SchemaDef, SqlType, ident};

/// How many rows each table gets.
const ROWS: usize = 2;

/// The rows of every table of a schema. Row 1 of a table refers to row 1 of every other.
pub(crate) struct Rows<'a> {
    dialect: Dialect,
    schema: &'a SchemaDef,
    /// Is what may be NULL NULL in the last row?
    has_nulls: bool,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(dialect: Dialect, schema: &'a SchemaDef) -> Self {
        Self { dialect, schema, has_nulls: false }
    }

    /// The same, with NULL in the last row for whatever may be NULL.
    pub(crate) fn with_nulls(dialect: Dialect, schema: &'a SchemaDef) -> Self {
        Self { dialect, schema, has_nulls: true }
    }

    /// The statements that put the rows in, whatever refers to what.
    pub(crate) fn script(&self) -> String {
        let unchecked = match self.dialect {
            Dialect::Postgres => "SET session_replication_role = replica",
            Dialect::Mysql => "SET foreign_key_checks = 0",
            Dialect::Sqlite => "PRAGMA foreign_keys = OFF",
        };
        let checked = match self.dialect {
            Dialect::Postgres => "RESET session_replication_role",
            Dialect::Mysql => "SET foreign_key_checks = 1",
            Dialect::Sqlite => "PRAGMA foreign_keys = ON",
        };
        let inserts = self.schema.tables.iter().map(|table| self.insert(table));
        let script = std::iter::once(unchecked.to_owned()).chain(inserts).chain([checked.to_owned()]);
        script.collect::<Vec<_>>().join(";\n")
    }

    fn insert(&self, table: &TableDef) -> String {
        let columns = filled(table);
        let names: Vec<String> = columns.iter().map(|column| self.quoted(&column.name)).collect();
        let rows: Vec<String> = (0..ROWS)
            .map(|row| {
                let values = columns.iter().map(|column| self.held(column, row));
                format!("({})", values.collect::<Vec<_>>().join(", "))
            })
            .collect();
        let overriding = if table.columns.iter().any(|column| column.identity.is_some())
            && self.dialect == Dialect::Postgres
        {
            " OVERRIDING SYSTEM VALUE"
        } else {
            ""
        };
        let name = self.object(&table.name);
        format!("INSERT INTO {name} ({}){overriding} VALUES {}", names.join(", "), rows.join(", "))
    }

    /// What the column holds in a row.
    fn held(&self, column: &ColumnDef, row: usize) -> String {
        if self.is_null(column, row) { "NULL".to_owned() } else { self.value(&column.ty, row) }
    }

    fn is_null(&self, column: &ColumnDef, row: usize) -> bool {
        self.has_nulls && column.is_nullable && row + 1 == ROWS
    }

    /// The query for the number of rows of a table.
    pub(crate) fn count(&self, table: &ObjectName) -> String {
        format!("SELECT count(*) FROM {}", self.object(table))
    }

    /// The same for what `steps` make of a table; `None` if that is gone.
    pub(crate) fn count_after(
        &self,
        previous: &ObjectName,
        next: &SchemaDef,
        steps: &[Step],
    ) -> Option<String> {
        let table = self.schema.table(previous)?;
        Moves::of(steps).kept(table, next).map(|table| self.count(&table.name))
    }

    /// The queries for the numbers of rows of all tables that are left after `steps`.
    pub(crate) fn counts_after(&self, next: &SchemaDef, steps: &[Step]) -> Vec<String> {
        let tables = self.schema.tables.iter();
        tables.filter_map(|table| self.count_after(&table.name, next, steps)).collect()
    }

    /// Queries that return 1 if rows that `steps` lead to `next` and `back` to this schema again have the values that neither
    /// touches.
    pub(crate) fn returned(&self, next: &SchemaDef, steps: &[Step], back: &[Step]) -> Vec<String> {
        let (moves, moves_back) = (Moves::of(steps), Moves::of(back));
        let mut queries = Vec::new();
        for table in &self.schema.tables {
            let Some(kept) = moves.kept(table, next) else { continue };
            let columns: Vec<&ColumnDef> = self
                .kept_columns(&moves, table, kept)
                .into_iter()
                .filter(|(_, kept_column)| !moves_back.is_dropped(&table.name, &kept_column.name))
                .filter(|(column, _)| !moves_back.is_changed(&table.name, &column.name))
                .map(|(column, _)| column)
                .collect();
            for row in (0..ROWS).filter(|_| !columns.is_empty()) {
                let conditions = columns.iter().map(|column| {
                    if self.is_null(column, row) {
                        format!(" AND {} IS NULL", self.quoted(&column.name))
                    } else {
                        format!(" AND {} = {}", self.compared(column), self.value(&column.ty, row))
                    }
                });
                let conditions: String = conditions.collect();
                queries.push(format!(
                    "SELECT count(*) FROM {} WHERE 1 = 1{conditions}",
                    self.object(&table.name)
                ));
            }
        }
        queries
    }

    /// Queries that return 1 if the rows that `steps` lead to `next` still have the values that no step touches.
    pub(crate) fn kept(&self, next: &SchemaDef, steps: &[Step]) -> Vec<String> {
        let moves = Moves::of(steps);
        let mut queries = Vec::new();
        for table in &self.schema.tables {
            let Some(kept) = moves.kept(table, next) else { continue };
            let pairs = self.kept_columns(&moves, table, kept);
            for row in (0..ROWS).filter(|_| !pairs.is_empty()) {
                let conditions = pairs.iter().map(|(column, kept_column)| {
                    let name = self.quoted(&kept_column.name);
                    if self.is_null(column, row) {
                        return format!(" AND {name} IS NULL");
                    }
                    let value = self.value_after(&column.ty, &kept_column.ty, next, row);
                    format!(" AND {} = {value}", self.compared(kept_column))
                });
                let name = self.object(&kept.name);
                queries.push(format!(
                    "SELECT count(*) FROM {name} WHERE 1 = 1{}",
                    conditions.collect::<String>()
                ));
            }
        }
        queries
    }

    /// The columns of a table that keep their values, under their old and new names.
    fn kept_columns<'t>(
        &self,
        moves: &Moves<'_>,
        table: &'t TableDef,
        kept: &'t TableDef,
    ) -> Vec<(&'t ColumnDef, &'t ColumnDef)> {
        filled(table)
            .into_iter()
            .filter(|column| !moves.is_dropped(&kept.name, &column.name))
            .filter_map(|column| Some((column, kept.column(&moves.column(&kept.name, &column.name))?)))
            .filter(|(_, kept_column)| !moves.is_changed(&kept.name, &kept_column.name))
            .filter(|(column, kept_column)| {
                kept_column.generated.is_none()
                    && !(self.has_nulls && column.is_nullable && !kept_column.is_nullable)
            })
            .collect()
    }

    /// The value of `row` after the migration: a label may go by another text.
    fn value_after(&self, previous: &SqlType, next_type: &SqlType, next: &SchemaDef, row: usize) -> String {
        let (SqlType::Enum(_), SqlType::Enum(name)) = (previous, next_type) else {
            return self.value(previous, row);
        };
        let value = self.value(previous, row);
        let labels = next.enum_def(name).map(|def| def.labels.as_slice()).unwrap_or_default();
        let is_value = |label: &str| self.text(label) == value;
        let renamed = labels
            .iter()
            .find(|label| label.renamed_from.as_deref().is_some_and(is_value))
            .map(|label| &label.label);
        renamed.map_or(value, |label| self.text(label))
    }

    /// A value that differs from row to row, and that columns of one type share.
    pub(crate) fn value(&self, ty: &SqlType, row: usize) -> String {
        // Large enough for what checks ask for, small enough for every type.
        let number = row + 41;
        let digit = row + 1;
        match ty {
            SqlType::Bool if self.dialect == Dialect::Postgres => (row == 0).to_string(),
            SqlType::Bool => u8::from(row == 0).to_string(),
            SqlType::Real | SqlType::Double => format!("{number}.5"),
            SqlType::Date => format!("'2026-11-2{digit}'"),
            SqlType::Time(_) => format!("'10:30:0{digit}'"),
            SqlType::Timestamp(_) | SqlType::TimestampTz(_) => format!("'2026-11-2{digit} 10:30:00'"),
            SqlType::Interval => format!("'{number} hours'"),
            SqlType::Uuid if self.dialect == Dialect::Postgres => {
                format!("'00000000-0000-0000-0000-00000000000{digit}'")
            }
            SqlType::Uuid => format!("x'0000000000000000000000000000000{digit}'"),
            SqlType::Bytes if self.dialect == Dialect::Postgres => format!("'\\x0{digit}'"),
            SqlType::Bytes => format!("x'0{digit}'"),
            SqlType::Json => format!("'{{\"n\": {number}}}'"),
            SqlType::Inet => format!("'10.0.0.{digit}'"),
            SqlType::MacAddr => format!("'08:00:2b:01:02:0{digit}'"),
            SqlType::Array(element) => {
                let element = self.value(element, row);
                format!("'{{{}}}'", element.trim_matches('\''))
            }
            SqlType::Vector(_) => format!("'[{number}]'"),
            SqlType::Enum(name) => {
                let labels = self.schema.enum_def(name).map(|def| def.labels.as_slice()).unwrap_or_default();
                self.text(&labels[row % labels.len()].label)
            }
            // Digits are also numbers, so that a text can become one.
            SqlType::Text | SqlType::Varchar(_) | SqlType::Char(_) | SqlType::VarBit | SqlType::Custom(_) => {
                format!("'{number}'")
            }
            _ => number.to_string(),
        }
    }

    /// A column as a text is compared with it: a document of MySQL is equal to no text.
    fn compared(&self, column: &ColumnDef) -> String {
        let name = self.quoted(&column.name);
        match (self.dialect, &column.ty) {
            (Dialect::Mysql, SqlType::Json) => format!("cast({name} as char)"),
            _ => name,
        }
    }

    fn text(&self, text: &str) -> String {
        ident::string_literal(self.dialect, text)
    }

    fn quoted(&self, name: &str) -> String {
        ident::quoted(self.dialect, name)
    }

    fn object(&self, name: &ObjectName) -> String {
        let schema = name.schema.as_ref().filter(|_| self.dialect != Dialect::Sqlite);
        let schema = schema.map(|schema| self.quoted(schema) + ".").unwrap_or_default();
        schema + &self.quoted(&name.name)
    }
}

/// The columns that a row gives a value to.
fn filled(table: &TableDef) -> Vec<&ColumnDef> {
    table.columns.iter().filter(|column| column.generated.is_none()).collect()
}

/// Where the steps of a migration take things.
#[derive(Default)]
struct Moves<'a> {
    dropped: HashSet<&'a ObjectName>,
    tables: HashMap<&'a ObjectName, &'a ObjectName>,
    /// By new table and old column.
    columns: HashMap<(&'a ObjectName, &'a str), &'a str>,
    changes: Vec<(&'a ObjectName, &'a TableChange)>,
}

impl<'a> Moves<'a> {
    fn of(steps: &'a [Step]) -> Self {
        let mut moves = Self::default();
        for step in steps {
            match step {
                Step::RenameTable(names) => drop(moves.tables.insert(&names.previous, &names.next)),
                Step::DropTable(table) => drop(moves.dropped.insert(&table.name)),
                Step::AlterTable { table, change } => moves.changes.push((table, change)),
                Step::RebuildTable { tables, changes } => {
                    moves.changes.extend(changes.iter().map(|change| (&tables.next.name, change)));
                }
                _ => {}
            }
        }
        for (table, change) in &moves.changes {
            if let TableChange::RenameColumn(names) = change {
                moves.columns.insert((table, &names.previous), &names.next);
            }
        }
        moves
    }

    /// What becomes of a table; `None` if it goes.
    fn kept<'t>(&self, table: &TableDef, next: &'t SchemaDef) -> Option<&'t TableDef> {
        if self.dropped.contains(&table.name) { None } else { next.table(&self.table(&table.name)) }
    }

    /// An exchange of names takes a detour.
    fn table(&self, previous: &ObjectName) -> ObjectName {
        let mut name = previous;
        while let Some(next) = self.tables.get(name) {
            name = next;
            if !name.name.starts_with("__orm") {
                break;
            }
        }
        name.clone()
    }

    fn column(&self, table: &ObjectName, previous: &str) -> String {
        let mut name = previous;
        while let Some(next) = self.columns.get(&(table, name)) {
            name = next;
            if !name.starts_with("__orm") {
                break;
            }
        }
        name.to_owned()
    }

    fn is_dropped(&self, table: &ObjectName, previous: &str) -> bool {
        self.changes.iter().any(|(of, change)| {
            *of == table && matches!(change, TableChange::DropColumn(column) if column.name == previous)
        })
    }

    fn is_changed(&self, table: &ObjectName, next: &str) -> bool {
        self.changes.iter().any(|(of, change)| {
            *of == table
                && match change {
                    TableChange::AlterColumn(change) => {
                        change.columns.next.name == next
                            && change.columns.next.ty != change.columns.previous.ty
                    }
                    TableChange::AddColumn { column, .. } => column.name == next,
                    _ => false,
                }
        })
    }
}
