//~ ERROR cannot find type `Missing` in this scope
//~ SPAN Missing
pub struct User {
    pub missing: Missing,
}
