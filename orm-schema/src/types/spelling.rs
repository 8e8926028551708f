//! How each database spells a type.

use super::SqlType;
use crate::{Dialect, SchemaDef};

/// The type of a column as `CREATE TABLE` wants it.
pub fn column_type(_dialect: Dialect, _schema: &SchemaDef, _ty: &SqlType) -> String {
    String::new()
}
