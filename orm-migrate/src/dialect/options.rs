//! Options of tables and indexes as facts: `fillfactor = 70, autovacuum_enabled=off`, `ENGINE=InnoDB CHARSET utf8mb4`.

use std::collections::BTreeMap;

use orm_schema::{Dialect, Pair};

/// Options by name, in lower case, without those that say what goes without saying.
pub(crate) type Facts = BTreeMap<String, String>;

/// Do two texts say the same options, whatever their order, case and space, and what goes without saying?
pub(crate) fn are_same(dialect: Dialect, one: Option<&str>, other: Option<&str>) -> bool {
    one == other || facts(dialect, one) == facts(dialect, other)
}

/// The options that a text says.
pub(crate) fn facts(dialect: Dialect, text: Option<&str>) -> Facts {
    let text = text.unwrap_or_default();
    let mut facts = match dialect {
        Dialect::Postgres | Dialect::Sqlite => pairs(&text.to_lowercase()),
        Dialect::Mysql => words(text),
    };
    if dialect == Dialect::Mysql {
        // How many rows there were is no property of a table.
        facts.remove("auto_increment");
        // A collation says its character set.
        if facts.contains_key("collate") {
            facts.remove("charset");
        }
        for (key, value) in [("engine", "innodb"), ("charset", "utf8mb4"), ("row_format", "default")] {
            if facts.get(key).is_some_and(|own| own == value) {
                facts.remove(key);
            }
        }
    }
    facts
}

/// What the next text says otherwise or anew, and what it says no more.
pub(super) fn changes(facts: &Pair<Facts>) -> (Vec<(&str, &str)>, Vec<&str>) {
    let Pair { previous, next } = facts;
    let set = next.iter().filter(|(key, value)| previous.get(*key) != Some(value));
    let gone = previous.keys().filter(|key| !next.contains_key(*key));
    (set.map(|(key, value)| (key.as_str(), value.as_str())).collect(), gone.map(String::as_str).collect())
}

/// `with (a = 1, b = 2)`, with or without the word.
fn pairs(text: &str) -> Facts {
    let text = text.trim().strip_prefix("with").unwrap_or(text).trim();
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text);
    let pair = |pair: &str| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, "true"));
        let value = match value.trim().trim_matches('\'') {
            "on" => "true",
            "off" => "false",
            other => other,
        };
        (key.trim().to_owned(), value.to_owned())
    };
    inner.split(',').filter(|text| !text.trim().is_empty()).map(pair).collect()
}

/// `engine = innodb default charset utf8mb4`: the equals signs may be left out, and `default` stands before a name.
fn words(text: &str) -> Facts {
    let text = text.to_lowercase().replace(['=', ','], " ").replace("character set", "charset");
    let mut words = text.split_whitespace().map(|word| word.trim_matches(['\'', '`', '"']));
    let mut facts = Facts::new();
    while let Some(word) = words.next() {
        if word != "default" && word != "partitioned" {
            facts.insert(word.to_owned(), words.next().unwrap_or_default().to_owned());
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_case_and_space_do_not_count() {
        let pg = Dialect::Postgres;
        assert!(are_same(
            pg,
            Some("WITH (fillfactor = 70, autovacuum_enabled=off)"),
            Some("WITH (autovacuum_enabled=false, fillfactor=70)")
        ));
        assert!(!are_same(pg, Some("WITH (fillfactor = 70)"), Some("WITH (fillfactor=71)")));
        assert!(!are_same(pg, Some("fillfactor = 70"), None));
    }

    #[test]
    fn what_goes_without_saying_may_be_said() {
        let mysql = Dialect::Mysql;
        assert!(are_same(mysql, Some("ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4"), None));
        assert!(are_same(mysql, Some("ROW_FORMAT = DEFAULT AUTO_INCREMENT = 100"), None));
        assert!(are_same(
            mysql,
            Some("COLLATE utf8mb4_bin"),
            Some("DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin")
        ));
        assert!(!are_same(mysql, Some("ENGINE = MyISAM"), None));
        assert!(!are_same(
            mysql,
            Some("ROW_FORMAT = COMPRESSED KEY_BLOCK_SIZE = 8"),
            Some("KEY_BLOCK_SIZE = 8")
        ));
    }

    #[test]
    fn changes_are_what_is_said_anew_and_what_is_said_no_more() {
        let facts = |text| facts(Dialect::Postgres, Some(text));
        let pair = Pair { previous: facts("with (a = 1, b = 2)"), next: facts("with (b = 3, c = 4)") };
        assert_eq!(changes(&pair), (vec![("b", "3"), ("c", "4")], vec!["a"]));
    }
}
