//~ ERROR a `)` is missing
//~ SPAN "select lower({User::name} from users"

include!("../schema.rs");

pub fn example() {
    let _ = sql!("select lower({User::name} from users").statement(Postgres);
}
