//! Wrong user code: every file of `tests/ui/` is compiled, and its errors are compared with what its comments expect.

use std::path::Path;

use libtest_mimic::{Arguments, Trial};
use orm_tests::ui::{self, Case};

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let trials = ui::cases(&folder)
        .into_iter()
        .map(|(name, path)| Trial::test(name, move || Case::read(path).check().map_err(Into::into)))
        .collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}
