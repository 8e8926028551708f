//! Messages of panics at compile time, where nothing can be formatted.

/// The longest message; what does not fit is cut.
const MAX_BYTES: usize = 512;

/// Panics with the parts as one message.
#[track_caller]
pub(crate) const fn fail(parts: &[&str]) -> ! {
    let mut buffer = [0; MAX_BYTES];
    let mut length = 0;
    let mut part = 0;
    while part < parts.len() {
        let bytes = parts[part].as_bytes();
        let mut i = 0;
        while i < bytes.len() && length < MAX_BYTES {
            buffer[length] = bytes[i];
            length += 1;
            i += 1;
        }
        part += 1;
    }
    match std::str::from_utf8(buffer.split_at(length).0) {
        Ok(message) => panic!("{}", message),
        Err(_) => panic!("a name at this place is too long to be shown"),
    }
}
