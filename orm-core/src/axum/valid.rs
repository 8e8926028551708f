//! Extractors that check what they read.

use ::axum::body::Bytes;
use ::axum::extract::rejection::{BytesRejection, FormRejection};
use ::axum::extract::{Form, FromRef, FromRequest, FromRequestParts, Json, Query, Request};
use ::axum::http::request::Parts;
use ::axum::http::{HeaderMap, StatusCode, header};

use super::Problem;
use crate::models::{Context, Model, NoContext};

/// A request whose rules hold: `Valid<Json<NewProject>>`, `Valid<Query<Search>>`, `Valid<Form<Login>>`.
///
/// Takes the models of tables and any struct that derives `serde::Deserialize` and `validator::Validate`. The context of
/// rules that need one (`#[table(context = PlanLimits)]`) comes from the state: `PlanLimits: FromRef<AppState>`.
///
/// A request that is not right is answered with a [`Problem`]: 400 for text that is no JSON, 413 for a body that is too
/// large, 415 for one that is not declared as JSON, 422 with everything that is wrong in it otherwise. The messages are in
/// the first language of `Accept-Language` that [`set_messages`](crate::models::set_messages) knows.
#[derive(Debug, Clone, Copy)]
pub struct Valid<E>(pub E);

/// The context of rules, out of the state of an application.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not in the state `{S}`",
    label = "the rules of this model need it",
    note = "implement `FromRef<{S}>` for what is in the `Context`"
)]
pub trait FromState<S> {
    /// The context.
    fn from_state(state: &S) -> Self;
}

#[diagnostic::do_not_recommend]
impl<S> FromState<S> for NoContext {
    fn from_state(_state: &S) -> Self {
        Self
    }
}

#[diagnostic::do_not_recommend]
impl<S, C: FromRef<S>> FromState<S> for Context<C> {
    fn from_state(state: &S) -> Self {
        Self(C::from_ref(state))
    }
}

impl<S, T> FromRequest<S> for Valid<Json<T>>
where
    S: Send + Sync,
    T: Model<Context: FromState<S>>,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let locales = locales(request.headers());
        if !is_json(request.headers()) {
            return Err(refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "must be `application/json`"));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| unreadable(&rejection))?;
        match T::parse_with(&bytes, &T::Context::from_state(state)) {
            Ok(model) => Ok(Self(Json(model))),
            Err(report) => Err(in_first_known(report.into(), &locales)),
        }
    }
}

impl<S, T> FromRequestParts<S> for Valid<Query<T>>
where
    S: Send + Sync,
    T: Model<Context: FromState<S>>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Query(pairs) = Query::try_from_uri(&parts.uri)
            .map_err(|_| refused(StatusCode::BAD_REQUEST, "has a query that cannot be read"))?;
        match T::of_form(pairs, &T::Context::from_state(state)) {
            Ok(model) => Ok(Self(Query(model))),
            Err(report) => Err(in_first_known(report.into(), &locales(&parts.headers))),
        }
    }
}

impl<S, T> FromRequest<S> for Valid<Form<T>>
where
    S: Send + Sync,
    T: Model<Context: FromState<S>>,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let locales = locales(request.headers());
        let Form(pairs) = Form::from_request(request, state).await.map_err(|rejection: FormRejection| {
            refused(rejection.status(), "must be a form, `application/x-www-form-urlencoded`")
        })?;
        match T::of_form(pairs, &T::Context::from_state(state)) {
            Ok(model) => Ok(Self(Form(model))),
            Err(report) => Err(in_first_known(report.into(), &locales)),
        }
    }
}

/// `application/json`, or another type that is JSON underneath: `application/merge-patch+json`.
fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.and_then(|text| text.split(';').next()).unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

fn unreadable(rejection: &BytesRejection) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => refused(StatusCode::PAYLOAD_TOO_LARGE, "is too large"),
        status => refused(status, "was not received as a whole"),
    }
}

/// A request that never became one of ours.
fn refused(status: StatusCode, message: &str) -> Problem {
    let (title, code) = match status {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ("Unsupported media type", "unsupported_media_type"),
        StatusCode::PAYLOAD_TOO_LARGE => ("Too large", "too_large"),
        _ => ("Malformed request", "malformed_request"),
    };
    Problem::new(status.as_u16(), title, code).saying(message)
}

/// The languages that the client reads, the one it likes best first.
fn locales(headers: &HeaderMap) -> Vec<String> {
    let text = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut weighted: Vec<(f32, &str)> = text
        .split(',')
        .map(|part| {
            let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
            (weight.trim().parse().unwrap_or(0.0), tag.trim())
        })
        .filter(|(weight, tag)| *weight > 0.0 && !tag.is_empty())
        .collect();
    weighted.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    weighted.into_iter().map(|(_, tag)| tag.to_owned()).collect()
}

/// In the first of these languages that the application knows; English it knows in any case.
fn in_first_known(problem: Problem, locales: &[String]) -> Problem {
    for locale in locales {
        let translated = problem.clone().in_locale(locale);
        if translated != problem || locale.starts_with("en") {
            return translated;
        }
    }
    problem
}
