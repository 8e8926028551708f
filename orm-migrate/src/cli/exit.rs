//! Exit codes.

use std::process::ExitCode;

/// How a command ends. The numbers are documented and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done, or nothing to do.
    Done = 0,
    /// Failed.
    Failed = 1,
    /// Wrong use, or a configuration or schema that is not understood.
    Usage = 2,
    /// Changes are pending, and `check` or `--check` asked for them.
    Pending = 3,
    /// A decision is needed and nobody can be asked.
    Undecided = 4,
    /// Another migrator holds the lock.
    Locked = 5,
    /// History or files do not match.
    Mismatch = 6,
}

impl Exit {
    /// The exit that errors of the library ask for by number.
    pub(super) const fn of_code(code: u8) -> Self {
        match code {
            0 => Self::Done,
            2 => Self::Usage,
            3 => Self::Pending,
            4 => Self::Undecided,
            5 => Self::Locked,
            6 => Self::Mismatch,
            _ => Self::Failed,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
