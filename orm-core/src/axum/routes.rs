//! The table of routes.

/// A router made of a table: a method, a path and the function that answers, line by line.
///
/// ```
/// use axum::extract::{Json, Path};
/// use axum::Router;
/// use orm_core::axum::routes;
///
/// async fn greet(Path(name): Path<String>) -> Json<String> {
///     Json(format!("Hello, {name}"))
/// }
///
/// let router: Router = routes! {
///     GET "/greetings/{name}" => greet,
/// };
/// ```
///
/// It is what `Router::new().route("/greetings/{name}", get(greet))` is, and takes the methods that axum has:
/// `GET`, `POST`, `PUT`, `PATCH`, `DELETE`, `HEAD`, `OPTIONS`, `CONNECT` and `TRACE`. What stands in a table can be read without
/// compiling it: `orm-migrate export --format queries` writes a client in TypeScript that asks for each line, with the types
/// that the function takes (`Json<T>`, `Query<T>`, in a [`Valid`](super::Valid) or not) and answers.
#[doc(hidden)]
#[macro_export]
macro_rules! __routes {
    ($($method:ident $path:literal => $handler:expr),* $(,)?) => {
        $crate::axum::__axum::Router::new()$(.route(
            $path,
            $crate::axum::__axum::routing::on($crate::axum::__axum::routing::MethodFilter::$method, $handler),
        ))*
    };
}
