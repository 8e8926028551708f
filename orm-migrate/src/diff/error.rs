//! Why there is no list of steps.

use std::fmt;

use thiserror::Error;

use super::RenameQuestion;

/// Why two schemas have no list of steps between them.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum DiffError {
    /// A person must say what was renamed.
    #[error("{} must be decided: {}", count(.0.len(), "rename"), asked(.0))]
    Undecided(Vec<RenameQuestion>),
    /// The database cannot hold the next schema, or not get there.
    #[error("{}", lines(.0))]
    Impossible(Vec<Obstacle>),
    /// A hint names something that is not there.
    #[error("hint `{hint}` does not fit: {reason}")]
    Hint {
        /// The hint as given.
        hint: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Steps that wait for each other.
    #[error("no order satisfies these steps, which is a defect of orm-migrate: {}", .0.join(", "))]
    Cycle(Vec<String>),
}

/// Something the database cannot do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// What cannot be done, with the path of the thing.
    pub message: String,
    /// The way out.
    pub hint: String,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.hint)
    }
}

fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

fn asked(questions: &[RenameQuestion]) -> String {
    let asked: Vec<String> = questions
        .iter()
        .map(|question| format!("is {} `{}` new?", question.kind.noun(), question.added))
        .collect();
    asked.join(" ")
}

fn lines(obstacles: &[Obstacle]) -> String {
    obstacles.iter().map(Obstacle::to_string).collect::<Vec<_>>().join("\n")
}
