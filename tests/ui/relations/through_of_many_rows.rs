//~ ERROR `has_many` leads to its table directly; `through` belongs to `many_to_many` and `has_one`
//~ SPAN PostTag

use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "posts", has_many(tags: Tag, through = PostTag))]
pub struct Post {
    #[column(primary_key)]
    pub id: i32,
}

#[derive(Table)]
#[table(name = "tags")]
pub struct Tag {
    #[column(primary_key)]
    pub id: i32,
}

#[derive(Table)]
#[table(name = "post_tags", primary_key(post_id, tag_id))]
pub struct PostTag {
    #[column(references = Post::id)]
    pub post_id: i32,
    #[column(references = Tag::id)]
    pub tag_id: i32,
}
