//! Level 0. The one error type.

use std::fmt;

/// What went wrong.
///
/// Extraction itself cannot fail: any `&str` gives a value. Errors come from configuration and from data that is read:
/// a date ([`is_date`](Error::is_date)), a temporal value ([`is_value`](Error::is_value)), a word list
/// ([`is_lexicon`](Error::is_lexicon)), a model file ([`is_model`](Error::is_model)), a serialised document ([`is_document`](Error::is_document)).
///
/// The message says what was expected and what was found, in lower case and without a full stop.
///
/// # Examples
///
/// ```
/// let error = "2026-02-30".parse::<onrecord::Date>().unwrap_err();
/// assert!(error.is_date());
/// assert_eq!(error.to_string(), "expected a calendar date like 2026-02-11, found \"2026-02-30\"");
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct Error {
    kind: Box<ErrorKind>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum ErrorKind {
    #[error("expected {expected}, found {found:?}")]
    Date { expected: &'static str, found: String },
    #[error("expected a TIMEX3 value like {expected}, found {found:?}")]
    Value { expected: &'static str, found: String },
    #[error("word list, line {line}: expected {expected}, found {found:?}")]
    Lexicon { line: usize, expected: &'static str, found: String },
    #[error("model file: expected {expected}, found {found}")]
    Model { expected: &'static str, found: String },
    #[error("document, {place}: expected {expected}, found {found}")]
    Document { place: String, expected: String, found: String },
}

impl Error {
    pub(crate) fn date(expected: &'static str, found: &str) -> Self {
        Self::from_kind(ErrorKind::Date { expected, found: found.to_owned() })
    }

    pub(crate) fn value(expected: &'static str, found: &str) -> Self {
        Self::from_kind(ErrorKind::Value { expected, found: found.to_owned() })
    }

    pub(crate) fn lexicon(line: usize, expected: &'static str, found: &str) -> Self {
        Self::from_kind(ErrorKind::Lexicon { line, expected, found: found.to_owned() })
    }

    pub(crate) fn model(expected: &'static str, found: String) -> Self {
        Self::from_kind(ErrorKind::Model { expected, found })
    }

    pub(crate) fn document(place: String, expected: String, found: String) -> Self {
        Self::from_kind(ErrorKind::Document { place, expected, found })
    }

    fn from_kind(kind: ErrorKind) -> Self {
        Self { kind: Box::new(kind) }
    }

    /// Whether a calendar date could not be read.
    #[must_use]
    pub fn is_date(&self) -> bool {
        matches!(*self.kind, ErrorKind::Date { .. })
    }

    /// Whether a TIMEX3 value could not be read.
    #[must_use]
    pub fn is_value(&self) -> bool {
        matches!(*self.kind, ErrorKind::Value { .. })
    }

    /// Whether a word list was out of order or malformed.
    #[must_use]
    pub fn is_lexicon(&self) -> bool {
        matches!(*self.kind, ErrorKind::Lexicon { .. })
    }

    /// Whether a model file was damaged, or made for another program.
    #[must_use]
    pub fn is_model(&self) -> bool {
        matches!(*self.kind, ErrorKind::Model { .. })
    }

    /// Whether a document's ranges or references did not fit together.
    #[must_use]
    pub fn is_document(&self) -> bool {
        matches!(*self.kind, ErrorKind::Document { .. })
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}
