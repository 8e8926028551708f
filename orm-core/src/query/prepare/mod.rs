//! Prepared statements: SQL text written once, values later, both checked by the compiler.
//!
//! [`prepare`] hands a closure its parameters and takes the statement that it builds. What comes back is bound to arguments
//! for them, and then run like any other statement.

mod arguments;
mod bound;
mod parameters;
mod statements;
#[cfg(all(test, feature = "models"))]
mod tests;

pub use arguments::{Argument, Arguments};
pub use bound::Bound;
pub use parameters::Parameterized;
#[cfg(feature = "exec")]
pub(in crate::query) use statements::template;
pub use statements::{Preparable, PreparedChange, PreparedQuery, PreparedReturning, PreparedSql};

/// Writes the text of a statement once: the closure builds it with parameters in place of values. The result is run any number
/// of times, with arguments for them: `by_age.bind((18, 20)).all(&db)`.
///
/// A parameter stands where a value of its type may: in conditions, select lists, `.set(..)`, `.bind(..)` of raw SQL, `row!`
/// of an insert; a `Param<u64>` is a limit or an offset, a `Param<Vec<T>>` the list of an `.in_(..)`. Queries can be prepared,
/// set operations, inserts, updates, deletes, those with `.returning()`, and raw SQL; not what is several statements: pages,
/// `update_many`, inserts with relations.
///
/// ```
/// # use orm_core::doc::*;
/// let by_age = prepare(|age: Param<i32>, rows: Param<u64>| {
///     User::query().filter(User::age.ge(age)).order_by(User::id).limit(rows).select(User::name)
/// });
/// let by_age: PreparedQuery<Postgres, (i32, u64), String> = by_age;
/// assert_eq!(
///     by_age.text(),
///     r#"select "users"."name" from "users" where "users"."age" >= $1 order by "users"."id" limit $2"#,
/// );
/// ```
///
/// It is `Send` and `Sync` and has a type with a name, so it can be a field, or a static:
///
/// ```
/// # use orm_core::doc::*;
/// use std::sync::LazyLock;
///
/// static BY_NAME: LazyLock<PreparedQuery<Sqlite, (String,), User>> =
///     LazyLock::new(|| prepare(|name: Param<String>| User::query().filter(User::name.eq(name))));
///
/// # #[cfg(feature = "sqlite")]
/// async fn find(db: &Db<Sqlite>, name: &str) -> Result<Option<User>, orm_core::Error> {
///     BY_NAME.bind(name).optional(db).await
/// }
/// ```
///
/// A query with relations is prepared with them, and its parameters may stand in the relations too. The text of the first
/// statement is written once, those of the relations at each run.
///
/// ```
/// # use orm_core::doc::*;
/// # #[cfg(feature = "sqlite")]
/// # async fn run(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
/// let with_posts = prepare(|age: Param<i32>, titles: Param<Vec<String>>| {
///     let posts = User::posts().filter(Post::title.in_(titles)).order_by(Post::id);
///     User::query().filter(User::age.ge(age)).with(posts)
/// });
/// for user in with_posts.bind((18, ["Notes".to_owned()])).all(db).await? {
///     println!("{}: {}", user.name, user.posts().len());
/// }
/// # Ok(())
/// # }
/// ```
///
/// Running it copies no text. A list on MySQL, and on SQLite one of other values than integers and text, has as many
/// placeholders as values, so the text around it is written anew. A limit that is a parameter is bound on SQLite too, which
/// then plans the statement anew at each run: prefer a number there, `.limit(20)`. What is no parameter is part of the
/// statement: the values of `new!`, also those that Rust computes for it, are the same at every run, so insert `row!`.
///
/// An argument of another type, one too many or too few do not compile:
///
/// ```compile_fail
/// # use orm_core::doc::*;
/// # async fn run(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
/// let by_age = prepare(|age: Param<i32>| User::query().filter(User::age.ge(age)));
/// by_age.bind("old").all(db).await?; // this prepared statement takes `(i32,)`, not `&str`
/// # Ok(())
/// # }
/// ```
pub fn prepare<F, P>(statement: F) -> <F::Statement as Preparable>::Prepared<P>
where
    F: Parameterized<P, Statement: Preparable>,
{
    statement.build().prepared()
}
