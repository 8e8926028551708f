//! Requests and answers of axum: [`Valid`] reads a request and checks it, [`Problem`] is the error of a handler, [`routes!`]
//! the table of what can be asked.
//!
//! ```
//! # use orm_core::prelude::*;
//! use axum::extract::{Json, State};
//! use axum::http::StatusCode;
//! use orm_core::axum::{Problem, Valid};
//!
//! # #[derive(serde::Serialize, Table)]
//! # struct Project {
//! #     #[column(primary_key, auto_increment)] id: i32,
//! #     #[column(server)] owner_id: i32,
//! #     name: String,
//! # }
//! # #[cfg(feature = "sqlite")]
//! async fn create(
//!     State(db): State<Db<Sqlite>>,
//!     Valid(Json(body)): Valid<Json<NewProjectBody>>,
//! ) -> Result<(StatusCode, Json<Project>), Problem> {
//!     let project = Project::insert(body.with_owner_id(7)).one(&db).await?;
//!     Ok((StatusCode::CREATED, Json(project)))
//! }
//! ```

mod answer;
mod routes;
mod valid;

#[doc(hidden)]
pub use ::axum as __axum;

#[doc(inline)]
pub use crate::__routes as routes;
pub use valid::{FromState, Valid};

pub use crate::models::Problem;
