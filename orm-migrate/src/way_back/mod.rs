//! The way back from a migration: the same two schemas, compared the other way round. Pure.
//!
//! Names that the migration changed are changed back by the steps that it took, never guessed. What cannot come back is said in the
//! file; what cannot be done at all is a reason instead of statements.

mod hints;

use orm_schema::{Dialect, Pair, SchemaDef};

use crate::dialect::{self, Statement};
use crate::diff::{self, DiffError, Step};
use crate::hazard::{Hazard, Severity};

/// What takes a migration back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WayBack {
    /// Statements, in order.
    Statements {
        /// They end at the schema before the migration.
        statements: Vec<Statement>,
        /// What the migration takes away for good: the values are not in the statements.
        lost: Vec<String>,
    },
    /// There is none, because of this.
    Closed(String),
}

/// How to get back from `schemas.next` to `schemas.previous`, which `steps` led from.
pub fn way_back(schemas: Pair<&SchemaDef>, dialect: Dialect, steps: &[Step]) -> WayBack {
    let Pair { previous, next } = schemas;
    let previous = &hints::named_back(previous, steps);
    let turned = Pair { previous: next, next: previous };
    let mut hints = hints::turned(schemas, steps);
    let back = loop {
        match diff::steps(turned, dialect, &hints) {
            Ok(steps) => break steps,
            // What the way there did not rename is no rename on the way back.
            Err(DiffError::Undecided(questions)) => {
                let count = hints.create.len();
                hints.create.extend(questions.iter().map(diff::RenameQuestion::create_hint));
                if hints.create.len() == count {
                    return WayBack::Closed("its names cannot be told apart on the way back".to_owned());
                }
            }
            Err(error) => return WayBack::Closed(error.to_string().replace('\n', "; ")),
        }
    };
    let there = dialect::render(dialect, schemas, steps);
    let hazards = there.iter().flat_map(|statement| &statement.hazards);
    let lost = hazards.filter(|hazard| ends_values(hazard)).map(lost);
    WayBack::Statements { statements: dialect::render(dialect, turned, &back), lost: lost.collect() }
}

/// Does it end values that no statement brings back? A warning of these codes is about locks.
fn ends_values(hazard: &Hazard) -> bool {
    match hazard.code {
        "OM101" | "OM102" | "OM103" | "OM107" | "OM204" | "OM205" => hazard.severity == Severity::Error,
        "OM418" => true,
        _ => false,
    }
}

/// `the migration drops column `users.note` and its data`.
fn lost(hazard: &Hazard) -> String {
    format!("OM110 error: what is lost stays lost: the migration {}", hazard.message)
}
