//! Constraints that statements broke, told in the schema's own names.

#[cfg(feature = "exec")]
use super::{Error, ErrorKind};
#[cfg(feature = "exec")]
use crate::schema::{ConstraintKind, TableMeta};

/// Which rule of which table a statement broke, in the schema's own names as far as the database tells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Violation {
    /// The table.
    pub table: Option<String>,
    /// The constraint.
    pub constraint: Option<String>,
    /// The columns, by their SQL names.
    pub columns: Vec<String>,
    /// The columns, by their names in JSON; empty when they are not of the row that the statement writes.
    pub fields: Vec<String>,
}

#[cfg(feature = "exec")]
impl Violation {
    /// A rule over these columns of the table of that name. `written` is the table the statement writes.
    pub(crate) fn of_columns(name: Option<&str>, columns: &[&str], written: Option<&TableMeta>) -> Self {
        let owner = written.filter(|table| name.is_none_or(|name| name == table.name));
        let mut violation =
            Self { table: name.or(owner.map(|table| table.name)).map(str::to_owned), ..Self::default() };
        if let Some(owner) = owner {
            violation.constraint = owner
                .constraints
                .iter()
                .find(|constraint| constraint.columns == columns && constraint.kind != ConstraintKind::Check)
                .map(|constraint| constraint.name.to_owned());
        }
        violation.set_columns(columns, owner);
        violation
    }

    /// A rule of that name, as far as the database names it and its table. `written` is the table the statement writes.
    pub(crate) fn of_constraint(
        table: Option<&str>,
        name: Option<&str>,
        kind: ConstraintKind,
        written: Option<&TableMeta>,
    ) -> Self {
        let mut violation =
            Self { table: table.map(str::to_owned), constraint: name.map(str::to_owned), ..Self::default() };
        let written = written.filter(|written| table.is_none_or(|table| table == written.name));
        if let Some(name) = name {
            violation.find_columns(name, kind, written);
        }
        violation
    }

    /// A rule of the table that the statement writes, of which nothing else is known.
    #[cfg(feature = "sqlite")]
    pub(crate) fn of_table(written: Option<&TableMeta>) -> Self {
        Self { table: written.map(|table| table.name.to_owned()), ..Self::default() }
    }

    /// A rule of that kind of the table that the statement writes: it is known when the table has no other one.
    #[cfg(feature = "sqlite")]
    pub(crate) fn of_only(kind: ConstraintKind, written: Option<&TableMeta>) -> Self {
        let mut violation = Self::of_table(written);
        let Some(table) = written else { return violation };
        let mut candidates = table.constraints.iter().filter(|constraint| constraint.kind == kind);
        if let (Some(only), None) = (candidates.next(), candidates.next()) {
            violation.constraint = Some(only.name.to_owned());
            violation.set_columns(only.columns, written);
        }
        violation
    }

    /// The columns are those of rows that refer to the one written, be they of the same table: no request has them.
    #[cfg(any(feature = "postgres", feature = "mysql"))]
    pub(crate) fn of_other_rows(mut self) -> Self {
        self.fields.clear();
        self
    }

    fn find_columns(&mut self, name: &str, kind: ConstraintKind, written: Option<&TableMeta>) {
        let Some(table) = written else {
            return;
        };
        let known = table.constraints.iter().find(|constraint| constraint.name.eq_ignore_ascii_case(name));
        // MySQL calls every primary key `PRIMARY`.
        let known = known.or_else(|| {
            let is_key = kind == ConstraintKind::Unique && name == "PRIMARY";
            table
                .constraints
                .iter()
                .find(|constraint| is_key && constraint.kind == ConstraintKind::PrimaryKey)
        });
        if let Some(constraint) = known {
            self.table = Some(table.name.to_owned());
            self.constraint = Some(constraint.name.to_owned());
            self.set_columns(constraint.columns, Some(table));
        }
    }

    fn set_columns(&mut self, columns: &[&str], table: Option<&TableMeta>) {
        self.columns = columns.iter().map(|&column| column.to_owned()).collect();
        if let Some(table) = table {
            let positions = columns.iter().filter_map(|column| table.position(column));
            self.fields = positions.map(|position| table.columns[position].wire.to_owned()).collect();
        }
    }

    /// `users.email`, `users (a, b)`, or as much of it as is known.
    fn place(&self) -> String {
        match (self.table.as_deref(), self.columns.as_slice()) {
            (Some(table), [column]) => format!("`{table}.{column}`"),
            (Some(table), []) => format!("`{table}`"),
            (Some(table), columns) => format!("`{table}` ({})", quoted(columns)),
            (None, []) => "the table".to_owned(),
            (None, columns) => quoted(columns),
        }
    }

    /// `` (constraint `users_email_key`) ``, or nothing.
    fn by_constraint(&self) -> String {
        self.constraint.as_deref().map(|name| format!(" (constraint `{name}`)")).unwrap_or_default()
    }
}

#[cfg(feature = "exec")]
fn quoted(columns: &[String]) -> String {
    columns.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(feature = "exec")]
impl Error {
    pub(crate) fn unique(violation: Violation) -> Self {
        let message = format!(
            "a row with the same {} exists{}; change the value, or resolve the conflict with `.on_conflict(..)`",
            violation.place(),
            violation.by_constraint(),
        );
        Self::new(ErrorKind::UniqueViolation(violation), message)
    }

    pub(crate) fn foreign_key(violation: Violation) -> Self {
        let message = format!(
            "a foreign key of {} is broken{}; insert the row it refers to first, or remove the rows that refer to this one",
            violation.place(),
            violation.by_constraint(),
        );
        Self::new(ErrorKind::ForeignKeyViolation(violation), message)
    }

    pub(crate) fn check(violation: Violation) -> Self {
        let message = format!(
            "a row of {} does not meet a condition of its table{}",
            violation.place(),
            violation.by_constraint(),
        );
        Self::new(ErrorKind::CheckViolation(violation), message)
    }

    pub(crate) fn not_null(violation: Violation) -> Self {
        let message = format!("{} must have a value and got NULL", violation.place());
        Self::new(ErrorKind::NotNullViolation(violation), message)
    }

    /// `written` is the table that the statement writes.
    pub(crate) fn invalid_value(column: Option<&str>, problem: &str, written: Option<&TableMeta>) -> Self {
        let message = match column {
            Some(column) => format!("a value for column `{column}` is refused: {problem}"),
            None => format!("a value is refused: {problem}"),
        };
        let field = column
            .zip(written)
            .and_then(|(column, table)| Some(table.columns[table.position(column)?].wire.to_owned()));
        Self::new(ErrorKind::InvalidValue { column: column.map(str::to_owned), field }, message)
    }
}
