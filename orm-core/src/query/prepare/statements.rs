//! The statements that can be prepared, and what they become.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

use super::super::{
    Compound, Decode, Delete, Insert, Links, Loads, Restricted, Returning, Select, Update, add_links,
};
use crate::ast::{self, Change};
use crate::dialect::Database;
use crate::expr::Sql;
use crate::schema::{Table, TableMeta};
use crate::sql::{self, Template};

/// A statement that [`prepare`](super::prepare) takes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a statement that can be prepared",
    label = "expected a query, an insert, update or delete, or `sql(..)`",
    note = "prepare the statement itself, without `.all(..)` or another method that runs it; an update or delete needs a filter"
)]
pub trait Preparable {
    /// What it becomes, with parameters of the types `P`.
    type Prepared<P>;

    /// Writes its text.
    fn prepared<P>(self) -> Self::Prepared<P>;
}

/// A query of the database `D` with parameters of the types `P`, which yields `Row`s with the relations `L`. Made by
/// [`prepare`](super::prepare).
#[cfg_attr(not(feature = "exec"), expect(dead_code, reason = "statements are run on a database"))]
pub struct PreparedQuery<D, P, Row, L = ()> {
    pub(in crate::query) template: Template,
    /// For the statements of a few rows or none, which not all ask for.
    pub(in crate::query) ast: Arc<ast::Select>,
    #[cfg_attr(not(feature = "exec"), expect(dead_code, reason = "read when it is run"))]
    pub(in crate::query) first: OnceLock<Template>,
    #[cfg_attr(not(feature = "exec"), expect(dead_code, reason = "read when it is run"))]
    pub(in crate::query) count: OnceLock<Template>,
    #[cfg_attr(not(feature = "exec"), expect(dead_code, reason = "read when it is run"))]
    pub(in crate::query) exists: OnceLock<Template>,
    pub(in crate::query) decode: Decode<Row>,
    pub(in crate::query) loads: L,
    pub(in crate::query) links: Links,
    marker: PhantomData<fn() -> (D, P)>,
}

/// An insert, update or delete of the database `D` with parameters of the types `P`. Made by [`prepare`](super::prepare).
#[cfg_attr(not(feature = "exec"), expect(dead_code, reason = "statements are run on a database"))]
pub struct PreparedChange<D, P> {
    pub(in crate::query) templates: Vec<Template>,
    pub(in crate::query) table: &'static TableMeta,
    pub(in crate::query) expects_version: bool,
    marker: PhantomData<fn() -> (D, P)>,
}

/// An insert, update or delete with parameters of the types `P` that hands back rows. Made by [`prepare`](super::prepare).
#[cfg_attr(not(feature = "exec"), expect(dead_code, reason = "statements are run on a database"))]
pub struct PreparedReturning<D, P, Row> {
    pub(in crate::query) change: PreparedChange<D, P>,
    pub(in crate::query) decode: Decode<Row>,
}

/// SQL in the user's own words with parameters of the types `P`, for any database. Made by [`prepare`](super::prepare).
pub struct PreparedSql<P> {
    raw: ast::Raw,
    postgres: OnceLock<Template>,
    mysql: OnceLock<Template>,
    sqlite: OnceLock<Template>,
    marker: PhantomData<fn() -> P>,
}

impl<D: Database, Sc, Row, L: Loads<D, Row>> Preparable for Select<D, Sc, Row, L> {
    type Prepared<P> = PreparedQuery<D, P, Row, L>;

    fn prepared<P>(self) -> PreparedQuery<D, P, Row, L> {
        let Self { ast, decode, loads, .. } = self;
        let (template, links) = template::<D, Row, L>((*ast).clone(), &loads);
        PreparedQuery {
            template,
            ast: Arc::new(*ast),
            first: OnceLock::new(),
            count: OnceLock::new(),
            exists: OnceLock::new(),
            decode,
            loads,
            links,
            marker: PhantomData,
        }
    }
}

/// A query as a template, and the keys of its relations.
pub(in crate::query) fn template<D: Database, Row, L: Loads<D, Row>>(
    mut select: ast::Select,
    loads: &L,
) -> (Template, Links) {
    let mut links = Vec::new();
    loads.links(&mut links);
    let links = add_links(&mut select, &links);
    (Template::new(D::DIALECT, sql::select(D::DIALECT, select)), links)
}

