//! Text forms of values that some databases keep as text.

use std::net::IpAddr;

#[cfg(any(feature = "mysql", feature = "sqlite"))]
use super::DecodeError;
use super::network::host_prefix;

/// The bytes of a UUID from a column of bytes.
#[cfg(any(feature = "mysql", feature = "sqlite"))]
pub(crate) fn uuid_bytes(bytes: &[u8]) -> Result<[u8; 16], DecodeError> {
    bytes.try_into().map_err(|_| DecodeError::mismatch("a UUID of 16 bytes", "bytes of another length"))
}

/// Reads `67e55044-10b1-426f-9247-bb680e5fe0c8`, with or without hyphens.
#[cfg(any(feature = "mysql", feature = "sqlite"))]
pub(crate) fn parse_uuid(text: &str) -> Result<[u8; 16], DecodeError> {
    let digits = text.bytes().filter(|&byte| byte != b'-');
    hexadecimal(digits).ok_or_else(|| DecodeError::mismatch("a UUID", "text of another form"))
}

/// `10.0.0.0/8`; the prefix is left out for a host.
pub(crate) fn inet_text(address: IpAddr, prefix: u8) -> String {
    if prefix == host_prefix(address) { address.to_string() } else { format!("{address}/{prefix}") }
}

/// Reads `10.0.0.1` and `10.0.0.0/8`.
#[cfg(any(feature = "mysql", feature = "sqlite"))]
pub(crate) fn parse_inet(text: &str) -> Option<(IpAddr, u8)> {
    let Some((address, prefix)) = text.split_once('/') else {
        let address = text.parse().ok()?;
        return Some((address, host_prefix(address)));
    };
    let address = address.parse().ok()?;
    let prefix = prefix.parse().ok().filter(|&prefix| prefix <= host_prefix(address))?;
    Some((address, prefix))
}

/// `08:00:2b:01:02:03`
pub(crate) fn mac_addr_text(address: [u8; 6]) -> String {
    address.map(|byte| format!("{byte:02x}")).join(":")
}

/// Reads `08:00:2b:01:02:03` and `08-00-2b-01-02-03`.
#[cfg(any(feature = "mysql", feature = "sqlite"))]
pub(crate) fn parse_mac_addr(text: &str) -> Option<[u8; 6]> {
    hexadecimal(text.bytes().filter(|byte| !matches!(byte, b':' | b'-')))
}

/// Exactly so many bytes, two digits each.
#[cfg(any(feature = "mysql", feature = "sqlite"))]
fn hexadecimal<const COUNT: usize>(mut digits: impl Iterator<Item = u8>) -> Option<[u8; COUNT]> {
    let mut bytes = [0; COUNT];
    for byte in &mut bytes {
        *byte = digit(digits.next()?)? * 16 + digit(digits.next()?)?;
    }
    digits.next().is_none().then_some(bytes)
}

#[cfg(any(feature = "mysql", feature = "sqlite"))]
fn digit(character: u8) -> Option<u8> {
    u8::try_from(char::from(character).to_digit(16)?).ok()
}
