//! Decimal numbers: PostgreSQL sends digits of base 10,000, the weight of the first one and the number of decimal places.
//! <https://github.com/postgres/postgres/blob/REL_17_STABLE/src/backend/utils/adt/numeric.c>

use sqlx::error::BoxDynError;

use crate::types::DecodeError;

const NEGATIVE: u16 = 0x4000;
const NOT_A_NUMBER: u16 = 0xC000;
/// Decimal digits in a digit of base 10,000.
const GROUP: usize = 4;

/// Writes a number given in plain notation.
pub(super) fn write(buffer: &mut Vec<u8>, text: &str) -> Result<(), BoxDynError> {
    let (is_negative, number) = match text.strip_prefix('-') {
        Some(number) => (true, number),
        None => (false, text),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole = whole.trim_start_matches('0');
    if !whole.bytes().chain(fraction.bytes()).all(|digit| digit.is_ascii_digit()) {
        return Err("a decimal number is not in plain notation".into());
    }
    let mut groups = Vec::with_capacity(whole.len() / GROUP + fraction.len() / GROUP + 2);
    let head = whole.len() % GROUP;
    if head > 0 {
        groups.push(value_of(&whole[..head]));
    }
    groups.extend(whole.as_bytes()[head..].chunks(GROUP).map(group));
    let mut weight = i16::try_from(groups.len())? - 1;
    groups.extend(fraction.as_bytes().chunks(GROUP).map(group));
    let leading = groups.iter().take_while(|&&group| group == 0).count();
    groups.drain(..leading);
    weight -= i16::try_from(leading)?;
    while groups.last() == Some(&0) {
        groups.pop();
    }
    if groups.is_empty() {
        weight = 0;
    }
    let sign = if is_negative && !groups.is_empty() { NEGATIVE } else { 0 };
    buffer.extend_from_slice(&i16::try_from(groups.len())?.to_be_bytes());
    buffer.extend_from_slice(&weight.to_be_bytes());
    buffer.extend_from_slice(&sign.to_be_bytes());
    buffer.extend_from_slice(&i16::try_from(fraction.len())?.to_be_bytes());
    for group in groups {
        buffer.extend_from_slice(&group.to_be_bytes());
    }
    Ok(())
}

/// Reads a number into plain notation.
pub(super) fn read(bytes: &[u8]) -> Result<String, DecodeError> {
    let mut words = bytes.chunks_exact(2).map(|word| u16::from_be_bytes([word[0], word[1]]));
    let mut word =
        || words.next().ok_or_else(|| DecodeError::new("the decimal number is shorter than it says"));
    let count = word()?;
    let weight = i32::from(word()?.cast_signed());
    let sign = word()?;
    let scale = usize::from(word()?);
    if sign & NOT_A_NUMBER == NOT_A_NUMBER {
        return Err(DecodeError::mismatch("a decimal number", "`NaN` or an infinity"));
    }
    let groups = (0..count).map(|_| word()).collect::<Result<Vec<_>, _>>()?;
    let at = |position: i32| {
        usize::try_from(weight - position).ok().and_then(|index| groups.get(index)).copied().unwrap_or(0)
    };
    let digits = |position: i32| format!("{:04}", at(position));

    let mut text = String::with_capacity(groups.len() * GROUP + 3);
    if sign == NEGATIVE {
        text.push('-');
    }
    if weight < 0 {
        text.push('0');
    }
    for position in (0..=weight).rev() {
        let digits = digits(position);
        text.push_str(if position == weight { digits.trim_start_matches('0') } else { &digits });
    }
    if text.is_empty() || text == "-" {
        text.push('0');
    }
    if scale > 0 {
        text.push('.');
        let end = text.len() + scale;
        let mut position = -1;
        while text.len() < end {
            text.push_str(&digits(position));
            position -= 1;
        }
        text.truncate(end);
    }
    Ok(text)
}

/// Up to four digits, counted as if zeros followed.
fn group(digits: &[u8]) -> u16 {
    (0..GROUP).fold(0, |value, at| value * 10 + digits.get(at).map_or(0, |digit| u16::from(digit - b'0')))
}

/// Up to three digits.
fn value_of(digits: &str) -> u16 {
    digits.bytes().fold(0, |value, digit| value * 10 + u16::from(digit - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back() {
        for text in [
            "0",
            "0.00",
            "1",
            "-1",
            "10000",
            "12345678.9",
            "-0.0001",
            "0.00001",
            "18446744073709551615",
            "1000000000000000000000000000000.000000000000000000001",
            "-9999.9990",
        ] {
            let mut buffer = Vec::new();
            write(&mut buffer, text).expect("a number");
            assert_eq!(read(&buffer).as_deref(), Ok(text));
        }
    }

    #[test]
    fn the_form_is_that_of_the_server() {
        let mut buffer = Vec::new();
        write(&mut buffer, "-12345.67").expect("a number");
        // Three digits, weight 1, negative, scale 2: 1, 2345, 6700.
        assert_eq!(buffer, [0, 3, 0, 1, 0x40, 0, 0, 2, 0, 1, 9, 41, 26, 44]);
    }

    #[test]
    fn other_notations_are_refused() {
        for text in ["1e5", "NaN", "1.2.3", "--1"] {
            assert!(write(&mut Vec::new(), text).is_err(), "{text}");
        }
    }
}
