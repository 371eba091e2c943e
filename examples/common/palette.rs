//! One colour for everything that one source says.

use anstyle::{AnsiColor, Style};
use onrecord::{Attribution, SourceId};

const COLORS: [AnsiColor; 6] = [
    AnsiColor::Cyan,
    AnsiColor::Magenta,
    AnsiColor::Green,
    AnsiColor::Yellow,
    AnsiColor::Blue,
    AnsiColor::Red,
];

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const UNDERLINE: Style = Style::new().underline();

/// The colour of a source; none for what has no source.
pub(crate) fn of_source(source: Option<SourceId>) -> Style {
    let color = source.and_then(|id| COLORS.get(id.index() % COLORS.len()));
    color.map_or_else(Style::new, |color| color.on_default())
}

/// The colour of an attribution: its source's.
pub(crate) fn of(attribution: &Attribution<'_>) -> Style {
    of_source(attribution.speaker)
}
