//! Whether views yield what programs read of them. No migration can mend it where the query is as declared, so the differ, which
//! compares queries, leaves it out.

use orm_schema::model::{ViewColumnDef, ViewDef};
use orm_schema::{Dialect, SchemaDef, SqlType, types};

use super::{Difference, DifferenceKind, LiveSchema, Unmodelled};

impl LiveSchema {
    /// Leaves out the views that `declared` does not name: somebody else keeps them, and nothing drops them.
    pub(crate) fn leave_out_views(&mut self, declared: &SchemaDef) {
        let is_declared = |view: &ViewDef| {
            let names = declared.views.iter().flat_map(|view| [Some(&view.name), view.renamed_from.as_ref()]);
            names.flatten().any(|name| *name == view.name)
        };
        let (own, others) = std::mem::take(&mut self.schema.views).into_iter().partition(is_declared);
        self.schema.views = own;
        self.others = others;
        self.unmodelled.extend(
            self.others
                .iter()
                .map(|view| Unmodelled::object(view.kind(), view.name.to_string(), "no struct declares it")),
        );
    }
}

/// The columns that views of the database lack, or have of another type.
pub(super) fn differences(live: &LiveSchema, declared: &SchemaDef) -> Vec<Difference> {
    let pairs = declared.views.iter().filter_map(|view| Some((live.schema.view(&view.name)?, view)));
    // A view that is broken has none.
    let pairs = pairs.filter(|(live, _)| !live.columns.is_empty());
    pairs
        .filter_map(|(found, view)| {
            let details: Vec<String> =
                view.columns.iter().filter_map(|column| detail(live, found, column)).collect();
            let name = view.name.to_string();
            let difference = DifferenceKind::Different;
            (!details.is_empty()).then(|| Difference { object: view.kind(), name, difference, details })
        })
        .collect()
}

fn detail(live: &LiveSchema, view: &ViewDef, column: &ViewColumnDef) -> Option<String> {
    let name = &column.name;
    let is_it = |other: &&ViewColumnDef| match live.dialect {
        Dialect::Postgres => other.name == *name,
        Dialect::Mysql | Dialect::Sqlite => other.name.eq_ignore_ascii_case(name),
    };
    let Some(found) = view.columns.iter().find(is_it) else {
        return Some(format!("it has no column `{name}`"));
    };
    // MySQL computes types that no column would be declared with, and reads them all the same.
    let is_told = live.dialect == Dialect::Postgres && !matches!(column.ty, SqlType::Custom(_));
    (is_told && !reads_alike(&found.ty, &column.ty))
        .then(|| format!("its column `{name}` is {}, not {}", found.ty, column.ty))
}

/// Is the one read as the other, whatever its length or precision?
fn reads_alike(found: &SqlType, declared: &SqlType) -> bool {
    let spelled = |ty: &SqlType| {
        let ty = types::column_type(Dialect::Postgres, &SchemaDef::default(), ty);
        ty.split('(').next().unwrap_or_default().trim().to_owned()
    };
    (found.is_text() && declared.is_text()) || spelled(found) == spelled(declared)
}
