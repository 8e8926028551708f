//! The service on a socket.

use std::net::SocketAddr;

use hyper::Method;
use orm_chat::database::{self, FirstData};
use orm_chat::web::Client;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::http::{self, Answer};

/// A running service.
pub(crate) struct Server {
    address: SocketAddr,
}

impl Server {
    /// Starts the service over the database at `url`, on a port that is free.
    pub(crate) async fn start(url: &str, first_data: FirstData, client: Client) -> Self {
        let service = database::open(url, first_data, client).await.expect("the service starts");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("the socket has an address");
        // Ends with the runtime of the test.
        tokio::spawn(async move { axum::serve(listener, service).await });
        Self { address }
    }

    /// The same over an empty database.
    pub(crate) async fn empty(url: &str) -> Self {
        Self::start(url, FirstData::Nothing, Client::default()).await
    }

    /// Where its page is.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, Some(body.to_string())).await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PATCH, path, Some(body.to_string())).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: Option<String>) -> Answer {
        http::send(self.address, method, path, body).await
    }

    /// Adds a user and a project of theirs; their keys.
    pub(crate) async fn user_with_project(&self) -> (i64, i64) {
        let user = self.post("/api/users", &json!({ "email": "ada@example.org", "name": "Ada" })).await;
        let user = user.ok(201)["id"].as_i64().expect("a key");
        let project = self.post(&format!("/api/users/{user}/projects"), &json!({ "name": "Engine" })).await;
        (user, project.ok(201)["id"].as_i64().expect("a key"))
    }
}
