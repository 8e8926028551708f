//! The macros that users write beside the derives.

/// Builds the insert model of a table: `new!(Project { owner_id, name: "A" })` is a `NewProject`.
///
/// Fields that the database can fill in may be left out; that all others are given is checked at compile time. A value is
/// of the type of the field, a `&str` for a `String`, and for an `Option` also what is in it.
///
/// ```
/// # use orm_core::doc::*;
/// let name = "ada";
/// let user: NewUser = new!(User { name, age: 36 });
/// assert_eq!((user.id, user.name.as_str(), user.age), (None, "ada", Some(36)));
/// ```
///
/// ```compile_fail
/// # use orm_core::doc::*;
/// let user = new!(User { age: 36 }); // missing required field `name` of `User`
/// ```
#[cfg(feature = "models")]
#[macro_export]
macro_rules! new {
    ($($table:ident)::+ { $($field:ident $(: $value:expr)?),* $(,)? }) => {{
        const _: () = $crate::__private::check_given(
            <<$($table)::+ as $crate::__private::Table>::New as $crate::__private::FromSlots>::MODEL,
            ::core::stringify!($($table)::+),
            &[$(::core::stringify!($field)),*],
        );
        let columns = <$($table)::+ as $crate::__private::Table>::columns::<$($table)::+>();
        let mut slots = $crate::__private::Slots::of::<<$($table)::+ as $crate::__private::Table>::New>();
        $(slots.give(columns.$field, ::core::stringify!($field), $crate::__field_value!($field $(: $value)?));)*
        slots.build::<<$($table)::+ as $crate::__private::Table>::New>()
    }};
}

/// The value of a field of `new!`: the expression behind it, or the variable of its name.
#[cfg(feature = "models")]
#[doc(hidden)]
#[macro_export]
macro_rules! __field_value {
    ($field:ident : $value:expr) => {
        $value
    };
    // A token keeps its place in the user's file, where an expression would be that of the whole macro.
    ($field:tt) => {
        $field
    };
}
