//! What is told of statements: logs, warnings, spans, tags, plans.

mod plans;
mod spans;
mod tags;
mod told;

use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_core::{Db, Error};

/// A table of three rows.
async fn table<D: Database>(db: &Db<D>) -> Result<(), Error> {
    sql("create table things (id integer primary key not null, name varchar(20) not null)")
        .execute(db)
        .await?;
    sql("insert into things values (1, 'one'), (2, 'two'), (3, 'three')").execute(db).await?;
    Ok(())
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "things")]
struct Thing {
    #[column(primary_key)]
    id: i32,
    #[column(varchar = 20)]
    name: String,
}
