//! The identity of a schema.

use std::fmt;
use std::str::FromStr;

use orm_schema::Dialect;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// The SHA-256 of a schema's canonical text, written as 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaHash([u8; 32]);

impl SchemaHash {
    pub(super) fn of(dialect: Dialect, canonical_text: &str) -> Self {
        let mut digest = Sha256::new();
        digest.update(dialect.name());
        digest.update("\n");
        digest.update(canonical_text);
        Self(digest.finalize().into())
    }
}

impl fmt::Display for SchemaHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A text that is no [`SchemaHash`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected 64 hexadecimal digits")]
pub struct NoSchemaHash;

impl FromStr for SchemaHash {
    type Err = NoSchemaHash;

    fn from_str(text: &str) -> Result<Self, NoSchemaHash> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(NoSchemaHash);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = hex_digit(pair[0])? << 4 | hex_digit(pair[1])?;
        }
        Ok(Self(bytes))
    }
}

/// Lower case only: a hash has one spelling.
fn hex_digit(digit: u8) -> Result<u8, NoSchemaHash> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        _ => Err(NoSchemaHash),
    }
}

impl Serialize for SchemaHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SchemaHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
