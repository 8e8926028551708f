//! What source can say of what a database has beside its tables.

use std::collections::BTreeSet;

use orm_schema::model::{ObjectDef, ObjectName, ViewDef};

use super::names::Names;
use super::types::{self, RustType};
use crate::introspect::{LiveSchema, Unmodelled};

impl LiveSchema {
    /// Leaves to `unmodelled` what has no words in source.
    ///
    /// Roles belong to the server and to its other databases, so nobody declares them by accident; a schema in which something
    /// lives is declared by what lives there.
    pub fn leave_out_unsayable(&mut self) {
        let views = std::mem::take(&mut self.schema.views);
        for view in views {
            match self.lack_of(&view) {
                Lack::Nothing => self.schema.views.push(view),
                Lack::Known => {}
                Lack::News(reason) => self.leave_out(view.kind(), &view.name, reason),
            }
        }
        let objects = std::mem::take(&mut self.schema.objects);
        let inhabited = self.inhabited(&objects);
        for object in objects {
            let reason = match &object {
                ObjectDef::Role(_) => continue,
                ObjectDef::Namespace(name) if inhabited.contains(name) => continue,
                ObjectDef::Domain(def) => {
                    let RustType { words, .. } = types::rust_type(self.dialect, &Names::default(), &def.ty);
                    (!words.is_empty()).then_some("its type has no Rust type that says all of it")
                }
                ObjectDef::Function(def) => def
                    .name
                    .name
                    .contains(['"', '`', '.', '('])
                    .then_some("a function of this name cannot be declared"),
                ObjectDef::Namespace(_)
                | ObjectDef::Extension(_)
                | ObjectDef::Sequence(_)
                | ObjectDef::Trigger(_) => None,
            };
            match reason {
                Some(reason) => self.leave_out(object.kind().noun(), &object.name(), reason),
                None => self.schema.objects.push(object),
            }
        }
    }

    fn leave_out(&mut self, kind: &'static str, name: &ObjectName, reason: &'static str) {
        self.unmodelled.push(Unmodelled::object(kind, name.to_string(), reason));
    }

    fn lack_of(&self, view: &ViewDef) -> Lack {
        let name = view.name.to_string();
        if self.unmodelled_of(&view.name).any(|part| part.kind == view.kind() && part.name == name) {
            Lack::Known
        } else if view.columns.is_empty() {
            Lack::News("a struct needs a field, and it has no column")
        } else {
            Lack::Nothing
        }
    }

    /// The schemas in which something lives that says so.
    fn inhabited(&self, objects: &[ObjectDef]) -> BTreeSet<String> {
        let tables = self.schema.tables.iter().map(|table| table.name.schema.clone());
        let views = self.schema.views.iter().map(|view| view.name.schema.clone());
        let enums = self.schema.enums.iter().map(|def| def.name.schema.clone());
        let objects = objects.iter().map(|object| object.name().schema);
        tables.chain(views).chain(enums).chain(objects).flatten().collect()
    }
}

/// Why a view is no struct.
enum Lack {
    /// It is one.
    Nothing,
    /// It is listed already.
    Known,
    News(&'static str),
}
