//~ PASS
pub mod schema {
    pub mod people {
        use orm_core::prelude::*;

        #[derive(Table, Debug, Clone)]
        #[table(schema = "app", name = "users")]
        pub struct User {
            #[column(primary_key)]
            pub id: i32,
            pub name: String,
        }
    }

    mod hidden {
        use orm_core::prelude::*;

        #[derive(Table)]
        #[table(name = "posts")]
        pub(super) struct Post {
            #[column(primary_key)]
            pub(super) id: i32,
            #[column(references = super::people::User::id)]
            pub(super) author_id: i32,
        }

        impl Post {
            pub(super) fn ids(&self) -> (i32, i32) {
                (self.id, self.author_id)
            }
        }
    }

    pub fn authors() -> String {
        use orm_core::prelude::*;

        let query =
            people::User::query().join(hidden::Post::table, hidden::Post::author_id.eq(people::User::id));
        let _ = |post: hidden::Post| post.ids();
        query.sql(Postgres).text
    }
}

pub fn example() -> String {
    use orm_core::prelude::*;

    let user = new!(schema::people::User { id: 1, name: "Ada" });
    schema::people::User::insert(user).sql(Postgres).text
}
