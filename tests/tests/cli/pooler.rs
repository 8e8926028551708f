//! PgBouncer between the migrator and the server.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use orm_tests::database::{self, Server};
use orm_tests::project::{Project, Run};
use orm_tests::raw;
use tempfile::TempDir;

use crate::USERS;

/// A running PgBouncer; it ends with the test.
struct Pooler {
    process: Child,
    port: u16,
    _folder: TempDir,
}

impl Pooler {
    /// In front of the database at `url`, which it knows under the names `transaction` and `session`, each pooled in this way.
    fn before(url: &str) -> Self {
        let (user, place) =
            url.split_once("://").expect("a URL").1.split_once('@').expect("a URL with a user");
        let (user, password) = user.split_once(':').unwrap_or((user, ""));
        let (address, database) = place.split_once('/').expect("the URL names a database");
        let (host, port) = address.split_once(':').unwrap_or((address, "5432"));
        let database = database.split('?').next().unwrap_or_default();
        let password = if password.is_empty() { String::new() } else { format!(" password='{password}'") };
        let target = format!("host={host} port={port} dbname={database} user={user}{password}");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let own_port = listener.local_addr().expect("an address").port();
        drop(listener);
        let settings = format!(
            "[databases]\ntransaction = {target} pool_mode=transaction\nsession = {target} pool_mode=session\n\
             [pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {own_port}\nunix_socket_dir =\nauth_type = any\n\
             ignore_startup_parameters = extra_float_digits\n"
        );
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("pgbouncer.ini");
        fs::write(&file, settings).expect("a writable file");
        let pooler = Self { process: start(&file, folder.path()), port: own_port, _folder: folder };
        pooler.wait();
        pooler
    }

    fn wait(&self) {
        for _ in 0..500 {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("PgBouncer does not answer");
    }

    fn url(&self, mode: &str) -> String {
        format!("postgres://anybody@127.0.0.1:{}/{mode}?sslmode=disable", self.port)
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _gone = self.process.kill();
        let _status = self.process.wait();
    }
}

/// It does not run as root, who starts it as nobody.
fn start(settings: &Path, folder: &Path) -> Child {
    const NOBODY: u32 = 65534;
    let mut command = Command::new("pgbouncer");
    // Not on the path of everybody.
    let path = std::env::var("PATH").unwrap_or_default() + ":/usr/sbin";
    command.arg("--quiet").arg(settings).env("PATH", path);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let is_root = std::os::unix::fs::MetadataExt::uid(&fs::metadata(folder).expect("the folder")) == 0;
    if is_root {
        std::os::unix::fs::chown(folder, Some(NOBODY), Some(NOBODY)).expect("a folder to give away");
        command.uid(NOBODY).gid(NOBODY);
    }
    command.spawn().expect("pgbouncer is installed; scripts/test does that")
}

#[test]
fn a_pool_that_lends_sessions_between_statements_is_refused_and_one_of_whole_sessions_is_not() {
    database::run(Server::Postgres, async |url| {
        let pooler = Pooler::before(&url);
        let project = Project::with_database("postgres", &url, USERS);
        project.run(&["generate"]).exits_with(0);
        let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";

        for command in ["migrate", "push"] {
            let Run { stderr, .. } =
                project.run(&[command, "--url", &pooler.url("transaction")]).exits_with(1);
            assert!(stderr.starts_with("error: a pooler lends each statement another session"), "{stderr}");
            assert!(stderr.contains("\nhint: migrate past the pooler: "), "{stderr}");
            assert_eq!(raw::number(Server::Postgres, &url, tables).await, 0, "{command}");
        }
        project.run(&["migrate", "--url", &pooler.url("session")]).exits_with(0);
        assert_eq!(raw::number(Server::Postgres, &url, "SELECT count(*) FROM users").await, 0);
        // What reads needs no lock.
        project.run(&["check", "--database", "--url", &pooler.url("transaction")]).exits_with(0);
        project.run(&["status", "--url", &pooler.url("transaction")]).exits_with(0);
    });
}
