//! What is sent over channels.

use crate::error::Error;
use crate::types::DecodeError;

/// A value that is sent over a channel as text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent over a channel",
    label = "neither a `String` nor a document",
    note = "wrap it: `Channel<Json<{Self}>>`"
)]
pub trait Payload: Send + 'static {
    /// The text that is sent.
    fn to_text(&self) -> Result<String, Error>;

    /// Reads what was heard.
    fn from_text(text: &str) -> Result<Self, DecodeError>
    where
        Self: Sized;
}

impl Payload for String {
    fn to_text(&self) -> Result<String, Error> {
        Ok(self.clone())
    }

    fn from_text(text: &str) -> Result<Self, DecodeError> {
        Ok(text.to_owned())
    }
}

#[cfg(feature = "json")]
impl<T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static> Payload for crate::types::Json<T> {
    fn to_text(&self) -> Result<String, Error> {
        serde_json::to_string(&self.0).map_err(|error| crate::exec::failure::encode(&error))
    }

    fn from_text(text: &str) -> Result<Self, DecodeError> {
        crate::types::parse_json(text).map(Self)
    }
}
