//! Two lists of things with names, side by side.

use orm_schema::Pair;

/// Two lists side by side.
pub(super) struct Listed<'a, T> {
    pub(super) dropped: Vec<&'a T>,
    pub(super) added: Vec<&'a T>,
    pub(super) renamed: Vec<Pair<&'a T>>,
}

/// Pairs what is equal, then what is equal but for a name that one side alone has.
pub(super) fn compare<T>(
    lists: Pair<&[T]>,
    name: impl Fn(&T) -> &str,
    is_same: impl Fn(Pair<&T>) -> bool,
) -> Listed<'_, T> {
    let mut listed = Listed { dropped: Vec::new(), added: Vec::new(), renamed: Vec::new() };
    let mut added: Vec<&T> = lists.next.iter().collect();
    for previous in lists.previous {
        let same =
            added.iter().position(|next| name(previous) == name(next) && is_same(Pair { previous, next }));
        match same {
            Some(at) => drop(added.remove(at)),
            None => listed.dropped.push(previous),
        }
    }
    let is_free = |names: &[T], wanted: &str| !names.iter().any(|other| name(other) == wanted);
    listed.dropped.retain(|previous| {
        let renamed = added.iter().position(|next| {
            is_free(lists.next, name(previous))
                && is_free(lists.previous, name(next))
                && is_same(Pair { previous, next })
        });
        if let Some(at) = renamed {
            listed.renamed.push(Pair { previous, next: added.remove(at) });
        }
        renamed.is_none()
    });
    listed.added = added;
    listed
}
