//! How sequences count: those of columns, and those that stand by themselves.

#[cfg(feature = "runner")]
use orm_schema::model::IdentityKind;
use orm_schema::model::{ColumnDef, IdentityDef, SequenceOptions};
use orm_schema::{Pair, SqlType};

use super::text;

/// `identity` of a column of type `ty` without options that are the default.
pub(crate) fn simplified(ty: &SqlType, identity: &IdentityDef) -> IdentityDef {
    IdentityDef { kind: identity.kind, options: identity.options.simplified(limits(ty)) }
}

/// Is it what a column gets that is only told to count up?
#[cfg(feature = "runner")]
pub(crate) fn is_plain(identity: &IdentityDef) -> bool {
    *identity == IdentityDef::plain(IdentityKind::ByDefault)
}

/// Does the sequence of a serial column of type `ty` count as one that is made with it? One that reaches beyond the column, as
/// those of version 9 do, ends where the column ends.
#[cfg(feature = "runner")]
pub(crate) fn is_of_serial(ty: &SqlType, identity: &IdentityDef) -> bool {
    let max = identity.options.max.map(|max| max.min(limits(ty).1));
    let options = SequenceOptions { max, ..identity.options };
    options.simplified(limits(ty)) == SequenceOptions::default()
}

/// The smallest and the largest value of a counter of this type.
pub(crate) const fn limits(ty: &SqlType) -> (i64, i64) {
    match ty {
        SqlType::TinyInt | SqlType::SmallInt | SqlType::UnsignedTinyInt => (i16::MIN as i64, i16::MAX as i64),
        SqlType::Int | SqlType::UnsignedSmallInt => (i32::MIN as i64, i32::MAX as i64),
        _ => (i64::MIN, i64::MAX),
    }
}

/// How a counter goes on that gets other options. The server refuses bounds that the counter does not stand between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Course {
    /// From where it is.
    On,
    /// From here, if it has not come so far: the bound that it starts from has moved.
    From(i64),
    /// From here: none of the values that it had is one of those that it may have.
    Anew(i64),
    /// From where it is, which is refused if that is beyond this new bound: it has given away all its values.
    UpTo(i64),
}

/// The course of the counter of columns of these types.
pub(crate) fn course(limits: Pair<(i64, i64)>, options: Pair<&SequenceOptions>) -> Course {
    let (previous, next) = (options.previous.bounds(limits.previous), options.next.bounds(limits.next));
    let near_to_far = |(min, max)| if options.next.counts_down() { (max, min) } else { (min, max) };
    let is_nearer =
        |bound: i64, than: i64| if options.next.counts_down() { bound > than } else { bound < than };
    let ((near, far), (next_near, next_far)) = (near_to_far(previous), near_to_far(next));
    let says_far = if options.next.counts_down() { options.next.min } else { options.next.max }.is_some();
    if next.1 < previous.0 || previous.1 < next.0 {
        Course::Anew(options.next.first(limits.next))
    } else if is_nearer(near, next_near) {
        Course::From(next_near)
    } else if says_far && is_nearer(next_far, far) {
        Course::UpTo(next_far)
    } else {
        Course::On
    }
}

/// The course of the counter of a column that counts before and after.
pub(crate) fn course_of_column(columns: Pair<&ColumnDef>) -> Option<Course> {
    let Pair { previous, next } = columns;
    let options =
        Pair { previous: &previous.identity.as_ref()?.options, next: &next.identity.as_ref()?.options };
    Some(course(Pair { previous: limits(&previous.ty), next: limits(&next.ty) }, options))
}

/// The options, or those that are not what they were, each as a clause. What is said no more is taken back.
pub(super) fn clauses(
    limits: Pair<(i64, i64)>,
    next: &SequenceOptions,
    previous: Option<&SequenceOptions>,
) -> Vec<String> {
    let none = SequenceOptions::default();
    let before = previous.unwrap_or(&none);
    let SequenceOptions { start: _, increment, min, max, cache, cycle } = *next;
    // The bounds that go without saying depend on the direction.
    let turns = before.counts_down() != next.counts_down();
    let first = next.first(limits.next);
    let starts_otherwise = match previous {
        Some(previous) => previous.first(limits.previous) != first,
        None => next.start.is_some(),
    };
    let bound = |word: &str, value: Option<i64>| {
        value.map_or_else(|| format!("NO {word}"), |value| format!("{word} {value}"))
    };
    let all = [
        (starts_otherwise, format!("START WITH {first}")),
        (before.increment != increment, format!("INCREMENT BY {}", increment.unwrap_or(1))),
        (turns && previous.is_some() || before.min != min, bound("MINVALUE", min)),
        (turns && previous.is_some() || before.max != max, bound("MAXVALUE", max)),
        (before.cache != cache, format!("CACHE {}", cache.unwrap_or(1))),
        (before.cycle != cycle, if cycle { "CYCLE" } else { "NO CYCLE" }.to_owned()),
    ];
    all.into_iter().filter_map(|(is_other, clause)| is_other.then_some(clause)).collect()
}

/// Sets the counter of `sequence` to `first`, unless it has come further.
pub(super) fn moved(sequence: &str, options: &SequenceOptions, first: i64) -> String {
    let is_before = if options.counts_down() { '>' } else { '<' };
    let counter = format!("{}::regclass", text(sequence));
    format!("SELECT setval({counter}, {first}, false) FROM {sequence} WHERE last_value {is_before} {first}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course_of(previous: SequenceOptions, next: SequenceOptions) -> Course {
        let limits = limits(&SqlType::Int);
        course(Pair { previous: limits, next: limits }, Pair { previous: &previous, next: &next })
    }

    #[test]
    fn a_counter_goes_on_inside_its_new_bounds() {
        let plain = SequenceOptions::default();
        let from = |min| SequenceOptions { min: Some(min), ..plain };
        let to = |max| SequenceOptions { max: Some(max), ..plain };
        let down = SequenceOptions { increment: Some(-1), ..plain };
        assert_eq!(course_of(plain, from(100)), Course::From(100));
        assert_eq!(course_of(from(100), plain), Course::On);
        assert_eq!(course_of(plain, to(100)), Course::UpTo(100));
        assert_eq!(course_of(to(100), plain), Course::On);
        assert_eq!(course_of(to(99), from(100)), Course::Anew(100));
        assert_eq!(course_of(plain, down), Course::Anew(-1));
        let below = SequenceOptions { max: Some(-100), ..down };
        assert_eq!(course_of(down, below), Course::From(-100));
        let above = SequenceOptions { min: Some(-100), ..down };
        assert_eq!(course_of(down, above), Course::UpTo(-100));
    }
}
