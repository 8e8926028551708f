//! All that does not fit a type of serde's, which stops at the first thing.
//!
//! The value is read again with something that fits in the place of what did not, until nothing else is wrong. What stands in
//! fits wherever serde says what it asks for ([`Content::Fitting`]); a type with a form of its own, such as a date, refuses
//! that as well, and then the place is passed over ([`Content::Passed`]), as if it were not there.

use super::TypeError;
use super::content::Content;

/// How many errors are told of one value.
const MOST: usize = 100;

/// How many values may be looked at in all: reading again takes as long as reading.
const BUDGET: usize = 200_000;

/// What is wrong with `content`, the first of which is `first`. `read` reads it and hands back the first error.
pub(super) fn all(
    content: &Content,
    first: TypeError,
    read: impl Fn(&Content) -> Option<TypeError>,
) -> Vec<TypeError> {
    let mut mended = content.clone();
    let mut runs = BUDGET / content.count().max(1);
    let mut path = path_of(&first);
    let (mut found, mut places) = (vec![first], Vec::new());
    while found.len() < MOST && runs > 0 {
        runs -= 1;
        // The whole gives way when nothing inside of it can be told any more.
        let Some(depth @ 1..) = mend(&mut mended, &path) else { break };
        path.truncate(depth);
        places.push(path);
        let Some(error) = read(&mended) else { break };
        path = path_of(&error);
        // What is in a place that was mended was not sent, and what holds one cannot be judged any more.
        let is_mended = |place: &Vec<String>| place.starts_with(&path) || path.starts_with(place);
        if !places.iter().any(is_mended) {
            found.push(error);
        }
    }
    found
}

/// From the root inwards.
fn path_of(error: &TypeError) -> Vec<String> {
    error.reversed_path.iter().rev().cloned().collect()
}

/// Makes the place fit, or passes over it when it did not fit even so. When that is done already, what is around it gives
/// way. Says how deep on the path something was mended; `None` when all of it is passed over already.
fn mend(content: &mut Content, path: &[String]) -> Option<usize> {
    let inside = path.split_first().and_then(|(segment, rest)| match content {
        Content::Map(entries) => {
            if let Some(at) = entries.iter().position(|(key, _)| key == segment) {
                return mend(&mut entries[at].1, rest);
            }
            entries.push((segment.clone(), Content::Fitting));
            Some(0)
        }
        Content::List(items) => {
            let item = segment.parse().ok().and_then(|at: usize| items.get_mut(at));
            item.and_then(|item| mend(item, rest))
        }
        _ => None,
    });
    match (inside, &content) {
        (Some(depth), _) => return Some(depth + 1),
        (None, Content::Passed) => return None,
        (None, Content::Fitting) => *content = Content::Passed,
        (None, _) => *content = Content::Fitting,
    }
    Some(0)
}
