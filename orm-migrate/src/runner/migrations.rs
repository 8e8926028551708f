//! The migrations a program brings along: compiled in, or read from a folder.

use std::borrow::Cow;

use super::error::MigrateError;
use crate::checksum::Checksum;
use crate::folder::{Folder, MigrationFile};

/// One migration: a file of SQL statements in execution order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    /// The time stamp in front of the file's name (`20261120103000`): migrations run in its order.
    pub version: Cow<'static, str>,
    /// The rest of the file's name, without the extension.
    pub name: Cow<'static, str>,
    /// The text of the file.
    pub sql: Cow<'static, str>,
    /// The checksum of the text.
    pub checksum: Checksum,
    /// The text of the file that takes it back, where there is one. A program that brings its migrations along has none.
    pub down: Option<Cow<'static, str>>,
}

impl Migration {
    /// A migration from its parts; the checksum is computed.
    pub fn new(
        version: impl Into<Cow<'static, str>>,
        name: impl Into<Cow<'static, str>>,
        sql: impl Into<Cow<'static, str>>,
    ) -> Self {
        let sql = sql.into();
        let checksum = Checksum::of(&sql);
        Self { version: version.into(), name: name.into(), sql, checksum, down: None }
    }

    /// With the text that takes it back.
    #[must_use]
    pub fn with_down(mut self, down: impl Into<Cow<'static, str>>) -> Self {
        self.down = Some(down.into());
        self
    }

    /// What `embed_migrations!` expands to; write [`Migration::new`] instead.
    #[doc(hidden)]
    pub const fn embedded(
        version: &'static str,
        name: &'static str,
        sql: &'static str,
        checksum: [u8; 32],
    ) -> Self {
        Self {
            version: Cow::Borrowed(version),
            name: Cow::Borrowed(name),
            sql: Cow::Borrowed(sql),
            checksum: Checksum::from_bytes(checksum),
            down: None,
        }
    }

    /// The name of the file: `20261120103000_add_files.sql`.
    pub fn file_name(&self) -> String {
        file_name(&self.version, &self.name)
    }
}

/// The name of the file of a migration: `20261120103000_add_files.sql`.
pub(crate) fn file_name(version: &str, name: &str) -> String {
    if name.is_empty() { format!("{version}.sql") } else { format!("{version}_{name}.sql") }
}

/// A list of migrations in the order in which they run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Migrations {
    list: Cow<'static, [Migration]>,
}

impl Migrations {
    /// Sorts `migrations` by version. Two of one version are an error.
    pub fn new(migrations: impl IntoIterator<Item = Migration>) -> Result<Self, MigrateError> {
        let mut list: Vec<Migration> = migrations.into_iter().collect();
        list.sort_by(|a, b| a.version.cmp(&b.version));
        for pair in list.windows(2) {
            if pair[0].version == pair[1].version {
                let files = [pair[0].file_name(), pair[1].file_name()];
                return Err(MigrateError::DuplicateVersion { version: pair[0].version.to_string(), files });
            }
        }
        Ok(Self { list: Cow::Owned(list) })
    }

    /// The migrations of a folder that fits its lock file.
    pub fn from_folder(folder: &Folder) -> Self {
        let migration = |file: &MigrationFile| Migration {
            version: Cow::Owned(file.version.clone()),
            name: Cow::Owned(file.name.clone()),
            sql: Cow::Owned(file.sql.clone()),
            checksum: file.checksum,
            down: file.down.as_ref().map(|down| Cow::Owned(down.sql.clone())),
        };
        Self { list: folder.migrations().iter().map(migration).collect() }
    }

    /// What `embed_migrations!` expands to: the macro has sorted the list and refused duplicates.
    #[doc(hidden)]
    pub const fn embedded(list: &'static [Migration]) -> Self {
        Self { list: Cow::Borrowed(list) }
    }

    /// The migrations in the order in which they run.
    pub fn iter(&self) -> std::slice::Iter<'_, Migration> {
        self.list.iter()
    }

    /// The migration of `version`.
    pub fn get(&self, version: &str) -> Option<&Migration> {
        let place = self.list.binary_search_by(|migration| migration.version.as_ref().cmp(version));
        place.ok().map(|index| &self.list[index])
    }

    /// The newest migration.
    pub fn last(&self) -> Option<&Migration> {
        self.list.last()
    }
}

impl<'a> IntoIterator for &'a Migrations {
    type Item = &'a Migration;
    type IntoIter = std::slice::Iter<'a, Migration>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_are_sorted_by_version() {
        let list = Migrations::new([Migration::new("2", "b", ""), Migration::new("1", "a", "")])
            .expect("two versions");
        assert_eq!(list.iter().map(Migration::file_name).collect::<Vec<_>>(), ["1_a.sql", "2_b.sql"]);
        assert_eq!(list.get("2").map(|found| found.name.as_ref()), Some("b"));
    }

    #[test]
    fn two_files_of_one_version_are_refused() {
        let error = Migrations::new([Migration::new("1", "a", ""), Migration::new("1", "b", "")])
            .expect_err("duplicate");
        assert_eq!(error.to_string(), "`1_a.sql` and `1_b.sql` have the same version");
    }
}
