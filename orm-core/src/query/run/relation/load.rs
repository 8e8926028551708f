//! Rows with their relations, level by level.

use std::ops::ControlFlow;

use super::super::super::{Choice, Decode, Links, Loads, RelationQuery, add_links};
use super::super::{access, first, request};
use super::index::Index;
use super::key::Key;
use super::level::{Before, Told, level, most_keys};
use crate::ast;
use crate::dialect::Database;
use crate::error::{Error, ErrorKind};
use crate::exec::{Lease, Request};
use crate::schema::{ColumnMeta, Link, Relation, Shape};
use crate::sql;
use crate::types::{Cells, DecodeError, Field, Value};

/// The keys by which relations are found: for each relation those of all rows; `None` for a row that it leads nowhere from.
pub type LinkKeys = Vec<Vec<Option<Key>>>;

/// Rows, and the keys by which their relations are found.
pub struct Rows<Row> {
    rows: Vec<Row>,
    keys: LinkKeys,
}

/// A query whose rows have relations.
pub(in crate::query::run) struct Root {
    pub(in crate::query::run) request: Request,
    pub(in crate::query::run) links: Links,
}

impl Root {
    /// With the keys of these relations before the cells of each row.
    pub(in crate::query::run) fn new<D: Database>(mut select: ast::Select, links: &[Link]) -> Self {
        let (table, access) = (select.from.table(), access(&select));
        let links = add_links(&mut select, links);
        Self { request: request(sql::select(D::DIALECT, select), table).access(access), links }
    }

