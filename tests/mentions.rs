//! Names, amounts and entities over corpora of marked text.
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use onrecord::{Analysis, EntityKind, MentionFinder, MentionForm};

#[path = "common/marked.rs"]
mod marked;

fn label(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "org",
        EntityKind::Geopolitical => "geo",
        EntityKind::Location => "loc",
        EntityKind::Facility => "fac",
        EntityKind::Group => "group",
        EntityKind::Event => "event",
        EntityKind::Work => "work",
        EntityKind::Product => "product",
        EntityKind::Law => "law",
        EntityKind::Language => "language",
        _ => "other",
    }
}

#[test]
fn names() {
    marked::check(include_str!("corpus/names.txt"), |text| {
        let found = MentionFinder::new().find(&Analysis::new(text));
        found
            .iter()
            .map(|name| (name.span.start(), name.span.end(), label(name.kind).to_owned()))
            .collect()
    });
}

#[test]
fn amounts() {
    marked::check(include_str!("corpus/amounts.txt"), |text| {
        let found = MentionFinder::new().amounts(&Analysis::new(text));
        found
            .iter()
            .map(|amount| {
                let kind = format!("{:?}", amount.kind).to_lowercase();
                let value = amount.value.map_or("?".to_owned(), |value| value.to_string());
                let unit = amount.unit.as_deref().unwrap_or("?").replace(' ', "_");
                (amount.span.start(), amount.span.end(), format!("{kind}={value}/{unit}"))
            })
            .collect()
    });
}

/// The label is the number of the entity, its kind and name, with its titles where it has some, at its first mention.
#[test]
fn entities() {
    marked::check(include_str!("corpus/entities.txt"), |text| {
        let (entities, mentions) = onrecord::entities(text);
        let mut seen = vec![false; entities.len()];
        mentions
            .iter()
            .map(|mention| {
                let id = mention.entity.unwrap().index();
                let entity = &entities[id];
                let first = !std::mem::replace(&mut seen[id], true);
                let titles = entity.titles.iter().map(|title| format!("/{title}"));
                let titles: String = titles.filter(|_| first).collect();
                let label = format!("{id}{}", titles.replace(' ', "_"));
                (mention.span.start(), mention.span.end(), label)
            })
            .collect()
    });
}

/// The label is the name of the entity that a noun or pronoun stands for.
#[test]
fn references() {
    marked::check(include_str!("corpus/references.txt"), |text| {
        let document = onrecord::extract(text);
        let others = document.mentions().iter().filter(|it| it.form != MentionForm::Name);
        others
            .map(|mention| {
                let entity = &document[mention.entity.unwrap()];
                assert_eq!(mention.kind, entity.kind);
                (mention.span.start(), mention.span.end(), entity.name.replace(' ', "_"))
            })
            .collect()
    });
}

#[test]
fn an_entity_has_its_fullest_name_and_its_mentions() {
    let text =
        "Roe (WHO) spoke. Jane Q. Roe, of the World Health Organization, said the WHO would act.";
    let (entities, mentions) = onrecord::entities(text);
    let named = entities.iter().find(|entity| entity.kind == EntityKind::Person).unwrap();
    assert_eq!(named.name, "Jane Q. Roe");
    assert_eq!(named.mentions.len(), 2);
    for entity in &entities {
        assert!(entity.mentions.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(entity.mentions.iter().all(|id| mentions[id.index()].entity.is_some()));
    }
}

#[cfg(feature = "serde")]
#[test]
fn whole_values_are_integers_in_json() {
    let document = onrecord::extract("It cost US$1 trillion, or 2.5% more.");
    let json = serde_json::to_string(&document).unwrap();
    assert!(json.contains(r#""value":1000000000000,"#), "{json}");
    assert!(json.contains(r#""value":2.5,"#), "{json}");
}

#[test]
fn runs_of_capitals_are_cut() {
    let long = "Capital ".repeat(40);
    for name in MentionFinder::new().find(&Analysis::new(&format!("It was {long} there."))) {
        assert!(name.span.as_str().split(' ').count() <= 16, "{name:?}");
    }
}
