//! Spells the steps of a migration as each database wants them. Pure: nothing here reads a database.

mod statement;

pub use statement::{Directive, Statement};

use orm_schema::{Dialect, Pair, SchemaDef};

use crate::diff::Step;

/// The statements of a migration, in the order of its steps.
pub fn render(_dialect: Dialect, _schemas: Pair<&SchemaDef>, _steps: &[Step]) -> Vec<Statement> {
    Vec::new()
}
