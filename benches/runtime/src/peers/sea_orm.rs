//! SeaORM on its pool, which is all it has.

use futures_util::future::LocalBoxFuture;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectOptions, Database, DatabaseConnection, DbBackend, EntityTrait, JoinType, LoaderTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationTrait, Select,
};

use super::nested::size;
use super::pooled::{CONNECTIONS, Pool};
use super::{Failure, Peer};
use crate::workload::{self, Workload, filters, key};

mod user {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "users")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        pub email: String,
        pub age: i32,
        pub active: bool,
        pub score: f64,
        pub created_at: ChronoDateTimeUtc,
        pub updated_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(has_many = "super::post::Entity")]
        Posts,
    }

    impl Related<super::post::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Posts.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod post {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "posts")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub user_id: i64,
        pub title: String,
        pub views: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::user::Entity",
            from = "Column::UserId",
            to = "super::user::Column::Id"
        )]
        User,
        #[sea_orm(has_many = "super::comment::Entity")]
        Comments,
    }

    impl Related<super::user::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::User.def()
        }
    }

    impl Related<super::comment::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Comments.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod comment {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "comments")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub post_id: i64,
        pub body: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::post::Entity",
            from = "Column::PostId",
            to = "super::post::Column::Id"
        )]
        Post,
    }

    impl Related<super::post::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Post.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod item {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "items")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        pub email: String,
        pub age: i32,
        pub active: bool,
        pub score: f64,
        pub created_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn new_item(i: i64) -> item::ActiveModel {
    let row = workload::new_row(i);
    item::ActiveModel {
        id: NotSet,
        name: Set(row.name),
        email: Set(row.email),
        age: Set(row.age),
        active: Set(row.active),
        score: Set(row.score),
        created_at: Set(row.created_at),
    }
}

/// One database, whichever it is.
#[derive(Clone)]
pub struct SeaOrm(DatabaseConnection);

impl SeaOrm {
    pub async fn open(url: &str) -> Result<Self, Failure> {
        let mut options = ConnectOptions::new(url);
        options.max_connections(CONNECTIONS).sqlx_logging(false);
        Ok(Self(Database::connect(options).await?))
    }

    async fn operation(&self, workload: Workload, i: i64) -> Result<i64, Failure> {
        let db = &self.0;
        Ok(match workload {
            Workload::ByKey | Workload::Concurrent => self.request(key(i)).await?,
            Workload::Rows(count) => {
                let users = user::Entity::find()
                    .order_by_asc(user::Column::Id)
                    .limit(u64::try_from(count)?)
                    .all(db)
                    .await?;
                i64::try_from(users.len())?
            }
            Workload::Insert => {
                let _id = item::Entity::insert(new_item(i)).exec(db).await?.last_insert_id;
                1
            }
            Workload::InsertMany => {
                let rows =
                    item::Entity::insert_many((0..1000).map(new_item)).exec_without_returning(db).await?;
                i64::try_from(rows)?
            }
            Workload::Aggregate => {
                let rows: Vec<(String, i64, Option<i64>)> = user::Entity::find()
                    .select_only()
                    .column(user::Column::Name)
                    .column_as(post::Column::Id.count(), "posts")
                    .column_as(post::Column::Views.max(), "views")
                    .join(JoinType::InnerJoin, user::Relation::Posts.def())
                    .filter(user::Column::Age.gte(20))
                    .group_by(user::Column::Id)
                    .group_by(user::Column::Name)
                    .order_by_asc(user::Column::Id)
                    .limit(20)
                    .into_tuple()
                    .all(db)
                    .await?;
                i64::try_from(rows.len())?
            }
            Workload::Nested => self.nested().await?,
            Workload::Page => i64::try_from(page(i).all(db).await?.len())?,
            Workload::Text => return Err("nothing to run".into()),
            Workload::Update => {
                let done = user::Entity::update_many()
                    .col_expr(user::Column::Score, Expr::value(1.5))
                    .filter(user::Column::Id.eq(key(i)))
                    .exec(db)
                    .await?;
                i64::try_from(done.rows_affected)?
            }
            Workload::Delete => i64::try_from(item::Entity::delete_by_id(i).exec(db).await?.rows_affected)?,
        })
    }

    async fn nested(&self) -> Result<i64, Failure> {
        let db = &self.0;
        let users = user::Entity::find()
            .filter(user::Column::Id.lte(100))
            .order_by_asc(user::Column::Id)
            .all(db)
            .await?;
        let posts = users.load_many(post::Entity::find().order_by_asc(post::Column::Id), db).await?;
        let counts: Vec<usize> = posts.iter().map(Vec::len).collect();
        let posts: Vec<post::Model> = posts.into_iter().flatten().collect();
        let comments = posts.load_many(comment::Entity::find().order_by_asc(comment::Column::Id), db).await?;
        let mut posts = posts.into_iter().zip(comments);
        let lists = counts.into_iter().map(|count| posts.by_ref().take(count).collect());
        let users: Vec<(user::Model, Vec<(post::Model, Vec<comment::Model>)>)> =
            users.into_iter().zip(lists).collect();
        Ok(size(&users))
    }
}

impl Peer for SeaOrm {
    fn name(&self) -> &'static str {
        "SeaORM"
    }

    fn work(
        &mut self,
        workload: Workload,
        first: i64,
        count: i64,
    ) -> LocalBoxFuture<'_, Result<i64, Failure>> {
        Box::pin(async move {
            let mut sum = 0;
            for i in first..first + count {
                sum += self.operation(workload, i).await?;
            }
            Ok(sum)
        })
    }
}

impl Pool for SeaOrm {
    fn name(&self) -> &'static str {
        "SeaORM"
    }

    async fn request(&self, key: i64) -> Result<i64, Failure> {
        let user = user::Entity::find_by_id(key).one(&self.0).await?;
        Ok(user.ok_or("no such user")?.id)
    }
}

/// The query of a page.
fn page(i: i64) -> Select<user::Entity> {
    let (age, active, name) = filters(i);
    user::Entity::find()
        .apply_if(age, |query, age| query.filter(user::Column::Age.gte(age)))
        .apply_if(active, |query, active| query.filter(user::Column::Active.eq(active)))
        .apply_if(name, |query, name| query.filter(user::Column::Name.like(name)))
        .order_by_desc(user::Column::CreatedAt)
        .limit(20)
        .offset(40)
}

/// The length of the SQL of a page, with that of its values.
pub fn text(i: i64) -> Result<usize, Failure> {
    let statement = page(i).build(DbBackend::Sqlite);
    Ok(statement.sql.len() + statement.values.map_or(0, |values| values.0.len()))
}
