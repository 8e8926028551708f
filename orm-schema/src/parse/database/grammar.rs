//! The words of `database! { .. }`.

use super::super::attr::{Grammar, Takes, Word};

const fn word(name: &'static str, takes: &'static [Takes], usage: &'static str) -> Word {
    Word { name, takes, repeats: false, usage }
}

const fn many(name: &'static str, usage: &'static str) -> Word {
    Word { name, takes: &[Takes::List], repeats: true, usage }
}

const NOTHING: &[Takes] = &[Takes::Nothing];
const TEXT: &[Takes] = &[Takes::Text];
const INTEGER: &[Takes] = &[Takes::Integer];

/// `database! { .. }`.
pub(super) static DATABASE: Grammar = Grammar {
    name: "database",
    words: &[
        many("schema", r#"schema("audit")"#),
        many("extension", r#"extension("citext")"#),
        many("role", r#"role("app", login)"#),
        many("sequence", r#"sequence("ticket_numbers", start = 1000)"#),
        many("function", r#"function("double(n int)", "returns int language sql as 'select n * 2'")"#),
        many(
            "trigger",
            r#"trigger("touch", on = Project, "before update", "for each row execute function touch()")"#,
        ),
        word("crate", &[Takes::Path], "crate = ::my_orm"),
    ],
    conflicts: &[],
    requires: &[],
};

/// Behind the name in `schema(..)`: nothing.
pub(super) static NAMESPACE: Grammar = Grammar { name: "schema", words: &[], conflicts: &[], requires: &[] };

/// Behind the name in `extension(..)`.
pub(super) static EXTENSION: Grammar = Grammar {
    name: "extension",
    words: &[word("schema", TEXT, r#"schema = "extensions""#), word("version", TEXT, r#"version = "1.6""#)],
    conflicts: &[],
    requires: &[],
};

/// Behind the name in `role(..)`.
pub(super) static ROLE: Grammar = Grammar {
    name: "role",
    words: &[
        word("login", NOTHING, "login"),
        word("noinherit", NOTHING, "noinherit"),
        word("createdb", NOTHING, "createdb"),
        word("createrole", NOTHING, "createrole"),
        word("bypassrls", NOTHING, "bypassrls"),
    ],
    conflicts: &[],
    requires: &[],
};

/// Behind the name in `sequence(..)`.
pub(super) static SEQUENCE: Grammar = Grammar {
    name: "sequence",
    words: &[
        word("schema", TEXT, r#"schema = "app""#),
        word("start", INTEGER, "start = 1000"),
        word("increment", INTEGER, "increment = 10"),
        word("min", INTEGER, "min = 1"),
        word("max", INTEGER, "max = 99999"),
        word("cache", INTEGER, "cache = 20"),
        word("cycle", NOTHING, "cycle"),
        word("renamed_from", TEXT, r#"renamed_from = "old_name""#),
    ],
    conflicts: &[],
    requires: &[],
};

/// Behind the texts in `function(..)`.
pub(super) static FUNCTION: Grammar = Grammar {
    name: "function",
    words: &[
        word("schema", TEXT, r#"schema = "app""#),
        word("depends_on", &[Takes::List], r#"depends_on(Project, "other_function")"#),
    ],
    conflicts: &[],
    requires: &[],
};

/// Around the texts in `trigger(..)`.
pub(super) static TRIGGER: Grammar = Grammar {
    name: "trigger",
    words: &[
        word("on", &[Takes::Path], "on = Project"),
        word("depends_on", &[Takes::List], r#"depends_on(Change, "touch")"#),
    ],
    conflicts: &[],
    requires: &[],
};
