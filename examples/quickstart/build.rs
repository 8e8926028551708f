//! Writes the schema snapshot, and warns when the migrations lag behind the structs.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    orm_migrate::export()?;
    Ok(())
}
