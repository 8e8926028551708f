//! Addresses: inet and macaddr on PostgreSQL, text elsewhere.

use std::net::IpAddr;

use super::{Cell, ColumnType, DecodeError, Value};

impl ColumnType for IpAddr {
    const SQL_NAME: &'static str = "inet";

    fn into_value(self) -> Value {
        Value::Inet(self, host_prefix(self))
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        let (address, prefix) = cell.inet()?;
        if prefix == host_prefix(address) {
            Ok(address)
        } else {
            Err(DecodeError::mismatch("a single address", "a network; read it as an `IpNetwork`"))
        }
    }
}

#[cfg(feature = "ipnetwork")]
impl ColumnType for ipnetwork::IpNetwork {
    const SQL_NAME: &'static str = "inet";

    fn into_value(self) -> Value {
        Value::Inet(self.ip(), self.prefix())
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        let (address, prefix) = cell.inet()?;
        Self::new(address, prefix).map_err(|_| DecodeError::out_of_range("IpNetwork"))
    }
}

#[cfg(feature = "mac_address")]
impl ColumnType for mac_address::MacAddress {
    const SQL_NAME: &'static str = "macaddr";

    fn into_value(self) -> Value {
        Value::MacAddr(self.bytes())
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        cell.mac_addr().map(Self::new)
    }
}

/// The length of the prefix of a single address.
pub(super) fn host_prefix(address: IpAddr) -> u8 {
    match address {
        IpAddr::V4(_) => 32,
        IpAddr::V6(_) => 128,
    }
}
