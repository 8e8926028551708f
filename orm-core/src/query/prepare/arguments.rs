//! What a prepared statement is run with.

use crate::types::{ArrayElement, ColumnType, Value};

/// The arguments for parameters of the types `P`: a tuple of a value for each, `(7, "Ada")`; for a single one the value alone,
/// and for none `()`.
#[diagnostic::on_unimplemented(
    message = "this prepared statement takes `{P}`, not `{Self}`",
    label = "expected `{P}`",
    note = "a tuple with a value for each parameter; of a single parameter, the value alone"
)]
pub trait Arguments<P> {
    /// The values by position.
    fn into_values(self) -> Vec<Value>;
}

/// An argument for a parameter of the type `T`: a value, a reference to one, `&str` for `String`, a slice or an array for a
/// `Vec`; for a parameter that may be NULL also an `Option`.
#[diagnostic::on_unimplemented(
    message = "a parameter of type `{T}` cannot be given `{Self}`",
    label = "expected a `{T}`",
    note = "the types of the parameters are written where the statement is prepared"
)]
pub trait Argument<T> {
    /// The value.
    fn into_argument(self) -> Value;
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> Argument<T> for T {
    fn into_argument(self) -> Value {
        self.into_value()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType + Clone> Argument<T> for &T {
    fn into_argument(self) -> Value {
        self.clone().into_value()
    }
}

#[diagnostic::do_not_recommend]
impl Argument<String> for &str {
    fn into_argument(self) -> Value {
        self.to_owned().into_value()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> Argument<Option<T>> for T {
    fn into_argument(self) -> Value {
        self.into_value()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> Argument<Option<T>> for Option<T> {
    fn into_argument(self) -> Value {
        self.map_or(Value::Null, T::into_value)
    }
}

#[diagnostic::do_not_recommend]
impl Argument<Option<String>> for &str {
    fn into_argument(self) -> Value {
        self.to_owned().into_value()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ArrayElement + Clone> Argument<Vec<T>> for &[T] {
    fn into_argument(self) -> Value {
        Value::array(self.iter().cloned())
    }
}

#[diagnostic::do_not_recommend]
impl<T: ArrayElement, const LENGTH: usize> Argument<Vec<T>> for [T; LENGTH] {
    fn into_argument(self) -> Value {
        Value::array(self)
    }
}

impl Arguments<()> for () {
    fn into_values(self) -> Vec<Value> {
        Vec::new()
    }
}

impl<A, X: Argument<A>> Arguments<(A,)> for X {
    fn into_values(self) -> Vec<Value> {
        vec![self.into_argument()]
    }
}

macro_rules! tuples {
    ($($T:ident $X:ident)*) => {
        impl<$($T, $X: Argument<$T>),*> Arguments<($($T,)*)> for ($($X,)*) {
            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn into_values(self) -> Vec<Value> {
                let ($($X,)*) = self;
                vec![$($X.into_argument()),*]
            }
        }
    };
}

tuples!(A XA B XB);
tuples!(A XA B XB C XC);
tuples!(A XA B XB C XC D XD);
tuples!(A XA B XB C XC D XD E XE);
tuples!(A XA B XB C XC D XD E XE F XF);
tuples!(A XA B XB C XC D XD E XE F XF G XG);
tuples!(A XA B XB C XC D XD E XE F XF G XG H XH);
tuples!(A XA B XB C XC D XD E XE F XF G XG H XH I XI);
tuples!(A XA B XB C XC D XD E XE F XF G XG H XH I XI J XJ);
tuples!(A XA B XB C XC D XD E XE F XF G XG H XH I XI J XJ K XK);
tuples!(A XA B XB C XC D XD E XE F XF G XG H XH I XI J XJ K XK L XL);
