//! Hints that speak of nothing are mistakes, not wishes.

use std::collections::BTreeSet;

use orm_schema::model::EnumDef;
use orm_schema::{Pair, SchemaDef};

use super::{DiffError, RenameHints};

impl RenameHints {
    /// Does every hint name something of the next schema? What a rename says of the previous one is seen when names are paired.
    ///
    /// # Errors
    /// [`DiffError::Hint`] with what was meant, as far as one can tell.
    pub(super) fn check(&self, schemas: Pair<&SchemaDef>) -> Result<(), DiffError> {
        if *self == Self::default() {
            return Ok(());
        }
        let (previous, next) = (paths(schemas.previous), paths(schemas.next));
        for hint in &self.rename {
            let Some((old, new)) = hint.split_once('=').map(|(old, new)| (old.trim(), new.trim())) else {
                return Err(error(hint, "the form of a rename is `old=new`".to_owned()));
            };
            // The other way round it is paired as well, if it fits only so.
            let is_turned = next.contains(old) && !previous.contains(old);
            if !next.contains(new) && !is_turned {
                return Err(error(hint, unknown(new, &next)));
            }
        }
        let columns: BTreeSet<String> = columns(schemas.next).collect();
        let created = self.create.iter().map(|path| (path, &next));
        let filled = self.backfill.keys().map(|path| (path, &columns));
        for (path, known) in created.chain(filled) {
            if !known.contains(path) {
                return Err(error(path, unknown(path, known)));
            }
        }
        self.check_values(schemas)
    }

    /// Does every value say what becomes of a label that goes, in the words of a label that stays or comes?
    fn check_values(&self, schemas: Pair<&SchemaDef>) -> Result<(), DiffError> {
        for (path, label) in &self.values {
            let def = schemas.next.enums.iter().find(|def| path.starts_with(&format!("enum:{}.", def.name)));
            let Some(def) = def else {
                return Err(error(
                    path,
                    "a label that goes is named `enum:name.label`, by the new name of its enum".to_owned(),
                ));
            };
            let has = |label: &str| def.labels.iter().any(|known| known.label == label);
            let gone = path.trim_start_matches(&format!("enum:{}.", def.name));
            if has(gone) {
                return Err(error(path, format!("`{gone}` does not go")));
            }
            if !has(label) {
                let labels: Vec<String> =
                    def.labels.iter().map(|label| format!("`{}`", label.label)).collect();
                return Err(error(
                    path,
                    format!("the enum has no `{label}`; there are {}", labels.join(", ")),
                ));
            }
        }
        Ok(())
    }

    /// The labels of an enum that go, and what the rows get that hold one.
    pub(super) fn merged_labels<'a>(&self, enums: Pair<&'a EnumDef>) -> Vec<(&'a str, &'a str)> {
        let Pair { previous, next } = enums;
        let merged = previous.labels.iter().filter_map(|gone| {
            let label = self.values.get(&format!("enum:{}.{}", next.name, gone.label))?;
            let target = next.labels.iter().find(|known| known.label == *label)?;
            Some((gone.label.as_str(), target.label.as_str()))
        });
        merged.collect()
    }
}

fn error(hint: &str, reason: String) -> DiffError {
    DiffError::Hint { hint: hint.to_owned(), reason }
}

/// Everything that a hint can name.
fn paths(schema: &SchemaDef) -> BTreeSet<String> {
    let tables = schema.tables.iter().map(|table| table.name.to_string());
    let enums = schema.enums.iter().flat_map(|def| {
        let labels = def.labels.iter().map(|label| format!("enum:{}.{}", def.name, label.label));
        labels.chain([format!("enum:{}", def.name)])
    });
    let views = schema.views.iter().map(|view| view.name.to_string());
    tables.chain(views).chain(columns(schema)).chain(enums).collect()
}

fn columns(schema: &SchemaDef) -> impl Iterator<Item = String> {
    schema
        .tables
        .iter()
        .flat_map(|table| table.columns.iter().map(|column| format!("{}.{}", table.name, column.name)))
}

fn unknown(path: &str, known: &BTreeSet<String>) -> String {
    let (owner, _) = path.rsplit_once('.').unwrap_or((path, ""));
    let siblings: Vec<String> = known
        .iter()
        .filter(|other| other.rsplit_once('.').is_some_and(|(other, _)| other == owner))
        .map(|sibling| format!("`{sibling}`"))
        .collect();
    let way_out = if siblings.is_empty() {
        "a table or a view is named `table`, a column `table.column`, an enum `enum:name`, a label `enum:name.label`, as the code \
         declares them"
            .to_owned()
    } else {
        format!("there are {}", siblings.join(", "))
    };
    format!("the schema has no `{path}`; {way_out}")
}
