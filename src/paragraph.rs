//! Level 1. The text's paragraphs.

use crate::span::TextRange;

/// The paragraphs of `text`: its lines that hold more than white space, without the white space at their ends.
pub(crate) fn paragraphs(text: &str) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut start = 0;
    let breaks = memchr::memchr2_iter(b'\n', b'\r', text.as_bytes());
    for end in breaks.chain([text.len()]) {
        push_trimmed(text, TextRange::at(start, end), &mut found);
        start = end + 1;
    }
    found
}

fn push_trimmed(text: &str, line: TextRange, found: &mut Vec<TextRange>) {
    let part = line.of(text);
    let start = line.start() + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    if start < end {
        found.push(TextRange::at(start, end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_every_ending_are_paragraphs() {
        let text = "One.\r\n\r\n  Two. \nThree.\rFour.\n\n \n";
        let found: Vec<&str> = paragraphs(text).into_iter().map(|range| range.of(text)).collect();
        assert_eq!(found, ["One.", "Two.", "Three.", "Four."]);
        assert_eq!(paragraphs(""), []);
    }
}
