//! Splits a long file between items, so that several threads can read it.

use std::ops::Range;

/// Pieces are about this long, in bytes: long enough to be worth a thread, short enough to share the work out evenly.
const LENGTH: usize = 64 * 1024;

/// The pieces of a text: it is cut behind lines that are a closing brace and nothing else.
///
/// Such a line ends an item in formatted source. It may also be part of a string or a comment; then what stands before it
/// does not end in tokens, and who reads the pieces has to read the text as a whole.
pub(super) fn of(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while text.len() - start > 2 * LENGTH {
        let from = text.ceil_char_boundary(start + LENGTH);
        let Some(found) = text[from..].find("\n}\n") else { break };
        let end = from + found + 3;
        pieces.push(start..end);
        start = end;
    }
    pieces.push(start..text.len());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_stay_whole() {
        assert_eq!(of("struct A {\n}\nstruct B {\n}\n").len(), 1);
        assert_eq!(of("").len(), 1);
    }

    #[test]
    fn long_texts_are_cut_behind_items() {
        let item = "struct Ä {\n    b: i32,\n}\n";
        let text = item.repeat(20_000);
        let pieces = of(&text);
        assert!(pieces.len() > 3, "{pieces:?}");
        assert_eq!(pieces.iter().map(|piece| &text[piece.clone()]).collect::<String>(), text);
        assert!(pieces.iter().all(|piece| text[piece.clone()].starts_with("struct")));
    }
}
