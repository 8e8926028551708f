//! The schema as data: what the reader produces, snapshots store and the differ compares. One definition a file.
//!
//! Every name is final (derived names are filled in by whoever builds the model), every list keeps the declared order, and
//! nothing in here knows where it was written.

mod column;
mod constraint;
mod domain;
mod enums;
mod exclusion;
mod extension;
mod index;
mod object;
mod partition;
mod policy;
mod routine;
mod sequence;
mod table;
mod view;

use std::collections::HashMap;

pub use column::{
    ColumnDef, DefaultDef, GeneratedDef, GeneratedKind, IdentityDef, IdentityKind, Literal, UpdateDef,
};
pub use constraint::{CheckDef, Deferrable, ForeignKeyDef, PrimaryKeyDef, ReferentialAction, UniqueDef};
pub use domain::DomainDef;
pub use enums::{EnumDef, EnumLabelDef};
pub use exclusion::{ExclusionDef, ExclusionPart};
pub use extension::{ExtensionDef, RoleDef};
pub use index::{IndexDef, IndexKey, IndexPart, NullsOrder};
pub use object::{ObjectDef, ObjectKind};
pub use partition::{PartitionDef, PartitioningDef};
pub use policy::{PolicyCommand, PolicyDef, RowSecurity};
pub use routine::{FunctionDef, TriggerDef};
pub use sequence::{SequenceDef, SequenceOptions};
pub use table::{ObjectName, TableDef, TableOptions};
pub use view::{CheckOption, ViewColumnDef, ViewDef, ViewOptions};

/// A whole schema.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SchemaDef {
    /// Tables in declared order.
    pub tables: Vec<TableDef>,
    /// Enums in declared order.
    pub enums: Vec<EnumDef>,
    /// Views in declared order.
    pub views: Vec<ViewDef>,
    /// What stands beside the tables, in declared order.
    pub objects: Vec<ObjectDef>,
}

impl SchemaDef {
    /// The tables by name, for those who look for many.
    pub fn tables_by_name(&self) -> HashMap<&ObjectName, &TableDef> {
        self.tables.iter().map(|table| (&table.name, table)).collect()
    }

    /// The table of that name.
    pub fn table(&self, name: &ObjectName) -> Option<&TableDef> {
        self.tables.iter().find(|table| table.name == *name)
    }

    /// The enum of that name.
    pub fn enum_def(&self, name: &ObjectName) -> Option<&EnumDef> {
        self.enums.iter().find(|def| def.name == *name)
    }

    /// The view of that name.
    pub fn view(&self, name: &ObjectName) -> Option<&ViewDef> {
        self.views.iter().find(|view| view.name == *name)
    }
}
