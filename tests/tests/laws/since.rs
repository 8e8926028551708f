//! Cases that ask for a newer PostgreSQL than the oldest that we promise. Their block `text since postgres` says which, and for what:
//! `15: NULLS NOT DISTINCT`. On an older server they are ignored, and why is printed.

use std::env;
use std::sync::LazyLock;

use libtest_mimic::Trial;
use orm_tests::database::Server;
use orm_tests::raw::Connection;
use tokio::runtime::Builder;

use crate::goldens::Case;

/// The version of the PostgreSQL server, if one is named and answers. Tests that need it fail otherwise, and say so.
static VERSION: LazyLock<Option<i64>> = LazyLock::new(|| {
    let url = env::var("ORM_TEST_POSTGRES_URL").ok()?;
    let runtime = Builder::new_current_thread().enable_all().build().ok()?;
    let query = "SELECT current_setting('server_version_num')::bigint / 10000".to_owned();
    let version = async { Connection::open(Server::Postgres, &url).await.numbers(&[query]).await };
    runtime.block_on(version).first().copied()
});

#[expect(clippy::print_stderr, reason = "what is left out is told")]
fn tell(text: &str) {
    eprintln!("{text}");
}

/// The trial, ignored on a server that is too old for the case.
pub(crate) fn trial(case: &Case, server: Server, trial: Trial) -> Trial {
    let Some(since) = case.blocks.get("since postgres").filter(|_| server == Server::Postgres) else {
        return trial;
    };
    let (version, feature) = since.split_once(": ").expect("`<version>: <what came with it>`");
    let version: i64 = version.parse().expect("a version of PostgreSQL");
    match *VERSION {
        Some(found) if found < version => {
            let name = trial.name();
            tell(&format!("ignored on PostgreSQL {found}: `{name}` needs version {version} ({feature})"));
            trial.with_ignored_flag(true)
        }
        _ => trial,
    }
}
