//! Rows with what was loaded of their relations.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::Relation;

/// What was loaded of the relation `R`, and of those before it.
pub struct Loaded<R, V, Rest = ()> {
    value: V,
    rest: Rest,
    relation: PhantomData<fn() -> R>,
}

impl<R, V, Rest> Loaded<R, V, Rest> {
    pub(crate) fn new(value: V, rest: Rest) -> Self {
        Self { value, rest, relation: PhantomData }
    }

    /// The rows of the relation that was loaded last, and the others.
    pub fn into_parts(self) -> (V, Rest) {
        (self.value, self.rest)
    }
}

impl<R, V: Clone, Rest: Clone> Clone for Loaded<R, V, Rest> {
    fn clone(&self) -> Self {
        Self::new(self.value.clone(), self.rest.clone())
    }
}

/// The relation was loaded last.
pub enum Here {}

/// The relation was loaded before another one, at the place `I` among those.
pub struct Before<I>(PhantomData<I>);

/// The relation `R` is among what was loaded. `I` is inferred: where.
#[diagnostic::on_unimplemented(
    message = "relation `{R}` was not loaded by this query",
    label = "not loaded",
    note = "add `.with(..)` for it to the query that reads these rows"
)]
pub trait Holds<R, I> {
    /// Its rows.
    type Rows;

    /// Its rows.
    fn rows(&self) -> &Self::Rows;
}

#[diagnostic::do_not_recommend]
impl<R, V, Rest> Holds<R, Here> for Loaded<R, V, Rest> {
    type Rows = V;

    fn rows(&self) -> &V {
        &self.value
    }
}

#[diagnostic::do_not_recommend]
impl<R, Last, V, Rest: Holds<R, I>, I> Holds<R, Before<I>> for Loaded<Last, V, Rest> {
    type Rows = Rest::Rows;

    fn rows(&self) -> &Rest::Rows {
        self.rest.rows()
    }
}

/// A row with what was loaded of its relations; the inside of the generated `ProjectWith`. In JSON the relations stand
/// beside the fields of the row.
#[derive(Clone, serde::Serialize)]
pub struct With<T, W> {
    #[serde(flatten)]
    row: T,
    #[serde(flatten, bound(serialize = "W: Entries"), serialize_with = "entries")]
    relations: W,
}

impl<T, W> With<T, W> {
    /// Puts the two together.
    pub fn new(row: T, relations: W) -> Self {
        Self { row, relations }
    }

    /// What was loaded of the relation `R`.
    pub fn rows<R, I>(&self) -> &W::Rows
    where
        W: Holds<R, I>,
    {
        self.relations.rows()
    }

    /// The row, and what was loaded.
    pub fn into_parts(self) -> (T, W) {
        (self.row, self.relations)
    }
}

impl<T, W> Deref for With<T, W> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.row
    }
}

impl<T: fmt::Debug, W: Shown> fmt::Debug for With<T, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("With");
        shown.field("row", &self.row);
        self.relations.show(&mut shown);
        shown.finish()
    }
}

/// What was loaded, as fields of a `Debug` output in the order of the query.
pub trait Shown {
    /// Writes them.
    fn show(&self, shown: &mut fmt::DebugStruct<'_, '_>);
}

impl Shown for () {
    fn show(&self, _shown: &mut fmt::DebugStruct<'_, '_>) {}
}

impl<R: Relation, V: fmt::Debug, Rest: Shown> Shown for Loaded<R, V, Rest> {
    fn show(&self, shown: &mut fmt::DebugStruct<'_, '_>) {
        self.rest.show(shown);
        shown.field(R::LINK.name, &self.value);
    }
}

/// What was loaded, as entries of a JSON object in the order of the query.
pub trait Entries {
    /// Writes them.
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;
}

impl Entries for () {
    fn write<M: SerializeMap>(&self, _map: &mut M) -> Result<(), M::Error> {
        Ok(())
    }
}

impl<R: Relation, V: Serialize, Rest: Entries> Entries for Loaded<R, V, Rest> {
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.rest.write(map)?;
        map.serialize_entry(R::LINK.name, &self.value)
    }
}

fn entries<W: Entries, S: Serializer>(relations: &W, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    relations.write(&mut map)?;
    map.end()
}
