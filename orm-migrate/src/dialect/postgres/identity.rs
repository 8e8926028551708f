//! Identities without what the database would choose anyway.

use orm_schema::SqlType;
use orm_schema::model::IdentityDef;

/// `identity` of a column of type `ty` without options that are the default.
/// <https://www.postgresql.org/docs/17/sql-createsequence.html>
pub(crate) fn simplified(ty: &SqlType, identity: &IdentityDef) -> IdentityDef {
    let IdentityDef { is_always, start, increment, min, max, cache, cycle } = *identity;
    let goes_up = increment.is_none_or(|step| step > 0);
    let (smallest, largest) = if goes_up { (1, limits(ty).1) } else { (limits(ty).0, -1) };
    let first = if goes_up { min.unwrap_or(smallest) } else { max.unwrap_or(largest) };
    IdentityDef {
        is_always,
        start: start.filter(|&value| value != first),
        increment: increment.filter(|&step| step != 1),
        min: min.filter(|&value| value != smallest),
        max: max.filter(|&value| value != largest),
        cache: cache.filter(|&count| count != 1),
        cycle,
    }
}

/// Is it what a column gets that is only told to count up?
#[cfg(feature = "introspect")]
pub(crate) fn is_plain(identity: &IdentityDef) -> bool {
    let IdentityDef { is_always, start, increment, min, max, cache, cycle } = identity;
    !is_always && !cycle && [start, increment, min, max, cache].iter().all(|option| option.is_none())
}

const fn limits(ty: &SqlType) -> (i64, i64) {
    match ty {
        SqlType::TinyInt | SqlType::SmallInt | SqlType::UnsignedTinyInt => (i16::MIN as i64, i16::MAX as i64),
        SqlType::Int | SqlType::UnsignedSmallInt => (i32::MIN as i64, i32::MAX as i64),
        _ => (i64::MIN, i64::MAX),
    }
}
