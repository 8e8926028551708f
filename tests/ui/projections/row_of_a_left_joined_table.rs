//~ ERROR field `__Card::post` is `Post`, but the query yields `std::option::Option<Post>`
//~ SPAN Post
include!("../schema.rs");

#[derive(Projection)]
#[projection(from = User, left_join = Post)]
pub struct Card {
    pub name: String,
    #[projection(row)]
    pub post: Post,
}
