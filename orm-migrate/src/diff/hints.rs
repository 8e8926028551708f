//! What a person says about names: answers given ahead, and the questions that are left.

use std::collections::{BTreeMap, BTreeSet, HashMap};

#[cfg(feature = "cli")]
use orm_schema::{SchemaDef, model::ObjectName};
use serde::{Deserialize, Serialize};

/// Answers given ahead, as `--hints` takes them.
///
/// A thing is named by its path: `users`, `app.users` for a table or a view, `users.name` for a column, `enum:status` for an enum and
/// `enum:status.active` for a label. Columns and labels stand under the *new* name of their table or enum, on both sides.
///
/// ```
/// let hints: orm_migrate::diff::RenameHints = serde_json::from_str(
///     r#"{ "rename": ["users.full_name=users.name"], "create": ["users.age"], "backfill": { "users.age": "0" } }"#,
/// )?;
/// assert_eq!(hints.backfill["users.age"], "0");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RenameHints {
    /// `old=new`: what was `old` is `new`.
    pub rename: Vec<String>,
    /// Things that are new, although they look like something that went away.
    pub create: BTreeSet<String>,
    /// Columns and the SQL expression that fills them in rows that are already there.
    pub backfill: BTreeMap<String, String>,
    /// Labels that go, and the label that the rows get which hold one: `enum:status.archived` becomes `active`.
    pub values: BTreeMap<String, String>,
}

/// Renames by the paths on both sides: each table, column and label is looked up.
pub(super) struct RenameIndex<'h> {
    previous_of: HashMap<&'h str, &'h str>,
    next_of: HashMap<&'h str, &'h str>,
    created: &'h BTreeSet<String>,
}

impl<'h> RenameIndex<'h> {
    pub(super) fn new(hints: &'h RenameHints) -> Self {
        let mut index = Self { previous_of: HashMap::new(), next_of: HashMap::new(), created: &hints.create };
        for pair in &hints.rename {
            let Some((previous, next)) = pair.split_once('=') else { continue };
            let (previous, next) = (previous.trim(), next.trim());
            index.previous_of.entry(next).or_insert(previous);
            index.next_of.entry(previous).or_insert(next);
        }
        index
    }

    /// Does it say nothing of names?
    pub(super) fn is_empty(&self) -> bool {
        self.previous_of.is_empty()
    }

    /// The previous path of `next`, when there is a hint for it.
    pub(super) fn previous_of(&self, next: &str) -> Option<&'h str> {
        self.previous_of.get(next).copied()
    }

    /// What `path` is said to become.
    pub(super) fn next_of(&self, path: &str) -> Option<&'h str> {
        self.next_of.get(path).copied()
    }

    /// Is `path` said to be new?
    pub(super) fn is_created(&self, path: &str) -> bool {
        self.created.contains(path)
    }
}

impl RenameHints {
    /// The schema with what is said of its tables and columns as attributes of theirs; nothing if nothing is.
    #[cfg(feature = "cli")]
    pub(crate) fn as_attributes(&self, schema: &SchemaDef) -> Option<SchemaDef> {
        let index = RenameIndex::new(self);
        let mut named = schema.clone();
        for table in &mut named.tables {
            let path = table.name.to_string();
            if let Some(previous) = index.previous_of(&path) {
                let (schema, name) =
                    previous.rsplit_once('.').map_or((None, previous), |(schema, name)| (Some(schema), name));
                table.renamed_from =
                    Some(ObjectName { schema: schema.map(str::to_owned), name: name.to_owned() });
            }
            for column in &mut table.columns {
                let previous = index.previous_of(&format!("{path}.{}", column.name));
                let previous = previous.and_then(|previous| previous.strip_prefix(&path)?.strip_prefix('.'));
                column.renamed_from = previous.map(str::to_owned).or(column.renamed_from.take());
            }
        }
        (named != *schema).then_some(named)
    }
}

/// Something new that may be something old under another name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RenameQuestion {
    /// What kind of thing.
    pub kind: RenameKind,
    /// The path of the new one.
    pub added: String,
    /// What it may have been before, likeliest first.
    pub candidates: Vec<RenameCandidate>,
}

/// Something that went away and may live on under another name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RenameCandidate {
    /// The path of the old one.
    pub dropped: String,
    /// How much they are alike, 0 to 100.
    pub likeness: u8,
}

/// What is renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RenameKind {
    /// A table.
    Table,
    /// A column.
    Column,
    /// An enum.
    Enum,
    /// A label of an enum.
    EnumLabel,
    /// A view.
    View,
}

impl RenameKind {
    /// The word for it in a message.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Column => "column",
            Self::Enum => "enum",
            Self::EnumLabel => "label",
            Self::View => "view",
        }
    }
}

impl RenameQuestion {
    /// The entry of [`RenameHints::rename`] that says it was `candidate`.
    pub fn rename_hint(&self, candidate: &RenameCandidate) -> String {
        format!("{}={}", candidate.dropped, self.added)
    }

    /// The entry of [`RenameHints::create`] that says it is new.
    pub fn create_hint(&self) -> String {
        self.added.clone()
    }
}
