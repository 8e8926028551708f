//! Who is in the way of a run, in words.

use std::time::Duration;

/// Who holds the migration lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockHolder {
    /// The number of the session or process, as the database shows it.
    pub pid: i64,
    /// The program or user behind the session.
    pub application: String,
    /// For how long the session has been connected.
    pub age: Option<Duration>,
}

impl std::fmt::Display for LockHolder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "session {}", self.pid)?;
        if !self.application.is_empty() {
            write!(f, " of `{}`", self.application)?;
        }
        if let Some(age) = self.age {
            write!(f, ", connected for {} s", age.as_secs())?;
        }
        Ok(())
    }
}

pub(super) fn described(holder: Option<&LockHolder>) -> String {
    holder.map(|holder| format!(": {holder}")).unwrap_or_default()
}

/// Nothing for those who did not want to wait.
pub(super) fn since(waited: Duration) -> String {
    if waited.is_zero() { String::new() } else { format!(" (waited {waited:?})") }
}
