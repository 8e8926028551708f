//! What each statement of a migration does to rows and to other sessions: what is lost, what may fail, which tables are locked
//! against whom and for how long. Pure.
//!
//! The judge reads SQL, not steps: a file that a person edited or wrote is judged by what stands in it. `read` tells what a
//! statement does, the `cost` of each dialect's folder what that costs (measured on the servers by a test), and `migration` puts
//! both together with the hazards that stand above the statements.

mod action;
mod cost;
mod findings;
mod migration;
mod read;
mod seen;

pub use action::{Action, ActionKind, TakenApart};
pub use cost::{Blocks, Cost, Work, cost};
pub use migration::{MigrationRisks, NotedHazard, StatementRisks, TableLock, of_migration};
pub use read::actions;

#[cfg(test)]
mod tests;
