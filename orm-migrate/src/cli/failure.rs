//! Why a command did not do what it was asked, with the exit code and the way out.

use serde_json::Value;

use super::exit::Exit;
use crate::config::ConfigError;
use crate::folder::FolderError;
use crate::report::Diagnostic;
use crate::runner::MigrateError;

/// A command that failed.
pub(super) struct Failure {
    pub(super) exit: Exit,
    /// A stable name for programs.
    pub(super) code: &'static str,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// More for programs.
    pub(super) data: Value,
}

impl Failure {
    pub(super) fn new(exit: Exit, code: &'static str, diagnostics: Vec<Diagnostic>) -> Self {
        Self { exit, code, diagnostics, data: Value::Null }
    }

    /// A wrong use of the command.
    pub(super) fn usage(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, code, vec![Diagnostic::error(message)])
    }

    /// Adds a way out.
    pub(super) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        if let Some(diagnostic) = self.diagnostics.last_mut() {
            diagnostic.hints.push(hint.into());
        }
        self
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        let code = match &error {
            ConfigError::NotFound { .. } => "config_not_found",
            ConfigError::Several { .. } => "config_ambiguous",
            ConfigError::UnknownProject { .. } => "project_unknown",
            ConfigError::Unreadable { .. } => "config_unreadable",
            ConfigError::Invalid(_) => "config_invalid",
        };
        let diagnostic = match &error {
            ConfigError::Invalid(invalid) => Diagnostic::in_file(invalid),
            other => Diagnostic {
                hints: other.hint().into_iter().collect(),
                ..Diagnostic::error(other.to_string())
            },
        };
        Self::new(Exit::Usage, code, vec![diagnostic])
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        let mut diagnostic = Diagnostic::error(error.to_string());
        diagnostic.hints.extend(error.hint());
        Self::new(Exit::of_code(error.exit_code()), error.code(), vec![diagnostic])
    }
}

impl From<MigrateError> for Failure {
    fn from(error: MigrateError) -> Self {
        let message = match &error {
            // The place is shown below the message.
            MigrateError::StatementFailed { statement, total, message, .. } => {
                format!("statement {statement} of {total} failed: {message}")
            }
            MigrateError::InvalidFile { problem, .. } => problem.to_string(),
            MigrateError::Opaque { losses, .. } => losses.join("; "),
            other => other.to_string(),
        };
        let hints = error.hint().into_iter().collect();
        let exit = Exit::of_code(error.exit_code());
        let code = match &error {
            MigrateError::Unreachable { .. } => "database_unreachable",
            MigrateError::Refused { .. } => "database_refused",
            MigrateError::DatabaseMissing { .. } => "database_missing",
            MigrateError::CannotOpen { .. } => "database_unopened",
            MigrateError::ReadOnly { .. } => "database_read_only",
            MigrateError::Forbidden { .. } => "right_missing",
            MigrateError::Pooled => "pooled",
            MigrateError::Unsettled { .. } => "schema_changing",
            MigrateError::Locked { .. } => "locked",
            MigrateError::UnknownVersion { .. } => "version_unknown",
            MigrateError::StatementFailed { .. } | MigrateError::PushFailed { .. } => "statement_failed",
            MigrateError::Production => "production",
            MigrateError::HasHistory { .. } => "has_history",
            MigrateError::Opaque { .. } => "losses_refused",
            MigrateError::RebuildRefused { .. } => "rebuild_refused",
            MigrateError::NoWayBack { .. } => "irreversible",
            MigrateError::InvalidFile { .. } => "migration_invalid",
            _ if exit == Exit::Mismatch => "history_mismatch",
            _ => "database_error",
        };
        Self::new(exit, code, vec![Diagnostic { hints, ..Diagnostic::error(message) }])
    }
}
