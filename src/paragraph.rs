//! Level 1. The text's paragraphs.

use crate::span::TextRange;

/// The paragraphs of `text`: its lines that hold more than white space, without the white space at their ends.
///
/// In a text whose lines were broken to fit a width, a line goes on with the next one where that stands right below it and
/// starts with a small letter, or with a word that would not have fitted, and is not indented. A text is such a text where
/// no line is longer than [`WIDEST`], one break in four at least comes before a small letter, and nearly all of those come
/// where the next word would not have fitted.
pub(crate) fn paragraphs(text: &str) -> Vec<TextRange> {
    let lines = Lines::of(text);
    let Some(width) = lines.wrapped_to() else { return lines.iter().collect() };
    let mut found: Vec<TextRange> = Vec::new();
    let mut before: Option<TextRange> = None;
    for line in lines.iter() {
        let goes_on = before.is_some_and(|before| {
            let gap = Break::between(text, before, line, width);
            gap.adjacent && !gap.indented && (gap.full || gap.inner)
        });
        match found.last_mut() {
            Some(paragraph) if goes_on => *paragraph = paragraph.covering(line),
            _ => found.push(line),
        }
        before = Some(line);
    }
    found
}

/// The longest line of a text whose lines were broken to fit a width, in characters.
const WIDEST: usize = 100;

/// The shortest width.
const NARROWEST: usize = 30;

#[derive(Clone, Copy)]
struct Lines<'a> {
    text: &'a str,
    /// Whether a separator beyond ASCII ends one of them.
    rare: bool,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let holds = |separator: &str| memchr::memmem::find(text.as_bytes(), separator.as_bytes());
        let rare = ["\u{2028}", "\u{2029}"].into_iter().any(|mark| holds(mark).is_some());
        Self { text, rare }
    }

    /// The lines that hold more than white space, trimmed.
    fn iter(self) -> impl Iterator<Item = TextRange> + 'a {
        let mut start = 0;
        self.ends().filter_map(move |(end, next)| {
            let line = TextRange::at(start, end);
            start = next;
            let part = line.of(self.text);
            let first = line.start() + (part.len() - part.trim_start().len());
            let trimmed = TextRange::at(first, line.start() + part.trim_end().len());
            (!trimmed.is_empty()).then_some(trimmed)
        })
    }

    /// Where each line ends and where the next one starts.
    fn ends(self) -> impl Iterator<Item = (usize, usize)> + 'a {
        let bytes = self.text.as_bytes();
        let plain = memchr::memchr3_iter(b'\n', b'\r', b'\x0C', bytes).map(|at| (at, at + 1));
        let any = self.text.match_indices(is_separator).map(|(at, mark)| (at, at + mark.len()));
        let (plain, any) = if self.rare { (None, Some(any)) } else { (Some(plain), None) };
        let last = (self.text.len(), self.text.len());
        plain.into_iter().flatten().chain(any.into_iter().flatten()).chain([last])
    }

    /// The width the lines were broken to fit: the longest line's.
    fn wrapped_to(self) -> Option<usize> {
        let mut width = 0;
        for line in self.iter() {
            // A character takes four bytes at most: a longer line is too wide, whatever it holds.
            if line.len() > 4 * WIDEST {
                return None;
            }
            width = width.max(count(line.of(self.text)));
            if width > WIDEST {
                return None;
            }
        }
        let (mut breaks, mut inner, mut full) = (0, 0, 0);
        let mut before: Option<TextRange> = None;
        for line in self.iter() {
            if let Some(before) = before {
                let gap = Break::between(self.text, before, line, width);
                breaks += usize::from(gap.adjacent);
                inner += usize::from(gap.adjacent && gap.inner);
                full += usize::from(gap.adjacent && gap.inner && gap.full);
            }
            before = Some(line);
        }
        let wrapped = width >= NARROWEST && inner * 4 >= breaks && full * 10 >= inner * 9;
        (wrapped && breaks > 0).then_some(width)
    }
}

/// What lies between two lines that hold something.
struct Break {
    /// No blank line.
    adjacent: bool,
    /// White space of two bytes at least stands before the second.
    indented: bool,
    /// The first word of the second would not have fitted in the first.
    full: bool,
    /// The second starts with a small letter.
    inner: bool,
}

