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
        let columns = <$($table)::+ as $crate::__private::Table>::handles::<$($table)::+>();
        let mut slots = $crate::__private::Slots::of::<<$($table)::+ as $crate::__private::Table>::New>();
        $(slots.give(columns.$field, ::core::stringify!($field), $crate::__field_value!($field $(: $value)?));)*
        slots.build::<<$($table)::+ as $crate::__private::Table>::New>()
    }};
}

/// A row to insert whose values may be parameters of a prepared statement: `row!(Project { owner_id: owner, name: "A" })`.
///
/// As [`new!`](crate::new): fields that the database can fill in may be left out, and that all others are given is checked
/// at compile time. It is no model, so nothing is validated, and a default that Rust computes is left out: give the field.
///
/// ```
/// # use orm_core::doc::*;
/// let insert = prepare(|name: Param<String>, age: Param<Option<i32>>| User::insert(row!(User { name, age })));
/// let insert: PreparedChange<Postgres, (String, Option<i32>)> = insert;
/// assert_eq!(insert.text(), r#"insert into "users" ("name", "age") values ($1, $2)"#);
/// ```
#[cfg(feature = "models")]
#[macro_export]
macro_rules! row {
    ($($table:ident)::+ { $($field:ident $(: $value:expr)?),* $(,)? }) => {{
        const _: () = $crate::__private::check_given(
            <<$($table)::+ as $crate::__private::Table>::New as $crate::__private::FromSlots>::MODEL,
            ::core::stringify!($($table)::+),
            &[$(::core::stringify!($field)),*],
        );
        let columns = <$($table)::+ as $crate::__private::Table>::handles::<$($table)::+>();
        let mut row = $crate::__private::Row::<$($table)::+>::new();
        $(row.set(columns.$field, $crate::__field_value!($field $(: $value)?));)*
        row
    }};
}

/// The value of a field of `new!` and `row!`: the expression behind it, or the variable of its name.
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

/// The traits of a row with its relations that only pass on what is inside. A macro, because the bounds are about the types
/// inside and hold for some tables only.
#[doc(hidden)]
#[macro_export]
macro_rules! loaded_row {
    ($row:ident, $with:ident) => {
        impl<W> ::core::ops::Deref for $with<W> {
            type Target = $row;
            fn deref(&self) -> &$row {
                &self.0
            }
        }
        impl $crate::__private::Related for $row {
            type With<W> = $with<W>;
            fn with_relations<W>(self, relations: W) -> $with<W> {
                $with($crate::__private::With::new(self, relations))
            }
        }
        impl<W> ::core::fmt::Debug for $with<W>
        where
            $crate::__private::With<$row, W>: ::core::fmt::Debug,
        {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                self.0.fmt(f)
            }
        }
        impl<W> ::core::clone::Clone for $with<W>
        where
            $crate::__private::With<$row, W>: ::core::clone::Clone,
        {
            fn clone(&self) -> Self {
                Self(self.0.clone())
            }
        }
        impl<W> $crate::__private::Serialize for $with<W>
        where
            $crate::__private::With<$row, W>: $crate::__private::Serialize,
        {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }
    };
}

/// SQL in your own words with columns, expressions and values in braces: `sql!("lower({User::name}) = {name}")`. It is an
/// [`Sql`](crate::expr::Sql), like what [`sql()`](crate::expr::sql) makes of text.
///
/// A column is quoted and qualified, and its source must be in the scope of the query; a value is bound. `{{` is a brace of
/// SQL. The text is looked over when it is compiled: brackets and quotes are closed, and placeholders, a second statement,
/// comments, braces and backslashes in quotes are errors. A `?` is an operator on PostgreSQL; elsewhere it is a placeholder
/// without a value, which is an error when it runs.
///
/// ```
/// # use orm_core::doc::*;
/// let (name, least) = ("Ada", 18);
/// let query = User::query().filter(sql!("lower({User::name}) = lower({name}) and {User::age} > {least}").expr::<bool>());
/// assert_eq!(
///     query.select(User::id).sql(Postgres).text,
///     r#"select "users"."id" from "users" where lower("users"."name") = lower($1) and "users"."age" > $2"#,
/// );
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __sql {
    ($($text:tt)*) => {
        $crate::__private::sql_parts!($crate; $($text)*)
    };
}
