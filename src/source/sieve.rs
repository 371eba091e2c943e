//! The ordered table of sieves that tie an expression to the one who speaks: precise ones first.

use std::ops::Range;

use super::cast::Who;
use super::scene::{Expression, Scene};
use crate::mention::EntityKind;

mod name;
mod noun;

/// How far back a noun or pronoun looks for the one it takes up, in sentences.
const NEAR: usize = 3;
const FAR: usize = 30;
/// The most turns that are looked back over.
const TURNS: usize = 48;

/// Who an expression stands for.
#[derive(Clone, Debug)]
pub(super) enum Decision {
    /// One that the text names.
    Named(Who),
    /// One that has spoken before, in the words at `antecedent`.
    Again { member: usize, antecedent: Range<usize> },
    /// One that has spoken before, in words that say no more: `who`.
    Same(usize),
    /// Someone new, with a tie to others.
    Unnamed { relation: Relation, antecedent: Option<Range<usize>> },
    /// Several that the text names, who speak together.
    Together(Vec<Who>),
    /// Several without a name, each of whom has spoken before.
    Gathered(Vec<usize>),
    /// What the words describe.
    Described,
}

/// How someone without a name is tied to an earlier source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    None,
    PartOf(usize),
    SameGroup(usize),
}

/// A step of resolution.
#[derive(Clone, Copy)]
pub(super) struct Sieve {
    /// Its name, which is the [`rule`](crate::Source) of the sources it makes.
    pub(super) name: &'static str,
    pub(super) decide: fn(&Scene<'_, '_>, &Expression<'_>) -> Option<Decision>,
    /// Texts with a source in brackets that the sieve decides, and who that is.
    #[cfg(test)]
    finds: &'static [&'static str],
    /// Texts with a source in brackets that it leaves to others.
    #[cfg(test)]
    leaves: &'static [&'static str],
}

