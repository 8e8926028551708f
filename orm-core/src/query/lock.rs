//! Row locks of a query.

use super::Select;
use crate::ast::{Lock, LockStrength, LockWait};
use crate::dialect::{Database, HasKeyLocks, HasRowLocks};
use crate::expr::InScope;
use crate::schema::{Source, Tbl};

impl<D: HasRowLocks, Sc, Row, L> Select<D, Sc, Row, L> {
    /// `for update`: nobody else locks or writes the rows until the end of the transaction. Not on SQLite.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let next = Post::query().order_by(Post::id).limit(1).select(Post::id).for_update().skip_locked();
    /// assert_eq!(
    ///     next.sql(Postgres).text,
    ///     r#"select "posts"."id" from "posts" order by "posts"."id" limit $1 for update skip locked"#,
    /// );
    /// ```
    pub fn for_update(self) -> Self {
        self.locked(LockStrength::Update)
    }

    /// `for share`: nobody else writes the rows until the end of the transaction. Not on SQLite. On MySQL it is
    /// `lock in share mode`, which MariaDB knows as well, unless an option follows.
    pub fn for_share(self) -> Self {
        self.locked(LockStrength::Share)
    }

    /// `for no key update`: as [`for_update`](Self::for_update), but others may insert rows that refer to these. PostgreSQL.
    pub fn for_no_key_update(self) -> Self
    where
        D: HasKeyLocks,
    {
        self.locked(LockStrength::NoKeyUpdate)
    }

    /// `for key share`: nobody else removes the rows or changes their keys. PostgreSQL.
    pub fn for_key_share(self) -> Self
    where
        D: HasKeyLocks,
    {
        self.locked(LockStrength::KeyShare)
    }

    /// `of table`: locks the rows of this source and not of the others; several calls name several. Locks for update unless
    /// another lock was chosen. MySQL has it since 8.0.1, MariaDB rejects it.
    pub fn lock_of<S: Source, P>(mut self, _source: Tbl<S>) -> Self
    where
        Sc: InScope<S, P>,
    {
        self.lock_mut().of.push(S::ALIAS);
        self
    }

    /// `skip locked`: leaves out rows that another transaction holds. Locks for update unless another lock was chosen.
    /// MariaDB has it since 10.6.
    pub fn skip_locked(mut self) -> Self {
        self.lock_mut().wait = LockWait::Skip;
        self
    }

    /// `nowait`: fails when another transaction holds a row. Locks for update unless another lock was chosen.
    pub fn no_wait(mut self) -> Self {
        self.lock_mut().wait = LockWait::Fail;
        self
    }

    fn locked(mut self, strength: LockStrength) -> Self {
        self.lock_mut().strength = strength;
        self
    }
}

impl<D: Database, Sc, Row, L> Select<D, Sc, Row, L> {
    fn lock_mut(&mut self) -> &mut Lock {
        self.ast.lock.get_or_insert_with(|| Lock::new(LockStrength::Update))
    }
}
