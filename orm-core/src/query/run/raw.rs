//! Running SQL in the user's own words, prepared or not.

use futures_util::stream::BoxStream;

use super::super::prepare::{Bound, PreparedSql};
use super::{cell, first, rows};
use crate::dialect::Database;
use crate::error::{Error, ErrorKind};
use crate::exec::{self, Executor, Request};
use crate::expr::Sql;
use crate::schema::FromRow;
use crate::types::Field;

/// The terminals of a type that has `into_request::<D>()`. Its database is that of the executor.
macro_rules! terminals {
    ($([$($generics:tt)*] $Type:ty;)*) => {$(
        impl<$($generics)*> $Type {
            /// All rows, each read by position: into a struct that derives `Table`, or into a tuple.
            pub async fn all<Row: FromRow + Send, D: Database>(
                self,
                executor: impl Executor<D>,
            ) -> Result<Vec<Row>, Error> {
                let request = self.into_request::<D>();
                rows(&mut executor.lease_for(request.access).await?, request, Row::from_row).await
            }

            /// The first row; none is [`ErrorKind::NotFound`](crate::ErrorKind::NotFound).
            pub async fn one<Row: FromRow + Send, D: Database>(
                self,
                executor: impl Executor<D>,
            ) -> Result<Row, Error> {
                self.optional(executor).await?.ok_or_else(no_row)
            }

            /// The first row, if there is one.
            pub async fn optional<Row: FromRow + Send, D: Database>(
                self,
                executor: impl Executor<D>,
            ) -> Result<Option<Row>, Error> {
                let request = self.into_request::<D>();
                first(&mut executor.lease_for(request.access).await?, request, Row::from_row).await
            }

            /// The first cell of the first row; no row is [`ErrorKind::NotFound`](crate::ErrorKind::NotFound).
            pub async fn scalar<F: Field, D: Database>(self, executor: impl Executor<D>) -> Result<F, Error> {
                let request = self.into_request::<D>();
                first(&mut executor.lease_for(request.access).await?, request, cell::<F>).await?.ok_or_else(no_row)
            }

            /// The rows one by one, as they arrive. The connection is held until the stream is dropped.
            pub fn stream<'e, Row: FromRow + Send + 'e, D: Database, E: Executor<D> + 'e>(
                self,
                executor: E,
            ) -> BoxStream<'e, Result<Row, Error>> {
                exec::stream(executor, self.into_request::<D>(), Row::from_row)
            }

            /// Runs the statement and says how many rows it wrote.
            pub async fn execute<D: Database>(self, executor: impl Executor<D>) -> Result<u64, Error> {
                let request = self.into_request::<D>();
                Ok(executor.lease_for(request.access).await?.execute(request).await?.rows_affected)
            }
        }
    )*};
}

terminals! {
    [U] Sql<U>;
    [P] Bound<'_, PreparedSql<P>>;
}

impl<U> Sql<U> {
    fn into_request<D: Database>(self) -> Request {
        let statement = self.render(D::DIALECT);
        Request { refusal: statement.refusal, ..Request::new(statement.text, statement.binds) }
    }
}

fn no_row() -> Error {
    Error::new(ErrorKind::NotFound, "the statement yields no row; use `.optional(..)` where that is expected")
}
