//! What can be asked of a service, for clients.

use super::wire;
use crate::source::{Diagnostics, Source};

/// A client in TypeScript: what can be asked of the routes that `routes! { .. }` lists.
#[derive(Debug, Clone)]
pub struct Queries {
    /// The module that [`Format::TypeScript`](super::Format::TypeScript) was written to, as an import names it.
    pub models: String,
    /// The library of `useQuery` and `useMutation` that hooks are made for; no hooks without.
    pub hooks: Option<String>,
}

impl Queries {
    /// The text of the file. The source must be read `with_models`.
    ///
    /// # Errors
    /// There is no route, the function of one was not read, or two have one name: each with its place.
    pub fn text(&self, source: &Source) -> Result<String, Diagnostics> {
        let wire = wire::read(source);
        wire::problems(source, &wire.routes)?;
        let options = orm_wire::queries::Options { models: &self.models, hooks: self.hooks.as_deref() };
        Ok(orm_wire::queries::text(&wire, &options))
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use orm_schema::Dialect;

    use super::Queries;
    use crate::source::{self, Request};

    const SERVICE: &str = r#"
        #[derive(Table, Serialize)]
        #[table(name = "users")]
        struct User { #[column(primary_key, auto_increment)] id: i32, name: String, #[column(server)] team: i32 }
        #[derive(Deserialize, Validate)]
        struct Page { #[serde(default)] #[validate(range(max = 100))] size: u32 }
        #[derive(Deserialize)]
        struct Search { text: String }
        #[derive(Serialize)]
        struct Count { users: i64 }
        mod users {
            /// All of them.
            pub(super) async fn list<D: Database>(State(db): State<Db<D>>, Valid(Query(page)): Valid<Query<Page>>)
                -> Result<Json<Vec<User>>, Problem> { unreachable!() }
            pub(super) async fn create<D: Database>(State(db): State<Db<D>>, Valid(Json(body)): Valid<Json<NewUserBody>>)
                -> Result<(StatusCode, Json<User>), Problem> { unreachable!() }
            pub(super) async fn remove(Path(id): Path<i32>) -> Result<StatusCode, Problem> { unreachable!() }
        }
        async fn count(search: Query<Search>) -> Json<Count> { unreachable!() }
        async fn file(Path((user, path)): Path<(i32, String)>) -> impl IntoResponse { unreachable!() }
        async fn log_out() {}
        fn router<D: Database>() -> Router<Db<D>> {
            routes! {
                GET    "/users"                    => users::list::<D>,
                POST   "/users"                    => users::create::<D>,
                DELETE "/users/{id}"               => self::users::remove,
                GET    "/users/{user_id}/{*path}"  => file,
                GET    "/count"                    => count,
                POST   "/log-out"                  => log_out,
                OPTIONS "/log-out"                 => log_out_options,
            }
        }
        async fn log_out_options() {}
    "#;

    /// What is written of this source, and what is wrong with it.
    fn written(text: &str, hooks: Option<&str>) -> Result<(String, String), String> {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("service.rs"), text).expect("written");
        let request = Request {
            root: folder.path(),
            paths: &[PathBuf::from("service.rs")],
            dialect: Dialect::Postgres,
            features: &[],
            with_models: true,
        };
        let source = source::read(&request).unwrap_or_else(|problems| panic!("{problems}"));
        let queries = Queries { models: "./models".to_owned(), hooks: hooks.map(str::to_owned) };
        let text = queries.text(&source).map_err(|problems| problems.to_string())?;
        let models = super::super::Format::TypeScript.text(&source, Dialect::Postgres).expect("types");
        Ok((text, models))
    }

    #[test]
    fn each_route_is_asked_in_the_types_of_its_function() {
        let (text, models) = written(SERVICE, None).expect("a client");
        let routes = text.find("\n/** All of them.").map(|at| &text[at..]).expect("the client comes first");
        let expected = r#"
/** All of them. `GET /users` */
export const usersList = (query: models.PageInput = {}) => asked<models.User[]>(["users"], query);

/** `POST /users` */
export const usersCreate = changed<{ body: models.NewUserBody }, models.User>("POST", "usersCreate", () => ["users"], "NewUserBody");

/** `DELETE /users/{id}` */
export const usersRemove = changed<{ id: Key }, void>("DELETE", "usersRemove", ({ id }) => ["users", id]);

/** `GET /users/{user_id}/{*path}` */
export const file = (userId: Key, path_: Key) => asked<unknown>(["users", userId, ...String(path_).split("/")]);

/** `GET /count` */
export const count = (query: models.Search) => asked<models.Count>(["count"], query);

/** `POST /log-out` */
export const logOut = changed<void, void>("POST", "logOut", () => ["log-out"]);
"#;
        assert_eq!(routes, expected, "{routes}");
        for name in ["PageInput", "Search", "Count"] {
            assert!(models.contains(&format!("export interface {name} {{")), "{models}");
        }
        assert!(!text.contains("useQuery"), "hooks are asked for");
    }

    #[test]
    fn hooks_are_made_for_the_library_that_is_named() {
        let (text, _) = written(SERVICE, Some("@tanstack/react-query")).expect("a client");
        for line in [
            "import { useMutation, useQuery, type UseMutationOptions, type UseQueryOptions } from \"@tanstack/react-query\";\n",
            "export const useUsersList = (query: models.PageInput = {}, options?: QueryHook<models.User[]>) => \
             useQuery({ ...usersList(query), ...options });\n",
            "export const useUsersRemove = (options?: MutationHook<{ id: Key }, void>) => \
             useMutation({ ...usersRemove, ...options });\n",
        ] {
            assert!(text.contains(line), "{line}\nis not in\n{text}");
        }
    }

    #[test]
    fn what_cannot_be_asked_is_an_error_at_its_line() {
        let wrong = "async fn list() {}\nmod a { pub async fn list() {} }\nfn router() -> Router { routes! {\n    \
                     GET \"/a\" => a::list,\n    GET \"/b\" => a::list,\n    GET \"/c\" => b::list,\n    GET \"/d\" => || async {},\n} }\n";
        let told = written(wrong, None).expect_err("three lines are wrong");
        let expected = "error: two routes would be called `aList`: they are called as their functions are
 --> service.rs:5:17
  |
5 |     GET \"/b\" => a::list,
  |                 ^^^^^^^
hint: give one of them a function, or a module, of another name
note: the other one is here
 --> service.rs:4:17
  |
4 |     GET \"/a\" => a::list,
  |                 ^^^^^^^

error: `b::list` is no `async fn` that was read
 --> service.rs:6:17
  |
6 |     GET \"/c\" => b::list,
  |                 ^^^^^^^
hint: name its file, or the folder of it, in the `schema` of orm.toml

error: a client cannot be told what this answers
 --> service.rs:7:17
  |
7 |     GET \"/d\" => || async {},
  |                 ^^^^^^^^^^^
hint: write an `async fn`, and name it here
";
        assert_eq!(told, expected, "{told}");
        let bodies = "async fn write(page: Form<Page>) {}\nasync fn look(page: Form<Page>) {}\n\
                      async fn upload(State(db): State<Db>, file: Multipart) {}\n\
                      async fn send(text: Option<axum::body::Bytes>) {}\n\
                      #[derive(Deserialize)] struct Page { size: i32 }\n\
                      fn router() -> Router { routes! {\n    POST \"/a\" => write,\n    GET \"/a\" => look,\n    \
                      PUT \"/b\" => upload,\n    POST \"/c\" => send,\n} }\n";
        let told = written(bodies, None).expect_err("three bodies are no JSON");
        let way_out = "hint: take `Json<T>` or `Valid<Json<T>>`; or put this route beside the table, with `.route(..)`, and send its \
                       requests by hand\n";
        let expected = format!(
            "error: a client sends JSON, and `write` reads its body as `Form`
 --> service.rs:1:22
  |
1 | async fn write(page: Form<Page>) {{}}
  |                      ^^^^^^^^^^
{way_out}
error: a client sends JSON, and `upload` reads its body as `Multipart`
 --> service.rs:3:45
  |
3 | async fn upload(State(db): State<Db>, file: Multipart) {{}}
  |                                             ^^^^^^^^^
{way_out}
error: a client sends JSON, and `send` reads its body as `Bytes`
 --> service.rs:4:21
  |
4 | async fn send(text: Option<axum::body::Bytes>) {{}}
  |                     ^^^^^^^^^^^^^^^^^^^^^^^^^
{way_out}"
        );
        assert_eq!(told, expected, "{told}");
        let read = bodies.replace("POST \"/a\" => write,", "").replace("PUT \"/b\" => upload,", "");
        let (text, _) =
            written(&read.replace("POST \"/c\" => send,", ""), None).expect("a form of GET is a query");
        assert!(text.contains("export const look = (query: models.Page) => asked"), "{text}");
        let none = written("async fn list() {}", None).expect_err("there is no route");
        assert!(none.starts_with("error: no routes are declared"), "{none}");
    }
}
