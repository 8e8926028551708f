//! The same, said in another way: for each attribute how else it can be said, or why it cannot.

mod objects;
mod tables;

use orm_schema::SchemaDef;
use orm_schema::model::SequenceOptions;

use super::{Dialect, Mutation};

/// How else an attribute can be said.
pub(super) enum Spelling {
    /// It is said in one way only, because of this.
    Once(&'static str),
    /// Like this, which those databases take for a change that keep the text as it is.
    Otherwise(&'static str, &'static [Dialect], fn(&mut SchemaDef)),
}

use Spelling::{Once, Otherwise};

const NAME: Spelling = Once("a name, compared as it is");
const ONE_WORD: Spelling = Once("one of a few words, each of which means something else");
const TEXT: Spelling = Once("a text for people, compared as it is");
const ORDERED: Spelling = Once("names whose order means something");
const MADE_OF: Spelling = Once("made of attributes that are listed by themselves");
const ASKED: Spelling =
    Once("it asks something of the differ, which every change of it leaves to a mutation");

/// The spellings of the attributes of a definition. One that is not listed does not compile.
macro_rules! spellings {
    ($($def:ident { $($attribute:ident: [$($spelling:expr),+ $(,)?],)+ })+) => {{
        // Taken apart without `..`.
        $(let _: fn($def) = |def| { let $def { $($attribute: _,)+ } = def; };)+
        vec![$($((concat!(stringify!($def), ".", stringify!($attribute)), vec![$($spelling),+]),)+)+]
    }};
}

use spellings;

/// The name of an attribute, and its spellings.
type OfAttribute = (&'static str, Vec<Spelling>);

/// All options of a sequence, as they are when nothing is said.
fn counted_as_usual(max: i64) -> SequenceOptions {
    SequenceOptions {
        start: Some(1),
        increment: Some(1),
        min: Some(1),
        max: Some(max),
        cache: Some(1),
        cycle: false,
    }
}

pub(super) fn all() -> Vec<Mutation> {
    let listed = [
        tables::of_tables(),
        tables::of_columns(),
        tables::of_keys(),
        tables::of_indexes(),
        tables::of_the_rest(),
        objects::all(),
    ];
    let otherwise = |spelling: Spelling| match spelling {
        Otherwise(what, seen_by, respell) => Some((what, seen_by, respell)),
        Once(reason) => {
            assert!(!reason.is_empty(), "a reason says something");
            None
        }
    };
    listed.into_iter().flatten().flat_map(|(_, spellings)| spellings).filter_map(otherwise).collect()
}
