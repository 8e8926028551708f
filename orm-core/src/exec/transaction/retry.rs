//! Running a transaction again when it met another one.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use super::TransactionOptions;
use crate::dialect::Database;
use crate::error::Error;

/// How often and after what delay a transaction is run again. Given to
/// [`Db::transaction_retrying`](crate::Db::transaction_retrying).
///
/// Up to five runs when nothing is said. Before the second run a random time of up to 10 ms is waited, then up to 20 ms,
/// doubling up to a second. [`TransactionOptions`] turn into the same with options for each run.
///
/// ```
/// use std::time::Duration;
///
/// use orm_core::{Postgres, Retry, TransactionOptions};
///
/// let options = TransactionOptions::<Postgres>::new().serializable();
/// let retry = Retry::new().attempts(8).delays(Duration::from_millis(5), Duration::from_millis(200)).options(options);
/// # let _ = retry;
/// ```
#[derive(Debug, Clone)]
#[must_use]
#[non_exhaustive]
pub struct Retry<D> {
    pub(in crate::exec) options: TransactionOptions<D>,
    attempts: u32,
    first: Duration,
    longest: Duration,
}

impl<D: Database> Retry<D> {
    /// Up to five runs.
    pub fn new() -> Self {
        Self {
            options: TransactionOptions::new(),
            attempts: 5,
            first: Duration::from_millis(10),
            longest: Duration::from_secs(1),
        }
    }

    /// Up to so many runs, the first one counted. Zero is one.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// Waits a random time of up to `first` before the second run, twice as long before each further one, `longest` at most.
    /// It is random so that two transactions that met do not meet again.
    pub fn delays(mut self, first: Duration, longest: Duration) -> Self {
        (self.first, self.longest) = (first, longest);
        self
    }

    /// How each run begins.
    pub fn options(mut self, options: TransactionOptions<D>) -> Self {
        self.options = options;
        self
    }

    /// Waits before the run after `attempt`. False when there is none.
    pub(in crate::exec) async fn waits_after(&self, attempt: u32) -> bool {
        if attempt >= self.attempts {
            return false;
        }
        let delay = self.longest_delay(attempt).mul_f64(random_fraction());
        tracing::info!(
            target: "orm_core::transaction",
            attempt,
            delay_microseconds = u64::try_from(delay.as_micros()).unwrap_or(u64::MAX),
            "the transaction met another one and is run again"
        );
        tokio::time::sleep(delay).await;
        true
    }

    fn longest_delay(&self, attempt: u32) -> Duration {
        let factor = 2_u32.saturating_pow(attempt - 1);
        self.first.saturating_mul(factor).min(self.longest)
    }
}

impl<D: Database> Default for Retry<D> {
    fn default() -> Self {
        Self::new()
    }
}

impl<D: Database> From<TransactionOptions<D>> for Retry<D> {
    fn from(options: TransactionOptions<D>) -> Self {
        Self::new().options(options)
    }
}

/// An error of a transaction that [`Db::transaction_retrying`](crate::Db::transaction_retrying) runs. Implemented for
/// [`Error`]; an error type of your own says which of its variants hold one.
///
/// ```
/// use orm_core::{Error, Retryable};
///
/// enum TransferError {
///     TooPoor,
///     Database(Error),
/// }
///
/// impl From<Error> for TransferError {
///     fn from(error: Error) -> Self {
///         Self::Database(error)
///     }
/// }
///
/// impl Retryable for TransferError {
///     fn is_retryable(&self) -> bool {
///         match self {
///             Self::TooPoor => false,
///             Self::Database(error) => error.is_retryable(),
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "a transaction that fails with `{Self}` cannot be run again",
    label = "`{Self}` does not say whether the transaction may succeed when it is run again",
    note = "implement `orm_core::Retryable` for it: `true` for the variants that hold an `orm_core::Error` for which `is_retryable()` is"
)]
pub trait Retryable {
    /// Can the same transaction succeed when it is run again?
    fn is_retryable(&self) -> bool;

    /// The error after so many runs, all of which failed. [`Error`] tells their number.
    #[must_use]
    fn after_attempts(self, attempts: u32) -> Self
    where
        Self: Sized,
    {
        let _ = attempts;
        self
    }
}

impl Retryable for Error {
    fn is_retryable(&self) -> bool {
        Error::is_retryable(self)
    }

    fn after_attempts(self, attempts: u32) -> Self {
        self.with_attempts(attempts)
    }
}

/// From zero to one. Each `RandomState` is seeded anew.
fn random_fraction() -> f64 {
    let [high, low, ..] = RandomState::new().hash_one(0_u8).to_be_bytes();
    f64::from(u16::from_be_bytes([high, low])) / f64::from(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Sqlite;

    #[test]
    fn delays_double_up_to_the_longest() {
        let milliseconds = Duration::from_millis;
        let retry = Retry::<Sqlite>::new().delays(milliseconds(10), milliseconds(35));
        let delays: Vec<_> = [1, 2, 3, 90].map(|attempt| retry.longest_delay(attempt)).into();
        assert_eq!(delays, [10, 20, 35, 35].map(milliseconds));
    }
}
