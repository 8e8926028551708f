//~ ERROR `Col<Post, String>` is not a list of columns of `User`
//~ SPAN Post::title

include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>, user: NewUser) -> Result<(), orm_core::Error> {
    User::insert(user).on_conflict(User::name).do_update_except(Post::title).execute(db).await?;
    Ok(())
}
