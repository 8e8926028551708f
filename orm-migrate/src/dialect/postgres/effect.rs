//! Statements of ours in which the server computes what to do, and what each does: told from its text, word for word.

use std::borrow::Cow;

use orm_schema::model::{ObjectName, RoleDef};

use super::blocks::{make_role, role_options};
use super::{object, rights};

/// What a statement does whose words do not say it; `None` if it is none of ours.
pub(in crate::dialect) fn effect(sql: &str) -> Option<String> {
    let is_it = |own: &str| own.split_whitespace().eq(sql.split_whitespace());
    if let Some(role) = role_of(sql)
        && is_it(&make_role(&role))
    {
        let (name, options) = (&role.name, role_options(&role));
        return Some(format!("makes role `{name}` if the server has none of the name, and sets {options}"));
    }
    if let Some(name) =
        literal_behind(sql, "'REVOKE ALL ON TYPE %s FROM PUBLIC', ").and_then(|name| object_of(&name))
        && is_it(&rights::hand_over_type(&name))
    {
        let given = "the owner, the rights and the comment of the type whose place it takes";
        return Some(format!("gives enum `{name}` {given}"));
    }
    let setting = literal_behind(sql, "current_setting(").or_else(|| literal_behind(sql, "set_config("))?;
    let kept =
        |what: &str| Some(format!("keeps the owner of {what} and the rights on it until it is made again"));
    let given = |what: &str| {
        Some(format!("gives {what} the owner and the rights again that it had before it was dropped"))
    };
    let view = |marker: &str| literal_behind(sql, marker).and_then(|name| object_of(&name));
    if let Some(view) = view("c.oid = ").filter(|view| is_it(&rights::keep(view, &setting))) {
        return kept(&format!("`{view}`"));
    }
    if let Some(view) = view("attrelid = ").filter(|view| is_it(&rights::give_again(view, &setting))) {
        return given(&format!("`{view}`"));
    }
    if let Some((table, column)) = column_of(sql, "a.attrelid = ", "a.attname = ")
        && is_it(&rights::keep_of_column(&table, &column, &setting))
    {
        return Some(format!("keeps the rights on column `{table}.{column}` until it is made again"));
    }
    if let Some(column) = literal_behind(sql, "(%I) ON %s TO %s%s', given.privilege_type, ")
        && let Some(table) = view(&format!("given.privilege_type, {}, ", super::text(&column)))
        && is_it(&rights::give_column_again(&table, &column, &setting))
    {
        let given = "the rights again that it had before it was dropped";
        return Some(format!("gives column `{table}.{column}` {given}"));
    }
    if let Some(signature) = literal_behind(sql, "'REVOKE ALL ON FUNCTION %s FROM PUBLIC', ") {
        let is_given = is_it(&rights::give_function_again(&signature, &setting));
        return is_given.then(|| given(&format!("function `{signature}`"))).flatten();
    }
    let schema = literal_behind(sql, "f.pronamespace = ").and_then(|name| object_of(&name));
    let name =
        ObjectName { schema: schema.map(|schema| schema.name), name: literal_behind(sql, "f.proname = ")? };
    let signature = literal_behind(sql, "to_regprocedure(")?;
    let types = signature.strip_prefix(&object(&name))?.strip_prefix('(')?.strip_suffix(')')?;
    let is_kept = is_it(&rights::keep_of_function(&name, types, &setting));
    is_kept.then(|| kept(&format!("function `{name}`"))).flatten()
}

/// The table and the column behind two markers.
fn column_of(sql: &str, table: &str, column: &str) -> Option<(ObjectName, String)> {
    Some((object_of(&literal_behind(sql, table)?)?, literal_behind(sql, column)?))
}

/// The role that a block of ours would be about.
fn role_of(sql: &str) -> Option<RoleDef> {
    let name = literal_behind(sql, "rolname = ")?;
    let has = |word: &str| sql.split([' ', ';', '\n']).any(|other| other == word);
    Some(RoleDef {
        name,
        can_login: has("LOGIN"),
        is_noinherit: has("NOINHERIT"),
        creates_databases: has("CREATEDB"),
        creates_roles: has("CREATEROLE"),
        bypasses_policies: has("BYPASSRLS"),
    })
}

