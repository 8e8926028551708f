//~ ERROR `TRUNCATE` cannot run on `&orm_core::Tx<orm_core::Mysql>`
//~ SPAN tx

include!("../schema.rs");

pub async fn example(tx: &Tx<Mysql>) -> Result<(), orm_core::Error> {
    User::truncate().execute(tx).await?;
    Ok(())
}
