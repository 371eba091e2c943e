//! Text with labelled brackets round stretches: `[person Jane Roe] left [geo Paris].`

/// The blocks of a corpus: lines up to a blank one, comments left out. Paragraphs of a block are its lines.
pub(crate) fn blocks(corpus: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    for line in corpus.lines().filter(|line| !line.starts_with('#')) {
        let last = blocks.last_mut().unwrap();
        if line.trim().is_empty() {
            blocks.push(String::new());
        } else {
            last.push_str(if last.is_empty() { "" } else { "\n" });
            last.push_str(line);
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// The text without its marks.
pub(crate) fn strip(marked: &str) -> String {
    let mut text = String::new();
    let mut label = false;
    for c in marked.chars() {
        match c {
            '[' => label = true,
            ' ' if label => label = false,
            ']' => {}
            c if !label => text.push(c),
            _ => {}
        }
    }
    text
}

/// The text with its marks: `found` holds the start, end and label of each. Of two that start together the longer is
/// outside; of two with the same words the first.
pub(crate) fn render(
    text: &str,
    found: impl IntoIterator<Item = (usize, usize, String)>,
) -> String {
    let mut marks: Vec<(usize, usize, String)> = found.into_iter().collect();
    marks.sort_by_key(|&(start, end, _)| (start, std::cmp::Reverse(end)));
    let mut marked = String::new();
    let mut open: Vec<usize> = Vec::new();
    let mut next = marks.into_iter().peekable();
    for at in 0..=text.len() {
        while open.last() == Some(&at) {
            open.pop();
            marked.push(']');
        }
        while let Some((_, end, label)) = next.next_if(|&(start, _, _)| start == at) {
            marked.push_str(&format!("[{label} "));
            open.push(end);
        }
        marked.extend(text.get(at..).and_then(|rest| rest.chars().next()));
    }
    marked
}

/// Runs `find` over every block of `corpus` and shows the blocks whose marks come out another way.
pub(crate) fn check<F>(corpus: &str, find: F)
where
    F: Fn(&str) -> Vec<(usize, usize, String)>,
{
    let mut wrong = String::new();
    for block in blocks(corpus) {
        let text = strip(&block);
        let found = render(&text, find(&text));
        if found != block {
            wrong.push_str(&format!("expected: {block}\n   found: {found}\n\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
