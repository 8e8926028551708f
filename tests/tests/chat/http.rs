//! A client that speaks HTTP.

use std::net::SocketAddr;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// What a server answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) text: String,
}

/// Sends a request on a connection of its own. A body is JSON.
pub(crate) async fn send(server: SocketAddr, method: Method, path: &str, body: Option<String>) -> Answer {
    let stream = TcpStream::connect(server).await.expect("the server listens");
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.expect("the server speaks HTTP");
    tokio::spawn(connection);
    let mut request = Request::builder().method(method).uri(path).header(HOST, server.to_string());
    if body.is_some() {
        request = request.header(CONTENT_TYPE, "application/json");
    }
    let body = Full::new(Bytes::from(body.unwrap_or_default()));
    let request = request.body(body).expect("the test asks for something that can be asked for");
    let response = sender.send_request(request).await.expect("the server answers");
    let status = response.status().as_u16();
    let content_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or_default().to_owned();
    let bytes = response.into_body().collect().await.expect("the answer arrives").to_bytes();
    Answer { status, content_type, text: String::from_utf8(bytes.to_vec()).expect("the answer is text") }
}

impl Answer {
    /// The JSON of an answer with this status.
    pub(crate) fn ok(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The problem document of an answer with this status: its code, and what it says of which place in the request.
    pub(crate) fn problem(&self, status: u16) -> (String, Vec<(String, String)>) {
        assert_eq!(self.content_type, "application/problem+json", "{self:?}");
        let problem = self.ok(status);
        assert_eq!(problem["status"], status);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let issues = problem["errors"].as_array().into_iter().flatten();
        let issues = issues.map(|issue| (text(&issue["pointer"]), text(&issue["code"]))).collect();
        (text(&problem["code"]), issues)
    }
}
