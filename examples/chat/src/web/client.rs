//! The page of the browser client: the files that its build wrote, read once at the start.

use std::path::Path;
use std::{fs, io};

use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse};
use axum::routing::get;

/// What the page says that was never built.
const UNBUILT: &str = "<!doctype html><title>orm-chat</title>
<p>The service runs: <a href=/api/users>/api/users</a>. Its page is not built; in examples/chat/client run
<pre>npm ci && npm run build</pre><p>and start the service again.";

/// The files of the client, each at the path that asks for it.
#[derive(Debug, Clone, Default)]
pub struct Client {
    files: Vec<(String, &'static str, Bytes)>,
}

impl Client {
    /// The files in `folder` and the folders in it. A client that was not built has none.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut client = Self::default();
        if folder.is_dir() {
            client.add(folder, "/")?;
        }
        Ok(client)
    }

    fn add(&mut self, folder: &Path, path: &str) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let (file, name) = {
                let entry = entry?;
                (entry.path(), entry.file_name())
            };
            let path = format!("{path}{}", name.to_string_lossy());
            if file.is_dir() {
                self.add(&file, &format!("{path}/"))?;
            } else {
                self.files.push((path, content_type(&file), fs::read(&file)?.into()));
            }
        }
        Ok(())
    }

    /// A route for each file, and the page at `/`.
    pub(super) fn routes(self) -> Router {
        let is_built = self.files.iter().any(|(path, ..)| path == "/index.html");
        let mut routes = Router::new().fallback(async || super::NOT_FOUND);
        if !is_built {
            routes = routes.route("/", get(async || Html(UNBUILT)));
        }
        for (path, content_type, bytes) in self.files {
            let path = if path == "/index.html" { "/" } else { &path };
            let answer = async move || ([(CONTENT_TYPE, content_type)], bytes.clone()).into_response();
            routes = routes.route(path, get(answer));
        }
        routes
    }
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
