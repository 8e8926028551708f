//! Texts that the server is asked about all at once, so that the number of statements does not grow with them. Where it refuses
//! something, each half is tried, and at last each text on its own.

use crate::runner::MigrateError;
use crate::runner::session::Session;

/// So many are made at once: a server holds a lock or a file for each.
const AT_ONCE: usize = 250;

/// What the server prints of `count` texts, by their numbers; `None` for what it refuses.
///
/// `print` gets some of the numbers and says what is printed for each, or `None` when the server refuses one of them.
pub(super) async fn prints<P>(
    session: &mut dyn Session,
    count: usize,
    print: P,
) -> Result<Vec<Option<String>>, MigrateError>
where
    P: AsyncFn(&mut dyn Session, &[usize]) -> Result<Option<Vec<(usize, String)>>, MigrateError>,
{
    let numbers: Vec<usize> = (0..count).collect();
    let mut waiting: Vec<&[usize]> = numbers.chunks(AT_ONCE).collect();
    let mut prints = vec![None; count];
    while let Some(asked) = waiting.pop() {
        match print(session, asked).await? {
            Some(found) => found.into_iter().for_each(|(number, print)| prints[number] = Some(print)),
            None if asked.len() > 1 => waiting.extend(<[_; 2]>::from(asked.split_at(asked.len() / 2))),
            None => {}
        }
    }
    Ok(prints)
}
