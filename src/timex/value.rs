//! Typed TIMEX3 values.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;

/// The value of a temporal expression: what TIMEX3 writes as `2026-02-11`, `2026-W06`, `P3D`, `PRESENT_REF`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Value(String);

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Value {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if text.is_empty() {
            return Err(Error::value("2026-02-11, 2026-W06, P3D or PRESENT_REF", text));
        }
        Ok(Self(text.to_owned()))
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Value {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
