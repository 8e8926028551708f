//! Rows of values.

use crate::types::{Field, Value};

/// A row of values: a tuple of fields.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row of values",
    label = "expected a tuple of up to 12 values"
)]
pub trait RowValues {
    /// The values to bind.
    fn into_values(self) -> Vec<Value>;
}

macro_rules! tuple {
    ($($T:ident)*) => {
        impl<$($T: Field),*> RowValues for ($($T,)*) {
            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn into_values(self) -> Vec<Value> {
                let ($($T,)*) = self;
                vec![$($T.into_field_value()),*]
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
tuple!(A B C D E F G H I);
tuple!(A B C D E F G H I J);
tuple!(A B C D E F G H I J K);
tuple!(A B C D E F G H I J K L);