    /// Reads the rows, at most so many.
    pub(in crate::query::run) async fn fetch<Row: Send>(
        self,
        lease: &mut Lease<'_>,
        decode: Decode<Row>,
        at_most: usize,
    ) -> Result<Rows<Row>, Error> {
        self.visit(lease, |cells, links, rows: &mut Rows<Row>| {
            rows.take(cells, links, decode)?;
            Ok(if rows.len() == at_most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })
        .await
    }

    /// Reads the first row with what `loads` reads for it, into no list if that is nothing.
    pub(in crate::query::run) async fn one<D, Row, L>(
        self,
        lease: &mut Lease<'_>,
        decode: Decode<Row>,
        loads: L,
    ) -> Result<Option<L::Out>, Error>
    where
        Row: Send,
        L: Loads<D, Row>,
    {
        let rows = if self.links.keys.is_empty() {
            let Some(row) = first(lease, self.request, decode).await? else { return Ok(None) };
            match L::plain_one(row) {
                Ok(row) => return Ok(Some(row)),
                Err(row) => Rows { rows: vec![row], keys: Vec::new() },
            }
        } else {
            self.fetch(lease, decode, 1).await?
        };
        Ok(rows.load(lease, loads).await?.into_iter().next())
    }

    /// Reads the rows as `visit` takes them.
    pub(in crate::query::run) async fn visit<Row: Send>(
        self,
        lease: &mut Lease<'_>,
        mut visit: impl FnMut(&mut Cells<'_>, &Links, &mut Rows<Row>) -> Result<ControlFlow<()>, DecodeError>
        + Send,
    ) -> Result<Rows<Row>, Error> {
        let Self { request, links } = self;
        let mut rows = Rows::new(links.keys.len());
        lease.fetch(request, &mut |cells| visit(cells, &links, &mut rows)).await?;
        Ok(rows)
    }
}

impl<Row> Rows<Row> {
    pub(super) fn new(links: usize) -> Self {
        let mut keys = Vec::with_capacity(links);
        keys.resize_with(links, Vec::new);
        Self { rows: Vec::new(), keys }
    }

    pub(in crate::query::run) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Takes a row and the keys of its relations, of which some stand before it.
    pub(in crate::query::run) fn take(
        &mut self,
        cells: &mut Cells<'_>,
        links: &Links,
        decode: Decode<Row>,
    ) -> Result<(), DecodeError> {
        for (keys, key) in self.keys.iter_mut().zip(&links.keys) {
            keys.push(Key::read(cells, key)?);
        }
        cells.skip(links.before);
        self.rows.push(decode(cells)?);
        Ok(())
    }

    /// The rows of all, one after the other.
    pub(super) fn concat(all: Vec<Self>) -> Self {
        let mut all = all.into_iter();
        let Some(mut first) = all.next() else { return Self::new(0) };
        for one in all {
            first.rows.extend(one.rows);
            for (keys, more) in first.keys.iter_mut().zip(one.keys) {
                keys.extend(more);
            }
        }
        first
    }

    /// Takes away the first rows, at most so many.
    pub(super) fn first(&mut self, rows: usize) -> Self {
        let rows = rows.min(self.len());
        let keys = self.keys.iter_mut().map(|keys| keys.drain(..rows).collect()).collect();
        Self { rows: self.rows.drain(..rows).collect(), keys }
    }

    /// The rows, and the keys.
    pub(in crate::query) fn into_parts(self) -> (Vec<Row>, LinkKeys) {
        (self.rows, self.keys)
    }

    /// The rows with what `loads` reads for them.
    pub(in crate::query::run) async fn load<D, L: Loads<D, Row>>(
        self,
        lease: &mut Lease<'_>,
        loads: L,
    ) -> Result<Vec<L::Out>, Error> {
        let Self { rows, keys } = self;
        match L::plain(rows) {
            Ok(rows) => Ok(rows),
            Err(rows) => loads.load(Self { rows, keys }, lease).await,
        }
    }
}

/// What a relation leads to from each of its parents, whose keys these are.
pub(in crate::query) async fn children<D, R, X, L, Sh>(
    lease: &mut Lease<'_>,
    relation: RelationQuery<D, R, X, L, Sh>,
    keys: Vec<Option<Key>>,
) -> Result<Vec<Sh::Of<L::Out>>, Error>
where
    D: Database,
    R: Relation,
    X: Choice<D>,
    L: Loads<D, X::Row>,
    Sh: Shape,
{
    let RelationQuery { ast, range, loads, arguments, .. } = relation;
    let count = keys.len();
    let mut links = Vec::new();
    loads.links(&mut links);
    let read = (*ast, range, arguments.as_deref());
    let (parents, rows) = fetch::<X::Row>(lease, D::DIALECT, read, R::LINK, &links, keys, X::read).await?;
    let rows = rows.load(lease, loads).await?;
    let mut sizes = vec![0; count];
    for parent in &parents {
        sizes[*parent] += 1;
    }
    let mut lists: Vec<Vec<L::Out>> = sizes.into_iter().map(Vec::with_capacity).collect();
    for (parent, row) in parents.into_iter().zip(rows) {
        lists[parent].push(row);
    }
    let shaped = lists.into_iter().map(|list| Sh::of(list).ok_or_else(|| missing(&R::LINK)));
    shaped.collect()
}

/// The rows of a relation and the parents they belong to. A row of several parents is read once for each of them.
async fn fetch<Row: Send>(
    lease: &mut Lease<'_>,
    dialect: orm_schema::Dialect,
    (select, range, arguments): (ast::Select, ast::RowRange, Option<&[Value]>),
    link: Link,
    links: &[Link],
    keys: Vec<Option<Key>>,
    decode: Decode<Row>,
) -> Result<(Vec<usize>, Rows<Row>), Error> {
    let mut parents = Vec::new();
    let mut read = Rows::new(links.len());
    let mut index = Index::new(keys);
    let (mut keys, most) = (index.keys().into_iter(), most_keys(dialect, link));
    let mut sent = 0;
    while keys.len() > 0 {
        let some: Vec<Key> = keys.by_ref().take(most).collect();
        let first = sent;
        sent += some.len();
        let select = (select.clone(), range);
        let is_number = index.has_numbers() && is_number(&link);
        let (request, Before { parents: told, links }) = level(dialect, select, link, links, some, arguments);
        lease
            .fetch(request, &mut |cells| {
                let own = match &told {
                    Told::Key(key) if is_number => match Option::from_field_cell(cells.at(key.at[0]))? {
                        Some(number) => index.parents_of_number(number),
                        None => &[],
                    },
                    Told::Key(key) => match Key::read(cells, key)? {
                        Some(key) => index.parents(&key),
                        None => &[],
                    },
                    Told::Place => {
                        let place = usize::try_from(i64::from_field_cell(cells.at(0))?).unwrap_or_default();
                        index.parents_at(first + place.saturating_sub(1))
                    }
                };
                for &parent in own {
                    read.take(&mut cells.clone(), &links, decode)?;
                    parents.push(parent);
                }
                Ok(ControlFlow::Continue(()))
            })
            .await?;
    }
    Ok((parents, read))
}

/// Is the key of the rows that the relation leads to one number with a sign?
fn is_number(link: &Link) -> bool {
    let columns = link.child.columns();
    matches!(&columns[..], [column] if matches!(column.key.ty, "smallint" | "integer" | "bigint"))
}

/// A row that a foreign key names is not there.
pub(super) fn missing(link: &Link) -> Error {
    let names = |columns: Vec<&'static ColumnMeta>| {
        columns.into_iter().map(|column| column.name).collect::<Vec<_>>().join(", ")
    };
    let column = names(link.parent.columns());
    let message = format!(
        "`{}.{column}` refers to a row of `{}` that is not there: it was removed after the statement before, or the \
         database does not enforce the foreign key",
        link.parent.table.name, link.child.table.name
    );
    Error::new(ErrorKind::Decode { column }, message)
}
