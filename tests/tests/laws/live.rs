//! What is read from a live database. A case of `tests/live/*.md` declares a schema (`rust declared`) and says per database what
//! somebody wrote by hand: in place of what we would create (`sql by hand postgres`), or behind it (`sql then postgres`). What is
//! then found to differ, and what the model cannot hold, is listed in `text postgres`; without that block it is nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use libtest_mimic::Trial;
use orm_tests::database::{self, Server};
use orm_tests::{live, raw};

use crate::goldens::{Case, cases};

/// A test of each case for each database of which it speaks.
pub(crate) fn trials() -> Vec<Trial> {
    let mut files: Vec<PathBuf> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("live"))
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let mut trials = Vec::new();
    for case in files.iter().flat_map(|path| cases(path)).map(Arc::new) {
        for server in Server::ALL {
            let name = live::dialect_of(server).name();
            let is_told =
                ["by hand", "then"].iter().any(|kind| case.blocks.contains_key(&format!("{kind} {name}")));
            if is_told {
                let case = Arc::clone(&case);
                trials.push(Trial::test(format!("live::{}::{name}", case.name), move || {
                    check(&case, server, name);
                    Ok(())
                }));
            }
        }
    }
    trials
}

fn check(case: &Case, server: Server, name: &str) {
    let block = |kind: &str| case.blocks.get(kind).cloned();
    let declared = live::declared(server, &block("declared").expect("the case declares a schema"));
    database::run(server, async |url| {
        let created = match block(&format!("by hand {name}")) {
            Some(sql) => vec![sql],
            None => live::created(server, &declared),
        };
        raw::execute(server, &url, &created).await;
        if let Some(sql) = block(&format!("then {name}")) {
            assert_eq!(live::differences(&url, &declared).await, [""; 0], "as it was created");
            raw::execute(server, &url, &[sql]).await;
        }
        let mut found = live::differences(&url, &declared).await;
        let unmodelled = live::schema_as(&url, &declared).await.unmodelled;
        found.extend(unmodelled.iter().map(ToString::to_string));
        let found = found.join("\n");
        let expected = block(name).unwrap_or_default();
        assert!(found == expected, "--- expected\n{expected}\n--- found\n{found}");
    });
}
