//! Level 0. Typed indices into the lists of a document.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(transparent))]
        pub struct $name(usize);

        impl $name {
            pub(crate) const fn new(index: usize) -> Self {
                Self(index)
            }

            /// The place in the list, from 0.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0
            }
        }
    )*};
}

ids! {
    /// A place in [`Document::mentions`](crate::Document::mentions).
    MentionId
    /// A place in [`Document::entities`](crate::Document::entities).
    EntityId
    /// A place in [`Document::dates`](crate::Document::dates).
    TimexId
    /// A place in [`Document::attributions`](crate::Document::attributions).
    AttributionId
    /// A place in [`Document::sources`](crate::Document::sources).
    SourceId
}
