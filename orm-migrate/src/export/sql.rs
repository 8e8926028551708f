//! The whole schema as statements, from nothing.

use orm_schema::{Dialect, Pair, SchemaDef};

use crate::dialect;
use crate::diff::{self, DiffError, RenameHints};

/// What a first migration would run.
pub(super) fn text(schema: &SchemaDef, dialect: Dialect) -> Result<String, DiffError> {
    let schemas = Pair { previous: &SchemaDef::default(), next: schema };
    let steps = diff::steps(schemas, dialect, &RenameHints::default())?;
    let statements = dialect::render(dialect, schemas, &steps);
    let statements: Vec<String> = statements.into_iter().map(|statement| statement.sql + ";\n").collect();
    Ok(statements.join("\n"))
}
