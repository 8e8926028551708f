//! Triggers, out of the statements that SQLite keeps.

use orm_schema::model::{ObjectDef, ObjectName, TriggerDef};

use super::lexer::tokens;

/// The trigger `name` of `table` that `sql` makes.
pub(super) fn read(name: &str, table: &str, sql: &str) -> Option<ObjectDef> {
    let tokens = tokens(sql);
    let word = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.is_word(word));
    let mut at = tokens.iter().position(|token| token.is_word("TRIGGER"))? + 1;
    if word(at, "IF") {
        at += 3;
    }
    // A name may have that of its schema in front.
    let behind_name = |at: usize| {
        let is_qualified = tokens.get(at + 1).is_some_and(|token| token.is_symbol('.'));
        if is_qualified { at + 3 } else { at + 1 }
    };
    let event = behind_name(at);
    let on = event + tokens.get(event..)?.iter().position(|token| token.is_word("ON"))?;
    let body = behind_name(on + 1);
    Some(ObjectDef::Trigger(TriggerDef {
        name: name.to_owned(),
        table: ObjectName::new(table),
        event: sql.get(tokens.get(event)?.start()..tokens.get(on)?.start())?.trim().to_owned(),
        body: sql.get(tokens.get(body)?.start()..)?.trim().to_owned(),
        depends_on: Vec::new(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trigger_is_read_around_its_names() {
        let sql = "CREATE TRIGGER main.\"touch\" AFTER UPDATE OF name ON [the users] FOR EACH ROW BEGIN SELECT 1; END";
        let Some(ObjectDef::Trigger(trigger)) = read("touch", "the users", sql) else { panic!("a trigger") };
        assert_eq!(trigger.event, "AFTER UPDATE OF name");
        assert_eq!(trigger.body, "FOR EACH ROW BEGIN SELECT 1; END");
    }
}
