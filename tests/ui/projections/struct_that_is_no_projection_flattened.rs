//~ ERROR `Inner` is not a projection
//~ SPAN Projection
//~ ERROR `Inner` is not a projection
//~ SPAN Projection
include!("../schema.rs");

pub struct Inner {
    pub name: String,
}

#[derive(Projection)]
#[projection(from = User)]
pub struct Card {
    pub id: i32,
    #[projection(flatten)]
    pub inner: Inner,
}
