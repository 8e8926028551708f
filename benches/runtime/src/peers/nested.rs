//! What the drivers leave to their user: rows of two levels put together.

/// Gives each parent its children. Both are sorted by the key of the parent.
pub fn nest<P, C>(parents: Vec<P>, children: Vec<C>, is_of: impl Fn(&C, &P) -> bool) -> Vec<(P, Vec<C>)> {
    let mut children = children.into_iter().peekable();
    parents
        .into_iter()
        .map(|parent| {
            let mut own = Vec::new();
            while let Some(child) = children.next_if(|child| is_of(child, &parent)) {
                own.push(child);
            }
            (parent, own)
        })
        .collect()
}

/// How many rows three levels hold.
pub fn size<U, P, C>(users: &[(U, Vec<(P, Vec<C>)>)]) -> i64 {
    let posts = users.iter().flat_map(|(_, posts)| posts);
    let below: usize = posts.map(|(_, comments)| 1 + comments.len()).sum();
    i64::try_from(users.len() + below).unwrap_or(0)
}
