//! `orm.lock`: the migrations in order, each bound to all before it.
//!
//! Two branches that add a migration both change the first line and append at the end, so that git cannot merge them in
//! silence.

use std::fmt;
use std::path::Path;

use orm_schema::Dialect;

use super::FolderError;
use super::name;
use crate::checksum::{Checksum, chain};
use crate::snapshot::SchemaHash;

/// The newest format that is read. It is written where a migration has a way back; without one, format 1 says the same.
pub(super) const FORMAT: u32 = 2;
/// What stands for the hash of a schema when there is none yet.
const NO_SCHEMA: &str = "empty";

/// The folder of the files that take migrations back.
pub(super) const DOWN: &str = "down";

/// The content of a lock file.
#[derive(Debug, Clone, Default)]
pub(super) struct Lock {
    /// What the migrations are for; `None` before the first one.
    pub(super) dialect: Option<Dialect>,
    pub(super) entries: Vec<Entry>,
}

/// One migration.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) version: String,
    pub(super) name: String,
    pub(super) checksum: Checksum,
    pub(super) chain: Checksum,
    /// The schema after it; `None` while there is none.
    pub(super) to: Option<SchemaHash>,
    /// The checksum of the file that takes it back, if there is one.
    pub(super) down: Option<Checksum>,
}

impl Entry {
    pub(super) fn stem(&self) -> String {
        name::stem(&self.version, &self.name)
    }
}

impl Lock {
    /// Adds a migration at the end.
    pub(super) fn push(&mut self, version: String, name: String, checksum: Checksum, to: Option<SchemaHash>) {
        let chain = link(self.head(), &name::stem(&version, &name), checksum, None);
        self.entries.push(Entry { version, name, checksum, chain, to, down: None });
    }

    /// Binds the file that takes the last migration back.
    pub(super) fn bind_down(&mut self, down: Checksum) {
        if let Some(mut entry) = self.entries.pop() {
            entry.down = Some(down);
            entry.chain = link(self.head(), &entry.stem(), entry.checksum, entry.down);
            self.entries.push(entry);
        }
    }

    /// Gives the entries new checksums, in order: of the migration, and of the file that takes it back.
    pub(super) fn rechain(&mut self, checksums: impl Iterator<Item = (Checksum, Option<Checksum>)>) {
        for (entry, (checksum, down)) in std::mem::take(&mut self.entries).into_iter().zip(checksums) {
            self.push(entry.version, entry.name, checksum, entry.to);
            if let Some(down) = down {
                self.bind_down(down);
            }
        }
    }

    /// The migration among those up to `version` that last changed the schema, and the schema after it.
    pub(super) fn last_schema_change(&self, version: &str) -> Option<(String, SchemaHash)> {
        let until = self.entries.iter().rev().skip_while(|entry| entry.version.as_str() > version);
        let last = until.clone().next()?.to?;
        // Entries at the end that lead to the same schema did not change it: they hold data or are parts of a change.
        let first_of_run = until.take_while(|entry| entry.to == Some(last)).last()?;
        Some((first_of_run.stem(), last))
    }

    /// The version of the last migration.
    pub(super) fn last_version(&self) -> Option<&str> {
        self.entries.last().map(|entry| entry.version.as_str())
    }

    fn head(&self) -> Checksum {
        self.entries.last().map_or(Checksum::ZERO, |entry| entry.chain)
    }

    /// Understands `text`, which was read from `file`.
    pub(super) fn parse(file: &Path, text: &str) -> Result<Self, FolderError> {
        if let Some(index) = text.lines().position(is_conflict_marker) {
            return Err(FolderError::LockConflict { file: file.to_owned(), line: index + 1 });
        }
        let malformed = |line: usize, message: &str| FolderError::LockMalformed {
            file: file.to_owned(),
            line,
            message: message.to_owned(),
        };
        let mut lines = text.lines().enumerate();
        let first = lines.next().map_or("", |(_, line)| line);
        let (format, dialect, head) = parse_head(first)
            .ok_or_else(|| malformed(1, "expected `orm.lock 1 <dialect> head=<checksum>`"))?;
        if format > FORMAT {
            return Err(FolderError::LockNewer { file: file.to_owned(), found: format });
        }
        let dialect = Dialect::from_name(dialect).ok_or_else(|| malformed(1, "unknown dialect"))?;
        let mut lock = Self { dialect: Some(dialect), entries: Vec::new() };
        for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let entry = parse_entry(line).ok_or_else(|| {
                malformed(index + 1, "expected `<version> <name> sha256=.. chain=.. to=..`")
            })?;
            let is_later = lock.entries.last().is_none_or(|last| last.version < entry.version);
            if !is_later || entry.chain != link(lock.head(), &entry.stem(), entry.checksum, entry.down) {
                let migration = entry.stem();
                return Err(FolderError::LockReordered { file: file.to_owned(), line: index + 1, migration });
            }
            lock.entries.push(entry);
        }
        if head.parse() != Ok(lock.head()) {
            return Err(malformed(
                1,
                "`head` is not the chain of the last line: a line was removed or added",
            ));
        }
        Ok(lock)
    }
}

/// The chain with one more migration, and the file that takes it back.
fn link(head: Checksum, stem: &str, checksum: Checksum, down: Option<Checksum>) -> Checksum {
    let up = chain(head, stem, checksum);
    down.map_or(up, |down| chain(up, DOWN, down))
}

fn is_conflict_marker(line: &str) -> bool {
    ["<<<<<<<", "|||||||", ">>>>>>>"].iter().any(|marker| line.starts_with(marker)) || line == "======="
}

fn parse_head(line: &str) -> Option<(u32, &str, &str)> {
    let mut words = line.split_whitespace();
    let is_ours = words.next()? == "orm.lock";
    let format = words.next()?.parse().ok()?;
    // A newer format may say something else in the rest of the line.
    let dialect = words.next().unwrap_or_default();
    let head = words.next().and_then(|word| word.strip_prefix("head=")).unwrap_or_default();
    is_ours.then_some((format, dialect, head))
}

fn parse_entry(line: &str) -> Option<Entry> {
    let mut words = line.split_whitespace();
    let (version, name) = (words.next()?, words.next()?);
    name::split(&name::stem(version, name))?;
    let checksum = words.next()?.strip_prefix("sha256=")?.parse().ok()?;
    let chain = words.next()?.strip_prefix("chain=")?.parse().ok()?;
    let to = match words.next()?.strip_prefix("to=")? {
        NO_SCHEMA => None,
        hash => Some(hash.parse().ok()?),
    };
    let down = match words.next() {
        Some(word) => Some(word.strip_prefix("down=")?.parse().ok()?),
        None => None,
    };
    let entry = Entry { version: version.to_owned(), name: name.to_owned(), checksum, chain, to, down };
    words.next().is_none().then_some(entry)
}

/// The hash of a schema as it is written in lock files and SQL files.
pub(super) fn schema_word(hash: Option<SchemaHash>) -> String {
    hash.map_or_else(|| NO_SCHEMA.to_owned(), |hash| hash.to_string())
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dialect = self.dialect.map_or("", Dialect::name);
        let format = if self.entries.iter().any(|entry| entry.down.is_some()) { FORMAT } else { 1 };
        writeln!(f, "orm.lock {format} {dialect} head={}", self.head())?;
        for Entry { version, name, checksum, chain, to, down } in &self.entries {
            let to = schema_word(*to);
            let down = down.map(|down| format!(" down={down}")).unwrap_or_default();
            writeln!(f, "{version} {name} sha256={checksum} chain={chain} to={to}{down}")?;
        }
        Ok(())
    }
}
