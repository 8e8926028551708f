//! Names of migrations: a UTC time stamp and a few words.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

/// `20261120103000`.
const VERSION_FORMAT: &str = "%Y%m%d%H%M%S";
const VERSION_LENGTH: usize = 14;
/// Long enough for words that say something, short enough for every file system.
const MAX_NAME_LENGTH: usize = 80;

/// The version of a migration made at `now`: later than `last`, also when the clock went back or two are made in a second.
pub(super) fn version_after(last: Option<&str>, now: DateTime<Utc>) -> String {
    let version = now.format(VERSION_FORMAT).to_string();
    match last {
        Some(last) if *last >= *version => {
            // A version that is no time of day (`…99`) is counted up as a number.
            match NaiveDateTime::parse_from_str(last, VERSION_FORMAT) {
                Ok(time) => (time + TimeDelta::seconds(1)).format(VERSION_FORMAT).to_string(),
                Err(_) => format!("{:014}", last.parse::<u64>().unwrap_or(0) + 1),
            }
        }
        _ => version,
    }
}

/// Version and name of a file without extension, if it is named like a migration.
pub(super) fn split(stem: &str) -> Option<(&str, &str)> {
    let (version, name) = stem.split_once('_')?;
    let is_version = version.len() == VERSION_LENGTH && version.bytes().all(|digit| digit.is_ascii_digit());
    (is_version && is_name(name)).then_some((version, name))
}

/// The name of the file without extension.
pub(super) fn stem(version: &str, name: &str) -> String {
    format!("{version}_{name}")
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// `words` as the name of a migration: lower case, digits and underscores. `None` if nothing is left.
///
/// ```
/// use orm_migrate::folder::slug;
/// assert_eq!(slug("Add users & files").as_deref(), Some("add_users_files"));
/// assert_eq!(slug("..!"), None);
/// ```
pub fn slug(words: &str) -> Option<String> {
    let mut name = String::new();
    for c in words.chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    name.truncate(MAX_NAME_LENGTH);
    name.truncate(name.trim_end_matches('_').len());
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(version: &str) -> DateTime<Utc> {
        NaiveDateTime::parse_from_str(version, VERSION_FORMAT).expect("a time").and_utc()
    }

    #[test]
    fn versions_only_grow() {
        let now = at("20261120103000");
        assert_eq!(version_after(None, now), "20261120103000");
        assert_eq!(version_after(Some("20250101000000"), now), "20261120103000");
        assert_eq!(version_after(Some("20261120103000"), now), "20261120103001");
        assert_eq!(version_after(Some("20301231235959"), now), "20310101000000");
        assert_eq!(version_after(Some("20301231235999"), now), "20301231236000");
    }

    #[test]
    fn only_names_of_migrations_are_taken() {
        assert_eq!(split("20261120103000_add_files"), Some(("20261120103000", "add_files")));
        for other in ["20261120103000", "20261120103000_", "1_init", "seed", "20261120103000_a b"] {
            assert_eq!(split(other), None);
        }
    }

    #[test]
    fn what_is_made_of_words_reads_back() {
        for words in ["Add users & files", "__x__", "ÄÖÜ 7", &"long ".repeat(50)] {
            let name = slug(words).expect("there are letters or digits");
            assert_eq!(split(&stem("20261120103000", &name)), Some(("20261120103000", name.as_str())));
        }
    }
}
