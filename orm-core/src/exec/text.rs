//! The text of a statement on its way to a database.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

/// SQL text, owned in the way that costs least: part of the program, made for this run, or shared by all runs.
#[derive(Debug, Clone)]
pub enum Text {
    /// Of the program.
    Static(&'static str),
    /// Made for this run.
    Owned(String),
    /// Of a prepared statement.
    Shared(Arc<str>),
}

impl Text {
    /// For sqlx, without a copy.
    pub(super) fn into_sql_str(self) -> SqlStr {
        match self {
            Self::Static(text) => text.into_sql_str(),
            Self::Owned(text) => AssertSqlSafe(text).into_sql_str(),
            Self::Shared(text) => AssertSqlSafe(text).into_sql_str(),
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::Static("")
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Static(text) => text,
            Self::Owned(text) => text,
            Self::Shared(text) => text,
        }
    }
}

impl From<&'static str> for Text {
    fn from(text: &'static str) -> Self {
        Self::Static(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::Owned(text)
    }
}

impl From<Arc<str>> for Text {
    fn from(text: Arc<str>) -> Self {
        Self::Shared(text)
    }
}

impl From<Cow<'static, str>> for Text {
    fn from(text: Cow<'static, str>) -> Self {
        match text {
            Cow::Borrowed(text) => Self::Static(text),
            Cow::Owned(text) => Self::Owned(text),
        }
    }
}
