//! Identities without what the database would choose anyway.

use orm_schema::SqlType;
use orm_schema::model::IdentityDef;
#[cfg(feature = "introspect")]
use orm_schema::model::IdentityKind;

/// `identity` of a column of type `ty` without options that are the default.
/// <https://www.postgresql.org/docs/17/sql-createsequence.html>
pub(crate) fn simplified(ty: &SqlType, identity: &IdentityDef) -> IdentityDef {
    let IdentityDef { kind, start, increment, min, max, cache, cycle } = *identity;
    let goes_up = increment.is_none_or(|step| step > 0);
    let (smallest, largest) = if goes_up { (1, limits(ty).1) } else { (limits(ty).0, -1) };
    let first = if goes_up { min.unwrap_or(smallest) } else { max.unwrap_or(largest) };
    IdentityDef {
        kind,
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
    identity.kind == IdentityKind::ByDefault && has_no_options(identity)
}

/// Does the sequence of a serial column of type `ty` count as one that is made with it? One that reaches beyond the column, as
/// those of version 9 do, ends where the column ends.
#[cfg(feature = "introspect")]
pub(crate) fn is_of_serial(ty: &SqlType, identity: &IdentityDef) -> bool {
    let max = identity.max.map(|max| max.min(limits(ty).1));
    has_no_options(&simplified(ty, &IdentityDef { max, ..identity.clone() }))
}

#[cfg(feature = "introspect")]
fn has_no_options(identity: &IdentityDef) -> bool {
    let IdentityDef { kind: _, start, increment, min, max, cache, cycle } = identity;
    !cycle && [start, increment, min, max, cache].iter().all(|option| option.is_none())
}

const fn limits(ty: &SqlType) -> (i64, i64) {
    match ty {
        SqlType::TinyInt | SqlType::SmallInt | SqlType::UnsignedTinyInt => (i16::MIN as i64, i16::MAX as i64),
        SqlType::Int | SqlType::UnsignedSmallInt => (i32::MIN as i64, i32::MAX as i64),
        _ => (i64::MIN, i64::MAX),
    }
}
