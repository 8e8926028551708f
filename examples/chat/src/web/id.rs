//! The number in a path.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use orm_core::axum::Problem;

use super::NOT_FOUND;

/// The key that a path names. Nothing has a key that is no number, so asking for one is a 404 like any other.
pub struct Id(pub i32);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(id)) => Ok(Self(id)),
            Err(_) => Err(NOT_FOUND),
        }
    }
}
