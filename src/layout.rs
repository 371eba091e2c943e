//! Level 3. The parts of an article that are not its running text: headline, dateline, byline, credit.

use crate::span::TextRange;

/// Where the parts lie, in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    /// The first paragraph, where it is a headline.
    pub(crate) headline: Option<TextRange>,
    /// `LONDON, May 3 (Reuters) –`, its dash included.
    pub(crate) dateline: Option<TextRange>,
    /// `By Jane Roe`.
    pub(crate) byline: Option<TextRange>,
    /// `-- AGENCY`.
    pub(crate) credit: Option<TextRange>,
}

/// Finds the parts.
pub(crate) fn layout(_text: &str, _paragraphs: &[TextRange]) -> Layout {
    Layout::default()
}