/// The sieves, in the order in which they are asked.
pub(super) const SIEVES: &[Sieve] = &[
    Sieve {
        name: "together",
        decide: name::together,
        #[cfg(test)]
        finds: &[
            "[Jane Roe and Dan Ulm] said the vote was close. => Jane Roe and Dan Ulm",
            "[Jane Roe, the mayor, and her deputy, Dan Ulm,] said the vote was close. => Jane Roe, the mayor, and her deputy, Dan Ulm,",
        ],
        #[cfg(test)]
        leaves: &["[Jane Roe, who ran against Aldo Quist and Dan Ulm,] said the vote was close."],
    },
    Sieve {
        name: "namesake",
        decide: name::namesake,
        #[cfg(test)]
        finds: &[
            "Jane Roe left. Her brother, Dan Roe, came in. [Ms. Roe] said he was late. => Jane Roe",
        ],
        #[cfg(test)]
        leaves: &["Jane Roe left. Her brother, Dan Roe, came in. [Mr. Roe] said she was late."],
    },
    Sieve {
        name: "name",
        decide: name::name,
        #[cfg(test)]
        finds: &[
            "Jane Roe left. [Roe] said the vote was close. => Jane Roe",
            "[Norvik Corp.] said the crane was safe. => Norvik Corp.",
            "The talks failed, [Berlin] said. => Berlin",
        ],
        #[cfg(test)]
        leaves: &["[A spokeswoman for Jane Roe] said the vote was close."],
    },
    Sieve {
        name: "surname",
        decide: name::surname,
        #[cfg(test)]
        finds: &[
            "The board named Dan Rules chief executive. [Rules] said the vote was close. => Dan Rules",
        ],
        #[cfg(test)]
        leaves: &["The board named Dan Rules chief executive. [Reports] said the vote was close."],
    },
    Sieve {
        name: "relative",
        decide: name::relative,
        #[cfg(test)]
        finds: &["The report cited Jane Roe, [who] said the vote was close. => Jane Roe"],
        #[cfg(test)]
        leaves: &["Jane Roe spoke. [She] said the vote was close."],
    },
    Sieve {
        name: "part_of_a_group",
        decide: noun::part,
        #[cfg(test)]
        finds: &[
            "Four guards came in. Guards said the gate was open. [Two of them] said it had no lock. => Two of them",
            "Residents heard a blast, residents said. [One of the residents] said there were two. => One of the residents",
        ],
        #[cfg(test)]
        leaves: &["[Two guards] said the gate was open."],
    },
    Sieve {
        name: "another",
        decide: noun::another,
        #[cfg(test)]
        finds: &[
            "One diplomat said the text was final. [Another diplomat] said it was not. => Another diplomat",
        ],
        #[cfg(test)]
        leaves: &["[One diplomat] said the text was final."],
    },
    Sieve {
        name: "introduced",
        decide: noun::introduced,
        #[cfg(test)]
        finds: &[
            "[A port official] said the crane was safe. => A port official",
            "The price will rise, according to [analysts]. => analysts",
        ],
        #[cfg(test)]
        leaves: &["A port official said the crane was safe. [The official] said it was new."],
    },
    Sieve {
        name: "ordinal",
        decide: noun::ordinal,
        #[cfg(test)]
        finds: &[
            "An aide said the plan was dead. A second aide said it was not. [The first aide] said it would not pass. => An aide",
        ],
        #[cfg(test)]
        leaves: &["An aide said the plan was dead. [The aide] said it would not pass."],
    },
    Sieve {
        name: "joint_again",
        decide: name::joint_again,
        #[cfg(test)]
        finds: &[
            "Jane Roe and Dan Ulm said the vote was close. [The couple] said it was late. => Jane Roe and Dan Ulm",
            "Jane Roe and Dan Ulm said the vote was close. [The ministers] said it was late. => Jane Roe and Dan Ulm",
        ],
        #[cfg(test)]
        leaves: &["Jane Roe and Dan Ulm said the vote was close. [The minister] said it was late."],
    },
    Sieve {
        name: "all_of_them",
        decide: noun::all_of_them,
        #[cfg(test)]
        finds: &[
            "A person familiar with the bid said it was low. A second person said it was late. [The people] said a third was near. => The people",
        ],
        #[cfg(test)]
        leaves: &[
            "People familiar with the bid said it was low. [The people] said a third was near.",
        ],
    },
    Sieve {
        name: "nearest_source",
        decide: noun::nearest_source,
        #[cfg(test)]
        finds: &[
            "Officials of the port spoke. People familiar with the bid said it was low. [The sources] said a second one was near. => People familiar with the bid",
        ],
        #[cfg(test)]
        leaves: &["Sources said the bid was low. [The sources] said a second one was near."],
    },
    Sieve {
        name: "same_noun",
        decide: noun::same_noun,
        #[cfg(test)]
        finds: &[
            "A port official said the crane was safe. [The official] said it was new. => A port official",
        ],
        #[cfg(test)]
        leaves: &["A person familiar with the bid said it was low. [The source] said it was late."],
    },
    Sieve {
        name: "title",
        decide: noun::title,
        #[cfg(test)]
        finds: &[
            "Ambassador Jane Roe came home. [The ambassador] said the talks went well. => Jane Roe",
            "Jane Roe, a senator, came home. [The senator] said the talks went well. => Jane Roe",
        ],
        #[cfg(test)]
        leaves: &["[An ambassador] said the talks went well."],
    },
    Sieve {
        name: "kindred_noun",
        decide: noun::kindred_noun,
        #[cfg(test)]
        finds: &[
            "An adviser to the mayor said the plan was dead. [The aide] said it would not pass. => An adviser to the mayor",
        ],
        #[cfg(test)]
        leaves: &["An adviser said the plan was dead. [The adviser] said it would not pass."],
    },
    Sieve {
        name: "general_title",
        decide: noun::general_title,
        #[cfg(test)]
        finds: &[
            "Ambassador Jane Roe came home. [The diplomat] said the talks went well. => Jane Roe",
        ],
        #[cfg(test)]
        leaves: &["Ambassador Jane Roe came home. [A diplomat] said the talks went well."],
    },
    Sieve {
        name: "coming_title",
        decide: noun::coming_title,
        #[cfg(test)]
        finds: &[
            "[Norway’s top diplomat in Lima] said the talks went well. Ambassador Jane Roe left at noon. => Jane Roe",
        ],
        #[cfg(test)]
        leaves: &[
            "[A top diplomat in Lima] said the talks went well. Ambassador Jane Roe left at noon.",
        ],
    },
    Sieve {
        name: "nearest_name",
        decide: noun::nearest_name,
        #[cfg(test)]
        finds: &["Jane Roe signed the order. [The official] said it was overdue. => Jane Roe"],
        #[cfg(test)]
        leaves: &["Jane Roe signed the order. [An official] said it was overdue."],
    },
    Sieve {
        name: "one_of_them",
        decide: noun::one_of_them,
        #[cfg(test)]
        finds: &[
            "Officials said the crane was safe. [The official] said it was new. => The official",
        ],
        #[cfg(test)]
        leaves: &["An official said the crane was safe. [The official] said it was new."],
    },
    Sieve {
        name: "unnamed",
        decide: noun::unnamed,
        #[cfg(test)]
        finds: &["[The mayor’s spokesman] said the bridge was safe. => The mayor’s spokesman"],
        #[cfg(test)]
        leaves: &["[A spokesman] said the bridge was safe."],
    },
    Sieve {
        name: "government",
        decide: name::government,
        #[cfg(test)]
        finds: &["China sent an envoy. [The Chinese side] said the talks went well. => China"],
        #[cfg(test)]
        leaves: &["China sent an envoy. [China] said the talks went well."],
    },
    Sieve {
        name: "organization_noun",
        decide: name::organization,
        #[cfg(test)]
        finds: &[
            "Wards were closed by Norway’s Health Ministry. [The ministry] said they were empty. => Health Ministry",
            "Norvik Corp. sold its fleet. [The company] said it was old. => Norvik Corp.",
        ],
        #[cfg(test)]
        leaves: &["[The report] said they were empty."],
    },
    Sieve {
        name: "coming_organization",
        decide: name::coming_organization,
        #[cfg(test)]
        finds: &[
            "[The company] said it would appeal. Norvik Corp. was fined in May. => Norvik Corp.",
        ],
        #[cfg(test)]
        leaves: &["Norvik Corp. was fined in May. [The company] said it would appeal."],
    },
    Sieve {
        name: "pronoun",
        decide: name::pronoun,
        #[cfg(test)]
        finds: &[
            "Jane Roe signed the order. [She] said it was overdue. => Jane Roe",
            "Dealers said the day was quiet. [They] said volume was thin. => Dealers",
        ],
        #[cfg(test)]
        leaves: &["Jane Roe signed the order. [Roe] said it was overdue."],
    },
    Sieve {
        name: "nearest_person",
        decide: name::nearest_person,
        #[cfg(test)]
        finds: &[
            "The plan was drawn up in May by Jane Roe. [She] said it was dead. => Jane Roe",
            "When [he] said it was dead, Dan Ulm had not read it. => Dan Ulm",
            "The prize went to Jane Roe, 54. [The 54-year-old] said it was late. => Jane Roe",
        ],
        #[cfg(test)]
        leaves: &["Jane Roe said it was dead. [She] said it was late."],
    },
    Sieve {
        name: "description",
        decide: name::description,
        #[cfg(test)]
        finds: &["[The report] said the wards were empty. => The report"],
        #[cfg(test)]
        leaves: &["[Jane Roe] said the wards were empty."],
    },
];

/// Whether a mention of this kind may be the one who speaks.
pub(super) fn may_speak(kind: EntityKind) -> bool {
    !matches!(kind, EntityKind::Event | EntityKind::Language | EntityKind::Law)
}

#[cfg(test)]
mod tests;