impl Break {
    fn between(text: &str, before: TextRange, line: TextRange, width: usize) -> Self {
        let gap = TextRange::at(before.end(), line.start()).of(text);
        let part = line.of(text);
        let word = part.split(char::is_whitespace).next().unwrap_or_default();
        let indent = gap.rsplit(is_separator).next().unwrap_or_default();
        Self {
            adjacent: !holds_blank_line(gap),
            indented: indent.len() > 1,
            full: count(before.of(text)) + 1 + count(word) > width,
            inner: part.starts_with(char::is_lowercase),
        }
    }
}

fn count(part: &str) -> usize {
    part.chars().count()
}

/// Whether `c` ends a line: line feed, carriage return, form feed, and Unicode's separators of lines and paragraphs.
const fn is_separator(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\x0C' | '\u{2028}' | '\u{2029}')
}

/// Whether more than one line ends in `gap`, which holds white space alone, or a page or paragraph does.
fn holds_blank_line(gap: &str) -> bool {
    let ends = gap.matches(['\n', '\u{2028}']).count();
    // Old lines end in carriage returns alone.
    let ends = if ends == 0 { gap.matches('\r').count() } else { ends };
    ends > 1 || gap.contains(['\x0C', '\u{2029}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|range| range.of(text)).collect()
    }

    #[test]
    fn lines_of_every_ending_are_paragraphs() {
        let text = "One.\r\n\r\n  Two. \nThree.\rFour.\n\n \nFive.\x0CSix.\n";
        assert_eq!(found(text), ["One.", "Two.", "Three.", "Four.", "Five.", "Six."]);
        assert_eq!(found("One.\u{2029}Two.\u{2028}\u{A0}Three.\n"), ["One.", "Two.", "Three."]);
        assert_eq!(paragraphs(""), []);
        assert_eq!(paragraphs(" \n\u{A0}\r\n"), []);
    }

    const WRAPPED: &str = "\
        The council voted on Tuesday to close the swimming\n\
        pool at the end of the summer, a move that the mayor\n\
        called painful. Roe, who swims there every morning\n\
        before work, said she would appeal.\n\
        \n\
        The vote was seven to two. It came after a debate of\n\
        four hours.\n";

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        for (line_end, text) in
            [("\n", WRAPPED.to_owned()), ("\r\n", WRAPPED.replace('\n', "\r\n"))]
        {
            let found = found(&text);
            assert_eq!(found.len(), 2, "{line_end:?} {found:#?}");
            assert!(found[0].starts_with("The council") && found[0].ends_with("appeal."));
            assert!(found[1].starts_with("The vote") && found[1].ends_with("hours."));
        }
    }

    #[test]
    fn a_short_or_indented_line_parts_wrapped_paragraphs() {
        let text = "\
            Council closes the pool\n\
            \x20 The council voted on Tuesday to close the swimming\n\
            pool at the end of the summer, a move that the mayor\n\
            called painful. It had stood there for ninety years.\n\
            \x20 Roe, who swims there every morning before her work,\n\
            said she would appeal.\n\
            Nobody else said a word about it on Tuesday evening,\n\
            the mayor least of all.\n";
        let found = found(text);
        let starts: Vec<&str> =
            found.iter().filter_map(|paragraph| paragraph.split(' ').next()).collect();
        assert_eq!(starts, ["Council", "The", "Roe,", "Nobody"], "{found:#?}");
    }

    #[test]
    fn lines_that_are_no_wrapped_ones_stay_apart() {
        for text in [
            // A sentence a line.
            "The council voted on Tuesday.\nThe mayor called it painful.\nRoe said she would appeal.",
            // A headline over a long paragraph.
            &format!("Council closes pool\nafter the vote\n{}", "word ".repeat(40)),
            // A list.
            "apples\npears\nplums and greengages from the garden of the house\ncherries",
            // Two headlines.
            "Council votes to close the pool at the end of summer\nMayor calls the vote painful",
        ] {
            assert_eq!(found(text).len(), text.lines().count(), "{text}");
        }
    }
}
