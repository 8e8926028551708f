//~ ERROR no associated item named `FETCH` found for struct `MethodFilter` in the current scope
//~ SPAN FETCH

use orm_core::axum::routes;

async fn list() {}

pub fn router() -> impl Sized {
    routes! { FETCH "/users" => list }
}
