//~ ERROR `orm_core::Mysql` has no `TSVECTOR`
//~ SPAN search_words("simple", User::name).matches(web_query("simple", "a"))

include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(search_words("simple", User::name).matches(web_query("simple", "a"))).sql(Mysql);
}
