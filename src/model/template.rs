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

/// The most atoms that a token may have.
const MOST_ATOMS: usize = 32;

/// The atoms of a sequence of tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Atoms {
    width: usize,
    /// [`MOST_ATOMS`] for each token.
    values: Vec<u32>,
}

impl Atoms {
    /// No tokens yet, each to have `width` atoms, 32 at most.
    pub(crate) const fn new(width: usize) -> Self {
        Self { width, values: Vec::new() }
    }

    /// The number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.values.len() / MOST_ATOMS
    }

    /// Takes all tokens out and keeps the room.
    pub(crate) fn clear(&mut self) {
        self.values.clear();
    }

    /// A further token's atoms: [`width`](Self::new) of them.
    pub(crate) fn push(&mut self, atoms: &[u32]) {
        debug_assert_eq!(atoms.len(), self.width);
        let mut row = [0; MOST_ATOMS];
        row.iter_mut().zip(atoms).for_each(|(slot, atom)| *slot = *atom);
        self.values.extend_from_slice(&row);
    }
}

/// A table of templates, made ready to compute keys.
#[derive(Clone, Debug)]
pub(crate) struct Plan(Vec<Sum>);

/// How a template's key is computed: each atom times a number of its own, added up.
#[derive(Clone, Debug)]
struct Sum {
    start: u64,
    parts: Vec<Part>,
}

#[derive(Clone, Copy, Debug)]
struct Part {
    /// Where the atom stands from the first one of the token.
    place: isize,
    factor: u64,
}

impl Plan {
    pub(crate) fn new(templates: &[Template]) -> Self {
        let mut random = 0_u64;
        let mut next = || {
            random = random.wrapping_add(MULTIPLIER);
            let mixed = (random ^ random >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
            (mixed ^ mixed >> 31) | 1
        };
        let sum = |template: &Template| {
            let start = next();
            let part = |&(atom, offset): &(usize, i8)| {
                let place = isize::from(offset) * MOST_ATOMS as isize + atom as isize;
                Part { place, factor: next() }
            };
            Sum { start, parts: template.0.iter().map(part).collect() }
        };
        Self(templates.iter().map(sum).collect())
    }

    /// The key of each template's feature of the token at `index`; 0 where one of its atoms is.
    #[inline]
    pub(crate) fn keys(&self, atoms: &Atoms, index: usize) -> impl Iterator<Item = u32> {
        let first = index * MOST_ATOMS;
        self.0.iter().map(move |sum| {
            let (mut hash, mut whole) = (sum.start, true);
            for part in &sum.parts {
                // A place before the first token wraps round and lies beyond the end.
                let place = first.wrapping_add_signed(part.place);
                let value = atoms.values.get(place).copied().unwrap_or(OUTSIDE);
                whole &= value != 0;
                hash = hash.wrapping_add(u64::from(value).wrapping_mul(part.factor));
            }
            if whole { ((hash >> 32) as u32).max(1) } else { 0 }
        })
    }
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
        let plan = Plan::new(TEMPLATES);
        let keys = |index| plan.keys(&atoms, index).collect::<Vec<_>>();
        let present = |index| keys(index).iter().map(|&key| key != 0).collect::<Vec<_>>();
        assert_eq!(present(0), [true, false, true, true]);
        assert_eq!(present(1), [true; 4]);
        assert_eq!(keys(0)[0], keys(2)[0]);
        assert_ne!(keys(0)[0], keys(1)[0]);
        assert_ne!(keys(0)[2], keys(2)[2]);
    }
}
