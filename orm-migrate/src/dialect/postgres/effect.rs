//! Statements of ours in which the server computes what to do, and what each does: told from its text, word for word.

use std::borrow::Cow;

use orm_schema::model::{ObjectName, RoleDef};

use super::blocks::{grant_again, keep_rights, make_role, role_options};

/// What a statement does whose words do not say it; `None` if it is none of ours.
pub(in crate::dialect) fn effect(sql: &str) -> Option<String> {
    let is_it = |own: &str| own.split_whitespace().eq(sql.split_whitespace());
    if let Some(role) = role_of(sql)
        && is_it(&make_role(&role))
    {
        let (name, options) = (&role.name, role_options(&role));
        return Some(format!("makes role `{name}` if the server has none of the name, and sets {options}"));
    }
    let setting = literal_behind(sql, "current_setting(").or_else(|| literal_behind(sql, "set_config("))?;
    if let Some(view) = literal_behind(sql, "given.privilege_type, ").and_then(|name| object_of(&name))
        && is_it(&grant_again(&view, &setting))
    {
        return Some(format!("grants the rights on `{view}` again that it had before it was dropped"));
    }
    let view = literal_behind(sql, "WHERE oid = ").and_then(|name| object_of(&name))?;
    is_it(&keep_rights(&view, &setting))
        .then(|| format!("keeps the rights on `{view}` until it is made again"))
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
            effect(&keep_rights(&view, "orm.rights_1")).as_deref(),
            Some("keeps the rights on `app.it's \"my\" view` until it is made again")
        );
        let again = grant_again(&view, "orm.rights_1");
        assert_eq!(
            effect(&again).as_deref(),
            Some("grants the rights on `app.it's \"my\" view` again that it had before it was dropped")
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
        let again = grant_again(&view, "orm.rights_1");
        assert_eq!(effect(&again.replace("END LOOP;", "END LOOP; DELETE FROM users;")), None);
        let role = RoleDef { name: "app".to_owned(), ..RoleDef::default() };
        assert_eq!(effect(&make_role(&role).replace("NOLOGIN", "SUPERUSER")), None);
        assert_eq!(effect("DO $$ BEGIN PERFORM 1; END $$"), None);
    }
}
