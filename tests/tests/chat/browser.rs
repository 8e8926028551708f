//! A browser, driven over the `WebDriver` protocol (<https://www.w3.org/TR/webdriver2/>).

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use hyper::Method;
use serde_json::{Value, json};

use crate::http;

/// How long something may take to appear in a page.
const PATIENCE: Duration = Duration::from_secs(20);

/// The member under which the protocol hands out an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A headless Chromium with one page.
pub(crate) struct Browser {
    driver_address: SocketAddr,
    session: String,
    driver: Child,
    _profile: tempfile::TempDir,
}

impl Browser {
    pub(crate) async fn start() -> Self {
        let profile = tempfile::tempdir().expect("a temporary folder can be made");
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("`chromedriver` can be run; `scripts/test` installs it");
        let mut lines = BufReader::new(driver.stdout.take().expect("it is piped")).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let port = port.expect("`chromedriver` says where it listens");
        // Somebody has to read what else it says.
        thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        let profile_argument = format!("--user-data-dir={}", profile.path().display());
        // Without a sandbox of its own it runs in a container too; the page is ours.
        let arguments = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", &profile_argument];
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": { "args": arguments },
            "timeouts": { "implicit": u64::try_from(PATIENCE.as_millis()).expect("few") },
        } } });
        let driver_address = (Ipv4Addr::LOCALHOST, port).into();
        let mut browser = Self { driver_address, session: String::new(), driver, _profile: profile };
        let session = browser.command(Method::POST, "/session", Some(&wanted)).await;
        browser.session = format!("/session/{}", session["sessionId"].as_str().expect("a session"));
        browser
    }

    pub(crate) async fn open(&self, url: &str) {
        self.run("/url", &json!({ "url": url })).await;
    }

    pub(crate) async fn reload(&self) {
        self.run("/refresh", &json!({})).await;
    }

    /// Waits until the page has such an element. It is named by an `XPath`.
    pub(crate) async fn wait_for(&self, path: &str) {
        self.find(path).await;
    }

    pub(crate) async fn click(&self, path: &str) {
        let element = self.find(path).await;
        self.run(&format!("/element/{element}/click"), &json!({})).await;
    }

    /// Types into the field of that name.
    pub(crate) async fn fill(&self, field: &str, text: &str) {
        let element = self.find(&format!("//input[@name='{field}']")).await;
        self.run(&format!("/element/{element}/clear"), &json!({})).await;
        self.run(&format!("/element/{element}/value"), &json!({ "text": text })).await;
    }

    async fn find(&self, path: &str) -> String {
        let element = self.run("/element", &json!({ "using": "xpath", "value": path })).await;
        element[ELEMENT].as_str().expect("an element").to_owned()
    }

    async fn run(&self, path: &str, parameters: &Value) -> Value {
        self.command(Method::POST, &format!("{}{path}", self.session), Some(parameters)).await
    }

    async fn command(&self, method: Method, path: &str, parameters: Option<&Value>) -> Value {
        let body = parameters.map(Value::to_string);
        http::send(self.driver_address, method, path, body).await.ok(200)["value"].take()
    }

    /// Ends the browser as well: dropped, it only ends its driver.
    pub(crate) async fn close(self) {
        self.command(Method::DELETE, &self.session, None).await;
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
