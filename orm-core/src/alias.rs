//! A second name for a table.

/// Declares a second source over a table, for queries that read it twice: `alias!(pub Boss = User as "boss")`.
///
/// `Boss.name` are its columns, `Boss::table` is its handle; its rows are those of the table.
///
/// ```
/// # use orm_core::doc::*;
/// use orm_core::alias;
///
/// alias!(Author = User as "author");
///
/// let query = Post::query().join(Author::table, Author.id.eq(Post::author_id)).select((Post::title, Author.name));
/// assert_eq!(
///     query.sql(Sqlite).text,
///     r#"select "posts"."title", "author"."name" from "posts" "#.to_owned()
///         + r#"join "users" as "author" on "author"."id" = "posts"."author_id""#,
/// );
/// ```
#[macro_export]
macro_rules! alias {
    ($(#[$attribute:meta])* $visibility:vis $name:ident = $table:ty as $alias:literal) => {
        $(#[$attribute])*
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
        $visibility struct $name;

        impl $crate::__private::Source for $name {
            type Table = $table;
            const ALIAS: &'static str = $alias;
        }

        #[allow(non_upper_case_globals, dead_code, reason = "a handle reads like a column and may not be used")]
        impl $name {
            /// The alias as a whole, for joins and select lists.
            $visibility const table: $crate::__private::Tbl<$name> = $crate::__private::Tbl::new();
        }

        impl ::core::ops::Deref for $name {
            type Target = <$table as $crate::__private::HasColumns>::Columns<$name>;

            fn deref(&self) -> &Self::Target {
                static COLUMNS: ::std::sync::LazyLock<<$table as $crate::__private::HasColumns>::Columns<$name>> =
                    ::std::sync::LazyLock::new(<$table as $crate::__private::HasColumns>::columns::<$name>);
                &COLUMNS
            }
        }
    };
}
