//! A value in one of the storage classes of SQLite. <https://www.sqlite.org/datatype3.html>

/// A value as SQLite stores it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::exec) enum Held<'v> {
    Null,
    Integer(i64),
    Real(f64),
    Text(&'v [u8]),
    Blob(&'v [u8]),
}

/// The same, kept beyond its row.
#[derive(Debug)]
pub(crate) enum Stored {
    Null,
    Integer(i64),
    Real(f64),
    Text(Box<[u8]>),
    Blob(Box<[u8]>),
}

impl From<Held<'_>> for Stored {
    fn from(value: Held<'_>) -> Self {
        match value {
            Held::Null => Self::Null,
            Held::Integer(number) => Self::Integer(number),
            Held::Real(number) => Self::Real(number),
            Held::Text(text) => Self::Text(text.into()),
            Held::Blob(bytes) => Self::Blob(bytes.into()),
        }
    }
}

impl Stored {
    pub(in crate::exec) fn held(&self) -> Held<'_> {
        match self {
            Self::Null => Held::Null,
            Self::Integer(number) => Held::Integer(*number),
            Self::Real(number) => Held::Real(*number),
            Self::Text(text) => Held::Text(text),
            Self::Blob(bytes) => Held::Blob(bytes),
        }
    }
}
