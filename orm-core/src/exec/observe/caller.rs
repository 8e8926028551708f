//! Where in the program a statement is run.

use std::backtrace::Backtrace;

/// The place in the code of the user from which the statement at hand is run, as `src/projects.rs:17:10`; `None` without
/// debug information. Walks the stack, so it is asked for once a warning.
pub(super) fn caller() -> Option<String> {
    first_of_user(&Backtrace::force_capture().to_string())
}

/// Where the sources of this crate are, as the compiler names them.
const OURS: &str = file!().split_at(file!().len() - "exec/observe/caller.rs".len()).0;

/// The place of the first frame that is neither ours nor of a library. A frame is a line `12: name` and a line `at place`; the
/// names are no help, since those of inlined functions lack their crate.
fn first_of_user(trace: &str) -> Option<String> {
    let places = trace.lines().filter_map(|line| line.trim().strip_prefix("at "));
    let place = places.into_iter().find(|place| !place.contains(OURS) && !is_of_library(place))?;
    Some(place.trim_start_matches("./").to_owned())
}

fn is_of_library(place: &str) -> bool {
    ["/rustc/", "/.cargo/", "/library/std/", "/library/core/", "\\.cargo\\"]
        .iter()
        .any(|part| place.contains(part))
}

#[cfg(test)]
mod tests {
    use super::first_of_user;

    #[test]
    fn the_first_frame_of_the_user_is_told() {
        let trace = "   0: orm_core::exec::observe::caller::caller\n             at ./orm-core/src/exec/observe/caller.rs:8:20\n   \
                     1: <core::pin::Pin<P> as core::future::future::Future>::poll\n             at /rustc/abc/library/core/src/future/future.rs:133:9\n   \
                     2: app::projects::list::{{closure}}\n             at ./src/projects.rs:17:10\n   \
                     3: main\n             at ./src/main.rs:3:1\n";
        assert_eq!(first_of_user(trace).as_deref(), Some("src/projects.rs:17:10"));
        assert_eq!(first_of_user("   0: main\n   1: start\n"), None);
    }
}
