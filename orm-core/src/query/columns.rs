//! Lists of columns of one table.

use crate::schema::{Col, Source};
use crate::types::Field;

/// Columns of `T`, a table or a named query: one, or a tuple of up to 8.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of columns of `{T}`",
    label = "expected a column of `{T}`, or a tuple of them"
)]
pub trait Columns<T> {
    /// Puts their names into `names`.
    fn names(self, names: &mut Vec<&'static str>);
}

#[diagnostic::do_not_recommend]
impl<T: Source, F: Field> Columns<T> for Col<T, F> {
    fn names(self, names: &mut Vec<&'static str>) {
        names.push(self.name());
    }
}

macro_rules! tuple {
    ($($C:ident)*) => {
        impl<T: Source, $($C: Columns<T>),*> Columns<T> for ($($C,)*) {
            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn names(self, names: &mut Vec<&'static str>) {
                let ($($C,)*) = self;
                $($C.names(names);)*
            }
        }
    };
}

tuple!(A);
tuple!(A B);
tuple!(A B C);
tuple!(A B C D);
tuple!(A B C D E);
tuple!(A B C D E F);
tuple!(A B C D E F G);
tuple!(A B C D E F G H);
