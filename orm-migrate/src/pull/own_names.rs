//! A query of MySQL without the name of its database, which the server writes before each of its tables.

use orm_schema::SchemaDef;

/// `query` with the names of the database `own` as they are looked up: `` `app`.`users` `` becomes `` `users` ``.
pub(super) fn unqualified(schema: &SchemaDef, own: &str, query: &str) -> String {
    let prefix = format!("`{}`.", own.replace('`', "``"));
    let mut out = String::with_capacity(query.len());
    let mut rest = query;
    let mut behind_dot = false;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' => string_length(rest),
            '`' => name_length(rest),
            _ => first.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        let is_own = !behind_dot && rest.starts_with(&prefix) && names_table(schema, &rest[prefix.len()..]);
        if is_own {
            rest = &rest[prefix.len()..];
            continue;
        }
        out.push_str(piece);
        behind_dot = first == '.';
        rest = after;
    }
    out
}

/// Does a name begin here that is that of a table, a view or a function, and not of a column?
fn names_table(schema: &SchemaDef, text: &str) -> bool {
    if !text.starts_with('`') {
        return false;
    }
    let (name, after) = text.split_at(name_length(text));
    let name = name.trim_matches('`').replace("``", "`");
    let is_path = after.starts_with('.') || after.starts_with('(');
    let is_table = schema.tables.iter().any(|table| table.name.name == name);
    is_path || is_table || schema.views.iter().any(|view| view.name.name == name)
}

/// The length of a string literal, in which a backslash or a second quote stands for a quote.
fn string_length(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            '\'' if chars.next_if(|(_, next)| *next == '\'').is_none() => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn name_length(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == '`' && chars.next_if(|(_, next)| *next == '`').is_none() {
            return at + 1;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use orm_schema::model::{ObjectName, TableDef};

    #[test]
    fn the_name_of_the_database_stands_before_no_table() {
        let table = TableDef { name: ObjectName::new("users"), ..TableDef::default() };
        let schema = SchemaDef { tables: vec![table], ..SchemaDef::default() };
        let of = |query| unqualified(&schema, "app", query);
        assert_eq!(
            of("select `app`.`users`.`id` AS `id` from `app`.`users` where `f`(1) or `app`.`f`(2)"),
            "select `users`.`id` AS `id` from `users` where `f`(1) or `f`(2)"
        );
        assert_eq!(
            of(r"select 'it\'s `app`.`users`' from `app`.`users`"),
            r"select 'it\'s `app`.`users`' from `users`"
        );
        assert_eq!(
            of("select `app`.`id` from `other`.`users` `app`"),
            "select `app`.`id` from `other`.`users` `app`"
        );
    }
}