impl<D: Database, Sc, Row: Send> Preparable for Compound<D, Sc, Row> {
    type Prepared<P> = PreparedQuery<D, P, Row>;

    fn prepared<P>(self) -> PreparedQuery<D, P, Row> {
        self.whole.prepared()
    }
}

impl<D: Database, T: Table, K> Preparable for Insert<D, T, K> {
    type Prepared<P> = PreparedChange<D, P>;

    fn prepared<P>(self) -> PreparedChange<D, P> {
        PreparedChange::new(Change::Insert(self.ast))
    }
}

impl<D: Database, T: Table, R: Restricted, Sc> Preparable for Update<D, T, R, Sc> {
    type Prepared<P> = PreparedChange<D, P>;

    fn prepared<P>(self) -> PreparedChange<D, P> {
        PreparedChange::new(Change::Update(self.ast))
    }
}

impl<D: Database, T: Table, R: Restricted, Sc> Preparable for Delete<D, T, R, Sc> {
    type Prepared<P> = PreparedChange<D, P>;

    fn prepared<P>(self) -> PreparedChange<D, P> {
        PreparedChange::new(Change::Delete(self.ast))
    }
}

impl<D: Database, Row> Preparable for Returning<D, Row> {
    type Prepared<P> = PreparedReturning<D, P, Row>;

    fn prepared<P>(self) -> PreparedReturning<D, P, Row> {
        PreparedReturning { change: PreparedChange::new(self.change), decode: self.decode }
    }
}

impl<U> Preparable for Sql<U> {
    type Prepared<P> = PreparedSql<P>;

    fn prepared<P>(self) -> PreparedSql<P> {
        let (postgres, mysql, sqlite) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        PreparedSql { raw: self.into_raw(), postgres, mysql, sqlite, marker: PhantomData }
    }
}

impl<D, P, Row, L> PreparedQuery<D, P, Row, L> {
    /// The SQL text of all rows: of a query with relations, that of the first statement.
    pub fn text(&self) -> &str {
        self.template.text()
    }
}

impl<D: Database, P> PreparedChange<D, P> {
    fn new(change: Change) -> Self {
        let (table, expects_version) = (change.table(), change.expects_version());
        let statements = sql::change(D::DIALECT, change);
        let templates =
            statements.into_iter().map(|statement| Template::new(D::DIALECT, statement)).collect();
        Self { templates, table, expects_version, marker: PhantomData }
    }

    /// The SQL text; of an insert of many rows the last one, and empty when there is nothing to do.
    pub fn text(&self) -> &str {
        self.templates.last().map_or("", Template::text)
    }
}

impl<D: Database, P, Row> PreparedReturning<D, P, Row> {
    /// The SQL text.
    pub fn text(&self) -> &str {
        self.change.text()
    }
}

impl<P> PreparedSql<P> {
    /// The SQL text for a database.
    pub fn text<D: Database>(&self, _database: D) -> &str {
        self.template::<D>().text()
    }

    pub(in crate::query) fn template<D: Database>(&self) -> &Template {
        let of_dialect = match D::DIALECT {
            orm_schema::Dialect::Postgres => &self.postgres,
            orm_schema::Dialect::Mysql => &self.mysql,
            orm_schema::Dialect::Sqlite => &self.sqlite,
        };
        of_dialect.get_or_init(|| Template::new(D::DIALECT, sql::raw(D::DIALECT, self.raw.clone())))
    }
}

impl<D, P, Row, L> fmt::Debug for PreparedQuery<D, P, Row, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PreparedQuery").field(&self.text()).finish()
    }
}

impl<D: Database, P> fmt::Debug for PreparedChange<D, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PreparedChange").field(&self.text()).finish()
    }
}

impl<D: Database, P, Row> fmt::Debug for PreparedReturning<D, P, Row> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PreparedReturning").field(&self.text()).finish()
    }
}

impl<P> fmt::Debug for PreparedSql<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PreparedSql").field(&self.raw).finish()
    }
}
