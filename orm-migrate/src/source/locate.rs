//! Where the parts of a schema are declared.

use orm_schema::model::ObjectName;

use super::diagnostic::locate;
use super::{Location, Source};

impl Source {
    /// Where a table is declared, or a column of it.
    pub fn locate(&self, table: &ObjectName, column: Option<&str>) -> Option<Location> {
        let declared = self.parsed.iter().flat_map(|file| &file.decls.tables);
        let table = declared.map(|declared| &declared.decl).find(|decl| decl.def.name == *table)?;
        let place = match column {
            None => table.place,
            Some(name) => {
                let mut columns = table.def.columns.iter().zip(&table.columns);
                columns.find(|(def, _)| def.name == name)?.1.place
            }
        };
        locate(&self.parsed, place)
    }
}
