//! Where a database is, in the words of OpenTelemetry.

use std::sync::Arc;

/// Where a database is.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// `db.namespace`: the name of the database.
    pub(super) namespace: Option<Arc<str>>,
    /// `server.address`.
    pub(super) address: Option<Arc<str>>,
    /// `server.port`, where it is not the usual one.
    pub(super) port: Option<u16>,
}

#[cfg(feature = "postgres")]
impl From<&sqlx::postgres::PgConnectOptions> for Place {
    fn from(options: &sqlx::postgres::PgConnectOptions) -> Self {
        let port = options.get_port();
        Self {
            namespace: options.get_database().map(Arc::from),
            address: Some(options.get_host().into()),
            port: (port != 5432).then_some(port),
        }
    }
}

#[cfg(feature = "mysql")]
impl From<&sqlx::mysql::MySqlConnectOptions> for Place {
    fn from(options: &sqlx::mysql::MySqlConnectOptions) -> Self {
        let port = options.get_port();
        Self {
            namespace: options.get_database().map(Arc::from),
            address: Some(options.get_host().into()),
            port: (port != 3306).then_some(port),
        }
    }
}

#[cfg(feature = "sqlite")]
impl From<&sqlx::sqlite::SqliteConnectOptions> for Place {
    fn from(options: &sqlx::sqlite::SqliteConnectOptions) -> Self {
        let name = options.get_filename().file_name().map(|name| Arc::from(&*name.to_string_lossy()));
        Self { namespace: name, address: None, port: None }
    }
}
