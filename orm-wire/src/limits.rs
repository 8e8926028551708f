//! The rules of a value, put together.

/// What a value is under, beyond its type.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    /// The fewest characters of text, elements of a list.
    pub min_length: Option<u64>,
    /// The most of them.
    pub max_length: Option<u64>,
    /// The least number, as written.
    pub min: Option<String>,
    /// The greatest number.
    pub max: Option<String>,
    /// The number that it is above.
    pub exclusive_min: Option<String>,
    /// The number that it is below.
    pub exclusive_max: Option<String>,
    /// The digits of a decimal: in all, and after the point.
    pub digits: Option<(u16, u16)>,
    /// Forms that the text has.
    pub forms: Vec<TextForm>,
    /// Text that it contains.
    pub contains: Vec<String>,
    /// Text that it does not contain.
    pub lacks: Vec<String>,
    /// What only the server can tell.
    pub notes: Vec<String>,
}

/// A form of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextForm {
    /// One character.
    Char,
    /// `2026-02-28`.
    Day,
    /// `18:30:00`.
    Time,
    /// `2026-02-28T18:30:00`.
    DateTime,
    /// `2026-02-28T18:30:00Z`.
    Instant,
    /// `P1M2DT3.5S`.
    Span,
    /// With or without hyphens.
    Uuid,
    /// An address of either version.
    Ip,
    /// `127.0.0.1`.
    Ipv4,
    /// `::1`.
    Ipv6,
    /// An address of e-mail.
    Email,
    /// A URL with its scheme.
    Url,
    /// No control characters.
    NonControl,
}

impl Limits {
    /// So many characters of text, elements of a list.
    pub fn length(&mut self, min: Option<u64>, max: Option<u64>) {
        self.min_length = self.min_length.max(min);
        self.max_length = narrower(self.max_length, max);
    }

    /// So many bytes of text: no more characters than that.
    pub fn bytes(&mut self, max: u64) {
        self.length(None, Some(max));
        self.notes.push(format!("the server counts bytes, and takes {max}"));
    }

    /// A number between the least and the greatest, and those that it is above and below.
    pub fn range(&mut self, [min, max, exclusive_min, exclusive_max]: [Option<&String>; 4]) {
        let is_narrower =
            |known: &str, new: &str, is_lower: bool| match (known.parse::<f64>(), new.parse::<f64>()) {
                (Ok(known), Ok(new)) if is_lower => new > known,
                (Ok(known), Ok(new)) => new < known,
                _ => false,
            };
        let places = [
            (&mut self.min, min, true),
            (&mut self.max, max, false),
            (&mut self.exclusive_min, exclusive_min, true),
            (&mut self.exclusive_max, exclusive_max, false),
        ];
        for (place, limit, is_lower) in places {
            let Some(limit) = limit else { continue };
            if place.as_ref().is_none_or(|known| is_narrower(known, limit, is_lower)) {
                *place = Some(limit.clone());
            }
        }
    }
}

fn narrower(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
