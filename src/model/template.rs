//! Features, declared.
//!
//! A token comes as a row of *atoms*: numbers that each say one thing of it (its word, its ending, its shape …), 0 for
//! nothing to say. A [`Template`] names atoms of the token and its neighbours; their values together make one feature. It is
//! left out where one of them is 0.

/// Atoms, each with how many tokens later its token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Template(pub(crate) &'static [(usize, i8)]);

/// What an atom is beyond either end of the sequence.
const OUTSIDE: u32 = 1;

/// The atoms of a sequence of tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Atoms {
    width: usize,
    values: Vec<u32>,
}

impl Atoms {
    /// No tokens yet, each to have `width` atoms.
    pub(crate) const fn new(width: usize) -> Self {
        Self { width, values: Vec::new() }
    }

    /// The number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.values.len() / self.width.max(1)
    }

    /// Takes all tokens out and keeps the room.
    pub(crate) fn clear(&mut self) {
        self.values.clear();
    }

    /// A further token's atoms: [`width`](Self::new) of them.
    pub(crate) fn push(&mut self, atoms: &[u32]) {
        debug_assert_eq!(atoms.len(), self.width);
        self.values.extend_from_slice(atoms);
    }

    #[inline]
    fn get(&self, index: usize, atom: usize, offset: i8) -> u32 {
        let index = index.wrapping_add_signed(isize::from(offset));
        let at = index.wrapping_mul(self.width).wrapping_add(atom);
        // An index before the first token wraps round and lies beyond the end.
        if index < self.len() { self.values.get(at).copied().unwrap_or(OUTSIDE) } else { OUTSIDE }
    }
}

/// The keys of the features that `templates` give the token at `index`, as (place in `templates`, key).
#[inline]
pub(crate) fn features(
    templates: &'static [Template],
    atoms: &Atoms,
    index: usize,
) -> impl Iterator<Item = (usize, u32)> {
    templates.iter().enumerate().filter_map(move |(place, template)| {
        let mut hash = (place as u64 + 1).wrapping_mul(MULTIPLIER);
        for &(atom, offset) in template.0 {
            let value = atoms.get(index, atom, offset);
            if value == 0 {
                return None;
            }
            hash = (hash ^ u64::from(value)).wrapping_mul(MULTIPLIER);
            hash ^= hash >> 29;
        }
        let key = (hash.wrapping_mul(MULTIPLIER) >> 32) as u32;
        Some((place, key.max(1)))
    })
}

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// A number that differs where templates differ.
pub(crate) fn fingerprint(templates: &[Template]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut write = |number: u64| hash = (hash ^ number).wrapping_mul(MULTIPLIER).rotate_left(23);
    for template in templates {
        write(template.0.len() as u64);
        for &(atom, offset) in template.0 {
            write(atom as u64);
            write(u64::from(u8::from_le_bytes(offset.to_le_bytes())));
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    static TEMPLATES: &[Template] = &[
        Template(&[(0, 0)]),
        Template(&[(1, 0)]),
        Template(&[(0, -1), (0, 0)]),
        Template(&[(0, 1)]),
    ];

    #[test]
    fn features_look_at_neighbours_and_leave_out_nothing() {
        let mut atoms = Atoms::new(2);
        atoms.push(&[5, 0]);
        atoms.push(&[6, 9]);
        atoms.push(&[5, 0]);
        let places =
            |index| features(TEMPLATES, &atoms, index).map(|(place, _)| place).collect::<Vec<_>>();
        assert_eq!(places(0), [0, 2, 3]);
        assert_eq!(places(1), [0, 1, 2, 3]);
        let keys =
            |index| features(TEMPLATES, &atoms, index).map(|(_, key)| key).collect::<Vec<_>>();
        assert_eq!(keys(0)[0], keys(2)[0]);
        assert_ne!(keys(0)[1], keys(2)[1]);
        assert_ne!(keys(0)[2], keys(2)[2]);
    }
}
