//! The file that takes a migration back.

use std::path::PathBuf;

use super::DownFile;
use super::draft::{Draft, DraftFile};
use super::lock::DOWN;
use super::sql;
use crate::checksum::Checksum;
use crate::way_back::WayBack;

/// What stands in the file of a migration that a person wrote.
const BY_HAND: &str = "it was written by hand: replace this line by the statements that take it back";

impl DownFile {
    /// The version of the first file of the migration, as the head says it.
    pub(super) fn first_version(&self) -> Option<String> {
        let comments = self.sql.lines().take_while(|line| line.starts_with("--"));
        let mut pairs =
            comments.filter_map(|line| line.strip_prefix("-- orm: ")).flat_map(str::split_whitespace);
        pairs.find_map(|pair| pair.strip_prefix("reverts=")).map(str::to_owned)
    }
}

impl Draft {
    /// Adds the file that takes the migration back: all of it, also when it is several files.
    #[must_use]
    pub fn with_way_back(mut self, way_back: &WayBack) -> Self {
        let (Some(first), Some(last)) = (self.files.first(), self.files.last()) else { return self };
        // The last file leads from the schema of all files before it.
        let (from, to) = self.schemas;
        let header = sql::DownHeader { from: to, to: from, first: &first.version };
        let text = sql::down(&header, way_back);
        let version = last.version.clone();
        self.lock.bind_down(Checksum::of(&text));
        self.down = Some(DraftFile { version, name: DOWN.to_owned(), sql: text });
        self
    }

    /// Adds the file that a person has to fill in for a migration of their own.
    #[must_use]
    pub fn with_way_back_by_hand(self) -> Self {
        self.with_way_back(&WayBack::Closed(BY_HAND.to_owned()))
    }

    /// The file that takes the migration back.
    pub fn down(&self) -> Option<&DraftFile> {
        self.down.as_ref()
    }

    /// Where that file belongs.
    pub(super) fn down_file(&self) -> Option<(PathBuf, String)> {
        let down = self.down.as_ref()?;
        Some((PathBuf::from(DOWN).join(format!("{}.sql", down.version)), down.sql.clone()))
    }
}
