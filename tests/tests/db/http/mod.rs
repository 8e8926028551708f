//! A service of axum over a real database: requests in, problem documents out.

#[expect(unreachable_pub, reason = "tables as users declare them")]
mod schema;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, Form, FromRef, Json, Path, Query, State};
use axum::http::{Request, StatusCode, header};
use axum::routing::{delete, get, patch, post};
use orm_core::axum::{Problem, Valid};
use orm_core::dialect::Database;
use orm_core::exec::Executor;
use orm_core::models::Model;
use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::{db_test, tables};
use serde::Deserialize;
use serde_json::{Value, json};
use tower::ServiceExt;
use validator::{Validate, ValidationError};

use schema::{NewProject, NewUser, Project, ProjectPatch, User};

/// What the handlers share.
#[derive(Clone)]
struct Service<D: Database> {
    db: Db<D>,
    longest_word: usize,
}

/// The context of the rules of [`Import`].
#[derive(Clone, Copy)]
struct LongestWord(usize);

impl<D: Database> FromRef<Service<D>> for LongestWord {
    fn from_ref(service: &Service<D>) -> Self {
        Self(service.longest_word)
    }
}

/// A table of which only the model is used here.
#[derive(Table)]
#[table(context = LongestWord)]
#[expect(dead_code, reason = "only its models are used")]
struct Import {
    #[validate(custom(function = is_short, use_context))]
    word: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that rules with a context have")]
fn is_short(word: &str, longest: &LongestWord) -> Result<(), ValidationError> {
    if word.len() <= longest.0 { Ok(()) } else { Err(ValidationError::new("word")) }
}

#[derive(Debug, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "shown by `Debug`")]
struct Search {
    #[validate(range(min = 1, max = 100))]
    page_size: i64,
    #[serde(default)]
    tag: Vec<String>,
    #[serde(default)]
    exact: bool,
}

fn router<D: Database>(db: Db<D>) -> Router
where
    for<'a> &'a Db<D>: Executor<D>,
{
    Router::new()
        .route("/users", post(create_user::<D>))
        .route("/users/{id}", delete(remove_user::<D>))
        .route("/projects", post(create_project::<D>).get(search))
        .route("/projects/{id}", patch(change_project::<D>).get(project::<D>))
        .route("/imports", post(import))
        .route("/form", post(form))
        .route("/broken", get(broken::<D>))
        .layer(DefaultBodyLimit::max(200))
        .with_state(Service { db, longest_word: 3 })
}

async fn create_user<D: Database>(
    State(service): State<Service<D>>,
    Valid(Json(user)): Valid<Json<NewUser>>,
) -> Result<(StatusCode, Json<User>), Problem>
where
    for<'a> &'a Db<D>: Executor<D>,
{
    Ok((StatusCode::CREATED, Json(User::insert(user).one(&service.db).await?)))
}

async fn remove_user<D: Database>(
    State(service): State<Service<D>>,
    Path(id): Path<i32>,
) -> Result<StatusCode, Problem>
where
    for<'a> &'a Db<D>: Executor<D>,
{
    User::delete().filter(User::id.eq(id)).execute(&service.db).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn create_project<D: Database>(
    State(service): State<Service<D>>,
    Valid(Json(project)): Valid<Json<NewProject>>,
) -> Result<(StatusCode, Json<Project>), Problem>
where
    for<'a> &'a Db<D>: Executor<D>,
{
    Ok((StatusCode::CREATED, Json(Project::insert(project).one(&service.db).await?)))
}

async fn project<D: Database>(
    State(service): State<Service<D>>,
    Path(id): Path<i32>,
) -> Result<Json<Project>, Problem>
where
    for<'a> &'a Db<D>: Executor<D>,
{
    Ok(Json(Project::query().filter(Project::id.eq(id)).one(&service.db).await?))
}

/// Changes what is not valid too, so that the database has something to refuse.
async fn change_project<D: Database>(
    State(service): State<Service<D>>,
    Path(id): Path<i32>,
    Json(patch): Json<ProjectPatch>,
) -> Result<StatusCode, Problem>
where
    for<'a> &'a Db<D>: Executor<D>,
{
    Project::update().patch(patch).filter(Project::id.eq(id)).execute(&service.db).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn broken<D: Database>(State(service): State<Service<D>>) -> Result<(), Problem>
where
    for<'a> &'a Db<D>: Executor<D>,
{
    sql("select secret_column from nowhere").execute(&service.db).await?;
    Ok(())
}

async fn search(Valid(Query(search)): Valid<Query<Search>>) -> String {
    format!("{search:?}")
}

async fn form(Valid(Form(user)): Valid<Form<NewUser>>) -> String {
    user.nick_name
}

async fn import(Valid(Json(import)): Valid<Json<NewImport>>) -> String {
    import.word
}

async fn create_tables<D: Database>(_db: &Db<D>, url: &str) {
    tables::create::<D>(url, "tests/db/http/schema.rs").await;
}

/// The status and the body of an answer.
async fn ask(router: &Router, method: &str, path: &str, content_type: &str, body: &str) -> (u16, Value) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::CONTENT_TYPE, content_type)
        .body(Body::from(body.to_owned()))
        .expect("a request");
    let response = router.clone().oneshot(request).await.expect("a router never fails");
    let status = response.status();
    let content_type = response.headers().get(header::CONTENT_TYPE).cloned();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    if status.is_client_error() || status.is_server_error() {
        assert_eq!(content_type.expect("a type"), "application/problem+json");
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    (status.as_u16(), serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

async fn send(router: &Router, method: &str, path: &str, body: Value) -> (u16, Value) {
    ask(router, method, path, "application/json", &body.to_string()).await
}

/// The pointers and codes of a problem.
fn issues(problem: &Value) -> Vec<(&str, &str)> {
    let errors = problem["errors"].as_array().expect("a list of errors");
    errors
        .iter()
        .map(|error| {
            (error["pointer"].as_str().unwrap_or_default(), error["code"].as_str().unwrap_or_default())
        })
        .collect()
}

db_test!(a_request_that_breaks_a_rule_of_the_database_is_told_where, async |db, url| {
    create_tables(&db, url).await;
    let service = router(db);
    let (status, ada) = send(&service, "POST", "/users", json!({ "nickName": "ada" })).await;
    assert_eq!((status, &ada["nickName"]), (201, &json!("ada")));
    let id = &ada["id"];

    let (status, problem) = send(&service, "POST", "/users", json!({ "nickName": "ada" })).await;
    assert_eq!((status, issues(&problem)), (409, vec![("#/nickName", "unique")]));
    assert_eq!(problem["fieldErrors"], json!({ "nickName": ["is taken"] }));

    let (status, problem) =
        send(&service, "POST", "/projects", json!({ "ownerId": 999, "title": "x" })).await;
    assert_eq!((status, issues(&problem)), (422, vec![("#/ownerId", "foreign_key")]));

    let (status, project) = send(&service, "POST", "/projects", json!({ "ownerId": id, "title": "x" })).await;
    assert_eq!((status, &project["starCount"]), (201, &json!(0)));
    let path = format!("/projects/{}", project["id"]);
    assert_eq!(send(&service, "GET", &path, json!(null)).await.0, 200);

    let (status, problem) = send(&service, "PATCH", &path, json!({ "starCount": 6 })).await;
    assert_eq!((status, issues(&problem)), (422, vec![("#/starCount", "check")]));
    let (status, problem) = send(&service, "PATCH", &path, json!({ "title": "spam" })).await;
    assert_eq!((status, issues(&problem)), (422, vec![("#", "check")]));

    let (status, problem) = send(&service, "DELETE", &format!("/users/{id}"), json!(null)).await;
    assert_eq!((status, issues(&problem)), (409, vec![("#", "foreign_key")]));

    let (status, problem) = send(&service, "GET", "/projects/999", json!(null)).await;
    assert_eq!((status, &problem["code"]), (404, &json!("not_found")));

    let (status, problem) = send(&service, "GET", "/broken", json!(null)).await;
    assert_eq!((status, &problem["code"]), (500, &json!("internal")));
    assert_eq!(problem["id"].as_str().map(str::len), Some(16));
    assert!(!problem.to_string().contains("secret_column"), "{problem}");
});

db_test!(one_declaration_is_a_rule_of_requests_and_of_the_database, async |db, url| {
    create_tables(&db, url).await;
    let owner = User::insert(new!(User { nick_name: "ada" })).one(&db).await?;
    for (star_count, is_right) in [(-1, false), (0, true), (5, true), (6, false)] {
        let body = json!({ "ownerId": owner.id, "title": "x", "starCount": star_count }).to_string();
        let parsed = NewProject::parse(body.as_bytes());
        let told = parsed.as_ref().err().map(|report| {
            report.issues().iter().map(|issue| (issue.pointer(), issue.code().to_owned())).collect::<Vec<_>>()
        });
        let refused = (!is_right).then(|| vec![("#/starCount".to_owned(), "range".to_owned())]);
        assert_eq!(told, refused, "{star_count}");

        // An insert checks nothing: the database does.
        let row = new!(Project { owner_id: owner.id, title: "x", star_count });
        match Project::insert(row).execute(&db).await {
            Ok(rows) => assert!(is_right && rows == 1, "{star_count}"),
            Err(error) => {
                let ErrorKind::CheckViolation(violation) = error.kind() else { panic!("{error:?}") };
                assert!(!is_right);
                assert_eq!(
                    (&*violation.columns, &*violation.fields),
                    (&["star_count".to_owned()][..], &["starCount".to_owned()][..])
                );
            }
        }
    }
    Ok::<_, Error>(())
});

db_test!(a_request_that_is_not_right_never_reaches_the_database, [Sqlite], async |db| {
    let service = router(db);
    let (status, problem) = send(&service, "POST", "/projects", json!({ "title": "", "starCount": 9 })).await;
    assert_eq!((status, issues(&problem)), (422, vec![("#/ownerId", "required")]));
    let wrong = json!({ "ownerId": 1, "title": "", "starCount": 9 });
    let (status, problem) = send(&service, "POST", "/projects", wrong).await;
    assert_eq!((status, issues(&problem)), (422, vec![("#/title", "length"), ("#/starCount", "range")]));

    let (status, problem) = ask(&service, "POST", "/users", "application/json", "{").await;
    assert_eq!((status, &problem["code"]), (400, &json!("malformed_request")));
    let (status, problem) = ask(&service, "POST", "/users", "text/plain", "{}").await;
    assert_eq!((status, &problem["code"]), (415, &json!("unsupported_media_type")));
    let (status, problem) = ask(&service, "POST", "/users", "application/json", &" ".repeat(300)).await;
    assert_eq!((status, &problem["code"]), (413, &json!("too_large")));
    let (status, _) =
        ask(&service, "POST", "/imports", "application/merge-patch+json; charset=utf-8", "{}").await;
    assert_eq!(status, 422);

    let (status, problem) = send(&service, "POST", "/imports", json!({ "word": "long" })).await;
    assert_eq!((status, issues(&problem)), (422, vec![("#/word", "word")]));
    assert_eq!(send(&service, "POST", "/imports", json!({ "word": "abc" })).await, (200, json!("abc")));
});

db_test!(a_query_and_a_form_are_read_and_checked, [Sqlite], async |db| {
    let service = router(db);
    let (status, found) =
        send(&service, "GET", "/projects?pageSize=20&tag=a&tag=b&exact=true", json!(null)).await;
    assert_eq!((status, found), (200, json!(r#"Search { page_size: 20, tag: ["a", "b"], exact: true }"#)));
    let (status, found) = send(&service, "GET", "/projects?pageSize=20&tag=a", json!(null)).await;
    assert_eq!((status, found), (200, json!(r#"Search { page_size: 20, tag: ["a"], exact: false }"#)));
    let (status, problem) = send(&service, "GET", "/projects?pageSize=0", json!(null)).await;
    assert_eq!((status, issues(&problem)), (422, vec![("#/pageSize", "range")]));
    let (status, problem) = send(&service, "GET", "/projects?pageSize=x", json!(null)).await;
    assert_eq!((status, issues(&problem)), (422, vec![("#/pageSize", "type")]));

    let form = "application/x-www-form-urlencoded";
    let (status, name) = ask(&service, "POST", "/form", form, "nickName=ada").await;
    assert_eq!((status, name), (200, json!("ada")));
    let (status, problem) = ask(&service, "POST", "/form", form, "nick=ada").await;
    assert_eq!((status, issues(&problem)), (422, vec![("#/nickName", "required")]));
    assert_eq!(ask(&service, "POST", "/form", "application/json", "{}").await.0, 415);
});

#[test]
fn each_error_has_its_status() {
    use orm_core::ErrorKind;
    let status = |kind| {
        let problem = Problem::from(Error::new(kind, "secret"));
        assert!(!serde_json::to_string(&problem).expect("serializes").contains("secret"));
        (problem.status(), problem.retry_after())
    };
    assert_eq!(status(ErrorKind::NotFound), (404, None));
    assert_eq!(status(ErrorKind::Stale), (409, None));
    assert_eq!(status(ErrorKind::Serialization), (503, Some(1)));
    assert_eq!(status(ErrorKind::Pool), (500, None));
    assert_eq!(status(ErrorKind::InvalidValue { column: None, field: None }), (422, None));
}
