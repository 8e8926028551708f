//! Options of tables and indexes: `fillfactor = 70, autovacuum_enabled=off`, `ENGINE=InnoDB CHARSET utf8mb4`.

use std::collections::BTreeMap;

use orm_schema::Dialect;

/// Do two texts say the same options, whatever their order, case and space, and what goes without saying?
pub(super) fn are_same(dialect: Dialect, one: Option<&str>, other: Option<&str>) -> bool {
    one == other || parsed(dialect, one) == parsed(dialect, other)
}

fn parsed(dialect: Dialect, text: Option<&str>) -> BTreeMap<String, String> {
    let text = text.unwrap_or_default().to_lowercase();
    let mut options = match dialect {
        Dialect::Postgres | Dialect::Sqlite => pairs(&text),
        Dialect::Mysql => words(&text),
    };
    if dialect == Dialect::Mysql {
        // A collation says its character set.
        if options.contains_key("collate") {
            options.remove("charset");
        }
        for (key, value) in [("engine", "innodb"), ("charset", "utf8mb4")] {
            if options.get(key).is_some_and(|own| own == value) {
                options.remove(key);
            }
        }
    }
    options
}

/// `with (a = 1, b = 2)`, with or without the word.
fn pairs(text: &str) -> BTreeMap<String, String> {
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

/// `engine = innodb default charset utf8mb4`: the equals signs may be left out.
fn words(text: &str) -> BTreeMap<String, String> {
    let text = text.replace(['=', ','], " ").replace("character set", "charset");
    let words: Vec<&str> = text.split_whitespace().filter(|word| *word != "default").collect();
    words
        .chunks(2)
        .map(|pair| (pair[0].to_owned(), pair.get(1).copied().unwrap_or_default().to_owned()))
        .collect()
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
        assert!(are_same(
            mysql,
            Some("COLLATE utf8mb4_bin"),
            Some("DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin")
        ));
        assert!(!are_same(mysql, Some("ENGINE = MyISAM"), None));
    }
}
