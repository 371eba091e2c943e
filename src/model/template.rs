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

/// How many tokens before and after a token a template may look at: fewer than this before, and one less after.
const REACH: usize = 4;

/// The atoms that the templates of one token may look at, so many that a byte says which.
const WINDOW: usize = 2 * REACH * MOST_ATOMS;

/// The atoms of a sequence of tokens.
#[derive(Clone, Debug)]
pub(crate) struct Atoms {
    width: usize,
    /// [`MOST_ATOMS`] for each token, and for [`REACH`] before the first and after the last.
    values: Vec<u32>,
}

impl Atoms {
    /// No tokens yet, each to have `width` atoms, 32 at most.
    pub(crate) fn new(width: usize) -> Self {
        Self { width, values: vec![OUTSIDE; WINDOW] }
    }

    /// The number of tokens.
    pub(crate) fn len(&self) -> usize {
        (self.values.len() - WINDOW) / MOST_ATOMS
    }

    /// Takes all tokens out and keeps the room.
    pub(crate) fn clear(&mut self) {
        self.values.truncate(WINDOW);
        self.values.fill(OUTSIDE);
    }

    /// A further token's atoms: [`width`](Self::new) of them.
    pub(crate) fn push(&mut self, atoms: &[u32]) {
        debug_assert_eq!(atoms.len(), self.width);
        let mut row = [0; MOST_ATOMS];
        row.iter_mut().zip(atoms).for_each(|(slot, atom)| *slot = *atom);
        let at = self.values.len() - REACH * MOST_ATOMS;
        if let Some(slots) = self.values.get_mut(at..at + MOST_ATOMS) {
            slots.copy_from_slice(&row);
        }
        self.values.extend_from_slice(&[OUTSIDE; MOST_ATOMS]);
    }

    /// What the templates of the token at `index` may look at.
    #[inline]
    fn window(&self, index: usize) -> &[u32; WINDOW] {
        let tail = self.values.get(index * MOST_ATOMS..);
        tail.and_then(|tail| tail.first_chunk()).unwrap_or(&[OUTSIDE; WINDOW])
    }
}

/// The most templates that a model may have.
pub(super) const MOST_TEMPLATES: usize = 64;

/// The most atoms that a template may name.
const MOST_PARTS: usize = 4;

/// A table of templates, made ready to compute keys.
#[derive(Clone, Debug)]
pub(crate) struct Plan(Vec<Sum>);

/// How a template's key is computed: each atom times a number of its own, added up.
#[derive(Clone, Copy, Debug)]
struct Sum {
    start: u64,
    count: usize,
    parts: [Part; MOST_PARTS],
}

#[derive(Clone, Copy, Debug, Default)]
struct Part {
    /// Where the atom stands in the window of the token.
    place: u8,
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
            debug_assert!(template.0.len() <= MOST_PARTS, "{template:?}");
            let mut sum = Sum { start: next(), count: template.0.len(), parts: Default::default() };
            for (part, &(atom, offset)) in sum.parts.iter_mut().zip(template.0) {
                let row = REACH as isize + isize::from(offset);
                let place = u8::try_from(row * MOST_ATOMS as isize + atom as isize);
                debug_assert!(place.is_ok(), "{template:?}");
                *part = Part { place: place.unwrap_or(0), factor: next() };
            }
            sum
        };
        debug_assert!(templates.len() <= MOST_TEMPLATES);
        Self(templates.iter().map(sum).collect())
    }

    /// The key of each template's feature of the token at `index`; 0 where one of its atoms is.
    #[inline]
    pub(crate) fn keys(&self, atoms: &Atoms, index: usize) -> impl Iterator<Item = u32> {
        let window = atoms.window(index);
        // Loops of a known length are laid out flat.
        self.0.iter().map(move |sum| match sum.count {
            1 => sum.key::<1>(window),
            2 => sum.key::<2>(window),
            3 => sum.key::<3>(window),
            _ => sum.key::<MOST_PARTS>(window),
        })
    }
}

impl Sum {
    /// The key for a token with this window, of the first `N` parts.
    #[inline]
    #[expect(clippy::indexing_slicing, reason = "a window has an atom for every byte")]
    fn key<const N: usize>(&self, window: &[u32; WINDOW]) -> u32 {
        let (mut hash, mut least) = (self.start, u32::MAX);
        let Some(parts) = self.parts.first_chunk::<N>() else { return 0 };
        for part in parts {
            let value = window[usize::from(part.place)];
            least = least.min(value);
            hash = hash.wrapping_add(u64::from(value).wrapping_mul(part.factor));
        }
        if least > 0 { ((hash >> 32) as u32).max(1) } else { 0 }
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
