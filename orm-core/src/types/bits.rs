//! Bits as text in requests and answers: `#[serde(with = "orm_core::types::bits")]`.
//!
//! The `serde` of the crate bit-vec writes the words that it keeps them in. This writes `10110`, as PostgreSQL does; it fits a
//! `BitVec` and an `Option` of one.
//!
//! ```
//! use orm_core::prelude::*;
//! use bit_vec::BitVec;
//! use serde::Serialize;
//!
//! #[derive(Table, Serialize)]
//! struct Door {
//!     #[column(primary_key)] id: i32,
//!     #[serde(with = "orm_core::types::bits")] opens: BitVec,
//! }
//!
//! let new = NewDoor::parse(br#"{ "id": 1, "opens": "1011" }"#).unwrap();
//! let door = Door { id: new.id, opens: new.opens };
//! assert_eq!(serde_json::to_string(&door).unwrap(), r#"{"id":1,"opens":"1011"}"#);
//! assert!(NewDoor::parse(br#"{ "id": 1, "opens": "12" }"#).is_err());
//! ```

use bit_vec::BitVec;
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::Serializer;

/// A `BitVec`, or an `Option` of one.
pub trait Bits: Sized {
    /// The text, or nothing.
    fn text(&self) -> Option<String>;
    /// The bits, of text or of nothing.
    fn of_text(text: Option<&str>) -> Option<Self>;
}

impl Bits for BitVec {
    fn text(&self) -> Option<String> {
        Some(self.iter().map(|bit| if bit { '1' } else { '0' }).collect())
    }

    fn of_text(text: Option<&str>) -> Option<Self> {
        let bits = text?.chars().map(|c| match c {
            '0' => Some(false),
            '1' => Some(true),
            _ => None,
        });
        bits.collect()
    }
}

impl Bits for Option<BitVec> {
    fn text(&self) -> Option<String> {
        self.as_ref().and_then(Bits::text)
    }

    fn of_text(text: Option<&str>) -> Option<Self> {
        match text {
            Some(text) => BitVec::of_text(Some(text)).map(Some),
            None => Some(None),
        }
    }
}

/// Writes them.
pub fn serialize<B: Bits, S: Serializer>(bits: &B, serializer: S) -> Result<S::Ok, S::Error> {
    match bits.text() {
        Some(text) => serializer.serialize_str(&text),
        None => serializer.serialize_none(),
    }
}

/// Reads them.
pub fn deserialize<'de, B: Bits, D: Deserializer<'de>>(deserializer: D) -> Result<B, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    B::of_text(text.as_deref()).ok_or_else(|| D::Error::custom("must be bits such as 10110"))
}
