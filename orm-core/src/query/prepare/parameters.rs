//! Closures that build a statement out of parameters.

use crate::expr::Param;

/// A closure of up to 12 parameters that returns a statement. `P` is the tuple of their types.
#[diagnostic::on_unimplemented(
    message = "this closure does not build a statement out of parameters",
    label = "expected a closure like `|id: Param<i32>| User::query().filter(User::id.eq(id))`",
    note = "each parameter is written with its type, `Param<..>`, and there are at most 12"
)]
pub trait Parameterized<P> {
    /// What it builds.
    type Statement;

    /// Builds it.
    fn build(self) -> Self::Statement;
}

macro_rules! closures {
    ($($T:ident $position:literal)*) => {
        #[diagnostic::do_not_recommend]
        impl<F: FnOnce($(Param<$T>),*) -> S, S, $($T),*> Parameterized<($($T,)*)> for F {
            type Statement = S;

            fn build(self) -> S {
                self($(Param::<$T>::new($position)),*)
            }
        }
    };
}

closures!();
closures!(A 0);
closures!(A 0 B 1);
closures!(A 0 B 1 C 2);
closures!(A 0 B 1 C 2 D 3);
closures!(A 0 B 1 C 2 D 3 E 4);
closures!(A 0 B 1 C 2 D 3 E 4 G 5);
closures!(A 0 B 1 C 2 D 3 E 4 G 5 H 6);
closures!(A 0 B 1 C 2 D 3 E 4 G 5 H 6 I 7);
closures!(A 0 B 1 C 2 D 3 E 4 G 5 H 6 I 7 J 8);
closures!(A 0 B 1 C 2 D 3 E 4 G 5 H 6 I 7 J 8 K 9);
closures!(A 0 B 1 C 2 D 3 E 4 G 5 H 6 I 7 J 8 K 9 L 10);
closures!(A 0 B 1 C 2 D 3 E 4 G 5 H 6 I 7 J 8 K 9 L 10 M 11);
