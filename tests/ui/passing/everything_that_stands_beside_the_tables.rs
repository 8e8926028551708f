//~ PASS
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes", rls = "forced", exclude(slot.with("="), owner.with("="), name = "one_note_a_slot"),
        policy("own_rows", to = ["app"], using = "owner = current_user", check = "owner = current_user"))]
pub struct Note {
    #[column(primary_key, auto_increment)]
    pub id: i64,
    pub owner: Login,
    pub slot: i32,
}

#[derive(ColumnType, Debug, Clone, PartialEq, serde::Deserialize)]
#[column_type(domain = "login", check = "value <> ''")]
pub struct Login(String);

database! {
    extension("citext"),
    schema("audit"),
    role("app", login),
    sequence("ticket_numbers", start = 1000, increment = 10),
    function("touch()", "returns trigger language plpgsql as $$ begin return new; end $$", depends_on(Note)),
    trigger("notes_touch", on = Note, "before update", "for each row execute function touch()"),
}

