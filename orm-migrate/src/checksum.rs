//! Checksums of migration files: the same text has the same checksum on every machine, however git or an editor ended its lines.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// SHA-256 over a normalised text, or over a chain of such checksums. Displays as 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Checksum([u8; 32]);

/// A text is no checksum: it must be 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no checksum: expected 64 hexadecimal digits")]
pub struct ChecksumError {
    text: String,
}

impl Checksum {
    /// The start of a chain: what stands before the first file or statement.
    pub const ZERO: Self = Self([0; 32]);

    /// The checksum of `text`, ignoring a byte order mark, the kind of line ends, blanks at line ends, and blank lines at
    /// the end.
    ///
    /// ```
    /// # use orm_migrate::checksum::Checksum;
    /// assert_eq!(Checksum::of("\u{feff}select 1; \r\n\r\n"), Checksum::of("select 1;"));
    /// assert_ne!(Checksum::of("select 1;"), Checksum::of("select 2;"));
    /// ```
    pub fn of(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_end();
        let mut hash = Sha256::new();
        for line in text.lines() {
            hash.update(line.trim_end().as_bytes());
            hash.update(b"\n");
        }
        Self(hash.finalize().into())
    }

    /// A checksum computed elsewhere, byte by byte.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes of the checksum.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The link after `previous` in a chain: it changes when the name, the text, or anything before it changes.
pub fn chain(previous: Checksum, name: &str, checksum: Checksum) -> Checksum {
    let mut hash = Sha256::new();
    hash.update(previous.0);
    // The length keeps ("ab", "c…") and ("a", "bc…") apart.
    hash.update((name.len() as u64).to_be_bytes());
    hash.update(name.as_bytes());
    hash.update(checksum.0);
    Checksum(hash.finalize().into())
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Checksum {
    type Err = ChecksumError;

    fn from_str(text: &str) -> Result<Self, ChecksumError> {
        parse_hex(text.as_bytes()).map(Self).ok_or_else(|| ChecksumError { text: text.to_owned() })
    }
}

fn parse_hex(digits: &[u8]) -> Option<[u8; 32]> {
    if digits.len() != 64 {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let high = char::from(pair[0]).to_digit(16)?;
        let low = char::from(pair[1]).to_digit(16)?;
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_byte_order_marks_do_not_count() {
        let plain = Checksum::of("create table a (id integer);\n\ndrop table b;\n");
        assert_eq!(plain, Checksum::of("create table a (id integer);\r\n\r\ndrop table b;"));
        assert_eq!(plain, Checksum::of("\u{feff}create table a (id integer);  \n\t\ndrop table b;\n\n\n"));
    }

    #[test]
    fn everything_else_counts() {
        assert_ne!(Checksum::of("a\n\nb"), Checksum::of("a\nb"));
        assert_ne!(Checksum::of(" a"), Checksum::of("a"));
    }

    #[test]
    fn reads_what_it_displays() {
        let checksum = Checksum::of("select 1");
        assert_eq!(checksum.to_string().parse(), Ok(checksum));
        assert!("xyz".parse::<Checksum>().is_err());
    }

    #[test]
    fn a_chain_remembers_all_links() {
        let (one, two) = (Checksum::of("1"), Checksum::of("2"));
        let forward = chain(chain(Checksum::ZERO, "a", one), "b", two);
        let backward = chain(chain(Checksum::ZERO, "b", two), "a", one);
        assert_ne!(forward, backward);
    }
}
