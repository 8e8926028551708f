//! The laws of migrations, on every database: one that was migrated step by step has the same schema as one that was created
//! at once, the rows that were put in before are still there, and afterwards there is nothing left to do.
//!
//! - [`versions`]: the folders of `tests/laws`, each a history of schemas, through the command line
//! - [`goldens`]: every case of `tests/golden`, through the library
//! - [`pairs`]: random pairs of schemas, and those of `tests/corpus` that once broke a law
//! - [`live`]: what is read from a database that somebody else wrote or changed, `tests/live`

mod goldens;
mod live;
mod pairs;
mod project;
mod rows;
mod since;
mod versions;

use libtest_mimic::{Arguments, Trial};

fn main() {
    let trials: Vec<Trial> = [versions::trials(), goldens::trials(), live::trials(), pairs::trials()]
        .into_iter()
        .flatten()
        .collect();
    let mut arguments = Arguments::from_args();
    // Most of the time is spent on waiting for the servers.
    arguments.test_threads.get_or_insert(8);
    libtest_mimic::run(&arguments, trials).exit();
}
