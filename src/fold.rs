//! Level 0. Words compared without regard to case.
//!
//! Folding lower-cases, takes a curly apostrophe for a straight one, any run of white space for one space, and passes
//! over marks that have no width (soft hyphen, zero-width space, direction marks, byte-order mark). It is done while
//! reading; no folded copy of a word is made.

/// The characters of `word`, folded.
pub(crate) fn chars(word: &str) -> impl Iterator<Item = char> + '_ {
    let mut after_space = false;
    word.chars().flat_map(char::to_lowercase).filter_map(move |c| {
        let space = c.is_whitespace();
        let doubled = space && after_space;
        match c {
            _ if doubled || is_invisible(c) => return None,
            _ => after_space = space,
        }
        Some(match c {
            _ if space => ' ',
            '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{FF07}' => '\'',
            '\u{2010}' | '\u{2011}' => '-',
            c => c,
        })
    })
}

/// Whether the two are the same, folded.
pub(crate) fn eq(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || chars(a).eq(chars(b))
}

/// A hash that is equal for words that are [`eq`]. Stable across platforms.
pub(crate) fn hash(word: &str) -> u64 {
    let mut hasher = Hasher::new();
    hasher.write(word);
    hasher.finish()
}

/// Folds and hashes text piece by piece (FNV-1a).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hasher(u64);

impl Hasher {
    pub(crate) const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Takes in `part`. White space that two parts share at their seam is not folded into one.
    pub(crate) fn write(&mut self, part: &str) {
        if part.is_ascii() {
            let mut after_space = false;
            for byte in part.bytes() {
                let space = (byte as char).is_whitespace();
                if space && after_space {
                    continue;
                }
                after_space = space;
                self.byte(if space { b' ' } else { byte.to_ascii_lowercase() });
            }
        } else {
            let mut buffer = [0; 4];
            for c in chars(part) {
                c.encode_utf8(&mut buffer).bytes().for_each(|byte| self.byte(byte));
            }
        }
    }

    pub(crate) const fn finish(self) -> u64 {
        // The table takes its tag from the high bits and its slot from the low ones: mix them.
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed ^ (mixed >> 29)
    }

    const fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3);
    }
}

/// Whether `c` takes no room on the page and says nothing of the word it stands in.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_words_hash_alike() {
        for (a, b) in [
            ("Trump", "trump"),
            ("don’t", "DON'T"),
            ("New\u{A0}York", "new york"),
            ("New \n York", "New York"),
            ("co\u{AD}operate", "cooperate"),
            ("İzmir", "i\u{307}zmir"),
            ("ÉLYSÉE", "élysée"),
        ] {
            assert!(eq(a, b), "{a} {b}");
            assert_eq!(hash(a), hash(b), "{a} {b}");
        }
        assert!(!eq("Roe", "Row"));
        assert_ne!(hash("Roe"), hash("Row"));
    }
}
