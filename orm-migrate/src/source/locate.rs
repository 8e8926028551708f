//! Where the parts of a schema are declared.

use orm_schema::model::ObjectName;
use orm_schema::parse::Place;

use super::diagnostic::locate;
use super::{Location, Source};

impl Source {
    /// A place that a declaration carries.
    pub(crate) fn at(&self, place: Place) -> Option<Location> {
        locate(&self.parsed, place)
    }

    /// Where a table or a view is declared, or a column of it.
    pub fn locate(&self, table: &ObjectName, column: Option<&str>) -> Option<Location> {
        let files = || self.parsed.iter().map(|file| &file.decls);
        let tables = files().flat_map(|decls| &decls.tables).map(|declared| &declared.decl);
        let views = files().flat_map(|decls| &decls.views).map(|declared| &declared.decl.rows);
        let table = tables.chain(views).find(|decl| decl.def.name == *table)?;
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
