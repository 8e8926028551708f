//! What the comments at the top of a file say about all of it.

use super::lexer::{Token, TokenKind};

/// What stands for the hash of a schema where there is none.
const NO_SCHEMA: &str = "empty";

/// The header of a migration file.
///
/// ```sql
/// -- no-transaction
/// -- orm: v=1 from=<hash of the schema before> to=<hash of the schema after>
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Header {
    /// The file must not run in a transaction. The first line says so, as sqlx-cli has it.
    pub no_transaction: bool,
    /// The hash of the schema before the migration. The first one has none before it.
    pub model_from: Option<String>,
    /// The hash of the schema after the migration. A file written by hand has none.
    pub model_to: Option<String>,
    /// In a file that takes a migration back: the version of the first of its files.
    pub reverts: Option<String>,
    /// Why nothing takes the migration back.
    pub irreversible: Option<String>,
}

impl Header {
    pub(super) fn read(sql: &str, tokens: &[Token<'_>]) -> Self {
        let mut header = Self { no_transaction: sql.starts_with("-- no-transaction"), ..Self::default() };
        let comments = tokens.iter().take_while(|token| token.kind == TokenKind::Comment);
        for comment in comments {
            if let Some(reason) = comment.text.strip_prefix("-- orm:irreversible") {
                header.irreversible = Some(reason.trim().to_owned());
            }
            let Some(pairs) = comment.text.strip_prefix("-- orm: ") else {
                continue;
            };
            for (key, value) in pairs.split_whitespace().filter_map(|pair| pair.split_once('=')) {
                let hash = (value != NO_SCHEMA).then(|| value.to_owned());
                match key {
                    "from" => header.model_from = hash,
                    "to" => header.model_to = hash,
                    "reverts" => header.reverts = hash,
                    // Keys of later versions say nothing that this one must heed: a file that it cannot run raises `v`.
                    _ => {}
                }
            }
        }
        header
    }
}
