//! Level 1. The text's paragraphs.

use crate::span::TextRange;

/// The paragraphs of `text`: its lines that hold more than white space, without the white space at their ends.
///
/// In a text whose lines were broken to fit a width, a paragraph is all the lines between two blank ones. A text is such
/// a text where no line is longer than [`WIDEST`] and, of the breaks between two lines that hold something, most come
/// where the next word would not have fitted and one in four at least before a small letter.
pub(crate) fn paragraphs(text: &str) -> Vec<TextRange> {
    let mut found: Vec<TextRange> = Vec::new();
    if is_wrapped(text) {
        for line in lines(text) {
            match found.last_mut() {
                Some(last) if !holds_blank_line(text, TextRange::at(last.end(), line.start())) => {
                    *last = last.covering(line);
                }
                _ => found.push(line),
            }
        }
    } else {
        found.extend(lines(text));
    }
    found
}

/// The longest line of a text whose lines were broken to fit a width, in characters.
const WIDEST: usize = 100;

/// The shortest width.
const NARROWEST: usize = 30;

/// The lines that hold more than white space, trimmed.
fn lines(text: &str) -> impl Iterator<Item = TextRange> + '_ {
    let mut start = 0;
    ends(text).filter_map(move |(end, next)| {
        let line = TextRange::at(start, end);
        start = next;
        let part = line.of(text);
        let begin = line.start() + (part.len() - part.trim_start().len());
        let trimmed = TextRange::at(begin, line.start() + part.trim_end().len());
        (!trimmed.is_empty()).then_some(trimmed)
    })
}

/// Where each line ends and where the next one starts: at line feeds, carriage returns, form feeds, and Unicode's
/// separators of lines and paragraphs.
fn ends(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let bytes = text.as_bytes();
    // All separators beyond ASCII start with this byte; a text without the last two bytes has none.
    let rare = memchr::memmem::find(bytes, "\u{2028}".as_bytes()).is_some()
        || memchr::memmem::find(bytes, "\u{2029}".as_bytes()).is_some();
    let plain = memchr::memchr3_iter(b'\n', b'\r', b'\x0C', bytes).map(|at| (at, at + 1));
    let (plain, all) = if rare { (None, Some(separators(text))) } else { (Some(plain), None) };
    let last = (text.len(), text.len());
    plain.into_iter().flatten().chain(all.into_iter().flatten()).chain([last])
}

fn separators(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let breaks = |c: char| matches!(c, '\n' | '\r' | '\x0C' | '\u{2028}' | '\u{2029}');
    text.match_indices(breaks).map(|(at, mark)| (at, at + mark.len()))
}

/// Whether more than one line ends in `gap`, which holds white space alone.
fn holds_blank_line(text: &str, gap: TextRange) -> bool {
    let space = gap.of(text);
    let ended = space.matches(['\n', '\x0C', '\u{2028}', '\u{2029}']).count();
    // Old lines end in carriage returns alone.
    let ended = if ended == 0 { space.matches('\r').count() } else { ended };
    ended > 1 || space.contains(['\x0C', '\u{2029}'])
}

/// Whether the lines of `text` were broken to fit a width.
fn is_wrapped(text: &str) -> bool {
    let width = |line: TextRange| line.of(text).chars().count();
    let mut widest = 0;
    for line in lines(text) {
        // A character takes four bytes at most: a longer line is too wide, whatever it holds.
        if line.len() > 4 * WIDEST || width(line) > WIDEST {
            return false;
        }
        widest = widest.max(width(line));
    }
    let (mut breaks, mut full, mut inner) = (0, 0, 0);
    let mut before: Option<TextRange> = None;
    for line in lines(text) {
        if let Some(before) = before {
            if !holds_blank_line(text, TextRange::at(before.end(), line.start())) {
                let part = line.of(text);
                let word = part.split(char::is_whitespace).next().unwrap_or_default();
                breaks += 1;
                full += usize::from(width(before) + 1 + word.chars().count() > widest);
                inner += usize::from(part.starts_with(char::is_lowercase));
            }
        }
        before = Some(line);
    }
    widest >= NARROWEST && breaks > 0 && full * 4 >= breaks * 3 && inner * 4 >= breaks
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