/// The value of the string literal behind the first `marker`.
fn literal_behind(sql: &str, marker: &str) -> Option<String> {
    let rest = sql.split_once(marker)?.1.strip_prefix('\'')?;
    unquoted(rest, '\'').map(|(value, _)| value.into_owned())
}

/// `"a"."b"`, or `"b"`.
fn object_of(text: &str) -> Option<ObjectName> {
    let (first, rest) = unquoted(text.strip_prefix('"')?, '"')?;
    let Some(rest) = rest.strip_prefix(".\"") else {
        return rest.is_empty().then(|| ObjectName::new(first));
    };
    let (name, rest) = unquoted(rest, '"')?;
    rest.is_empty().then(|| ObjectName::in_schema(first, name))
}

/// What stands up to the closing quote, and what is behind it. A quote inside is doubled.
fn unquoted(text: &str, quote: char) -> Option<(Cow<'_, str>, &str)> {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == quote && chars.next_if(|(_, next)| *next == quote).is_none() {
            let value = text[..at].replace(&format!("{quote}{quote}"), &quote.to_string());
            return Some((Cow::Owned(value), &text[at + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_block_of_ours_does_is_told_from_its_text() {
        let view = ObjectName::in_schema("app", "it's \"my\" view");
        assert_eq!(
            effect(&rights::keep(&view, "orm.rights_1")).as_deref(),
            Some("keeps the owner of `app.it's \"my\" view` and the rights on it until it is made again")
        );
        let again = rights::give_again(&view, "orm.rights_1");
        assert_eq!(
            effect(&again).as_deref(),
            Some(
                "gives `app.it's \"my\" view` the owner and the rights again that it had before it was dropped"
            )
        );
        let keep = rights::keep_of_column(&view, "it's", "orm.rights_3");
        let column = "column `app.it's \"my\" view.it's`";
        assert_eq!(effect(&keep), Some(format!("keeps the rights on {column} until it is made again")));
        assert_eq!(
            effect(&rights::give_column_again(&view, "it's", "orm.rights_3")),
            Some(format!("gives {column} the rights again that it had before it was dropped"))
        );
        assert_eq!(
            effect(&rights::hand_over_type(&view)).as_deref(),
            Some(
                "gives enum `app.it's \"my\" view` the owner, the rights and the comment of the type whose place it takes"
            )
        );
        let twice = ObjectName::in_schema("app", "twice");
        for function in [twice, ObjectName::new("it's")] {
            let keep = rights::keep_of_function(&function, "int, app.\"it's\"", "orm.rights_2");
            let told = format!(
                "keeps the owner of function `{function}` and the rights on it until it is made again"
            );
            assert_eq!(effect(&keep), Some(told));
        }
        assert_eq!(
            effect(&rights::give_function_again("\"it's\"(n int)", "orm.rights_2")).as_deref(),
            Some(
                "gives function `\"it's\"(n int)` the owner and the rights again that it had before it was dropped"
            )
        );
        let role = RoleDef { name: "app's".to_owned(), can_login: true, ..RoleDef::default() };
        let sets = "LOGIN INHERIT NOCREATEDB NOCREATEROLE NOBYPASSRLS";
        assert_eq!(
            effect(&make_role(&role)),
            Some(format!("makes role `app's` if the server has none of the name, and sets {sets}"))
        );
    }

    #[test]
    fn a_block_that_was_changed_is_none_of_ours() {
        let view = ObjectName::new("v");
        let again = rights::give_again(&view, "orm.rights_1");
        assert_eq!(effect(&again.replace("END LOOP;", "END LOOP; DELETE FROM users;")), None);
        let role = RoleDef { name: "app".to_owned(), ..RoleDef::default() };
        assert_eq!(effect(&make_role(&role).replace("NOLOGIN", "SUPERUSER")), None);
        assert_eq!(effect("DO $$ BEGIN PERFORM 1; END $$"), None);
    }
}
