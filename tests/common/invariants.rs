//! What holds of the document of any text whatever. The property tests, the golden articles and the fuzz target all
//! call [`hold`].

use onrecord::{
    Analysis, Attribution, Attributor, Date, Document, Extractor, Mention, MentionFinder,
    Quotation, QuotationFinder, Span, TextRange, TimexFinder,
};

/// Panics where an invariant does not hold for `text`, published on `published`.
pub(crate) fn hold(text: &str, published: Option<Date>) {
    let extractor = Extractor::builder().published(published).build();
    let document = extractor.extract(text);
    assert_eq!(document.text(), Some(text));
    assert_eq!(document.published(), published);
    analysis(text);
    spans_are_the_text(&document, text);
    lists_are_in_order(&document);
    references_agree(&document);
    quotations_nest(document.quotations());
    values_are_sound(&document);
    rules_are_in_snake_case(&document);
    alone_as_together(&document, text);
    assert_eq!(extractor.extract(text), document, "another answer the second time");
    assert_eq!(document.clone().into_owned(), document, "into_owned changes the document");
    round_trip(&document, text);
}

fn analysis(text: &str) {
    let analysis = Analysis::new(text);
    let tokens: Vec<TextRange> = analysis.token_ranges().collect();
    let sentences: Vec<TextRange> = analysis.sentences().collect();
    for (name, list) in [
        ("token", &tokens),
        ("sentence", &sentences),
        ("paragraph", &analysis.paragraphs().to_vec()),
    ] {
        for range in list {
            assert!(!range.of(text).is_empty(), "{name} {range:?} is empty or off the boundaries");
        }
        for pair in list.windows(2) {
            assert!(pair[0].end() <= pair[1].start(), "{name}s {pair:?} out of order");
        }
    }
    let mut tokens = tokens.into_iter().peekable();
    for sentence in sentences {
        let inside = |range: &TextRange| sentence.covers(*range);
        assert!(tokens.next_if(inside).is_some(), "sentence {sentence:?} has no token of its own");
        while tokens.next_if(inside).is_some() {}
    }
    assert_eq!(tokens.next(), None, "a token lies in no sentence");
}

/// Every span of the document, with the list it is from.
fn spans<'d, 'a>(document: &'d Document<'a>) -> Vec<(&'static str, &'d Span<'a>)> {
    let mut found = Vec::new();
    let mut add = |list, spans: &mut dyn Iterator<Item = &'d Span<'a>>| {
        found.extend(spans.map(|span| (list, span)));
    };
    add("mentions", &mut document.mentions().iter().map(|item| &item.span));
    add("amounts", &mut document.amounts().iter().map(|item| &item.span));
    add("dates", &mut document.dates().iter().map(|item| &item.span));
    for item in document.quotations() {
        add("quotations", &mut item.parts.iter().chain([&item.span]));
    }
    for item in document.attributions().iter().chain(document.nested()) {
        let lists = item.source.iter().chain(&item.cue).chain(&item.content);
        let outlet = item.outlet.as_ref().map(|outlet| &outlet.span);
        add("attributions", &mut lists.chain(&item.addressee).chain(&item.medium).chain(outlet));
    }
    let unnamed = document.sources().iter().filter_map(|source| source.unnamed.as_ref());
    for item in unnamed.flat_map(|unnamed| &unnamed.mentions) {
        let parts = [&item.affiliation, &item.basis, &item.anonymity, &item.reason];
        let parts = parts.into_iter().chain([&item.antecedent]).flatten();
        add("sources", &mut parts.chain([&item.span]));
    }
    let layout = [document.headline(), document.dateline(), document.byline(), document.credit()];
    add("layout", &mut layout.into_iter().flatten());
    found
}

fn spans_are_the_text(document: &Document<'_>, text: &str) {
    for (list, span) in spans(document) {
        assert!(!span.as_str().is_empty(), "{list}: {span:?} is empty");
        assert_eq!(text.get(span.start()..span.end()), Some(span.as_str()), "{list}");
    }
}

/// Where an attribution stands in its list: its cue, or its content where there is no cue.
fn place(attribution: &Attribution<'_>) -> usize {
    let span = attribution.cue.first().or(attribution.content.first());
    span.or(attribution.source.first()).expect("an attribution has a span").start()
}

fn lists_are_in_order(document: &Document<'_>) {
    fn sorted(list: &str, ranges: impl Iterator<Item = TextRange>, apart: bool) {
        let ranges: Vec<TextRange> = ranges.collect();
        for pair in ranges.windows(2) {
            assert!(pair[0].document_order(pair[1]).is_lt(), "{list}: {pair:?} out of order");
            assert!(!apart || !pair[0].overlaps(pair[1]), "{list}: {pair:?} overlap");
        }
    }
    sorted("mentions", document.mentions().iter().map(|item| item.span.range()), false);
    sorted("amounts", document.amounts().iter().map(|item| item.span.range()), true);
    sorted("dates", document.dates().iter().map(|item| item.span.range()), true);
    sorted("quotations", document.quotations().iter().map(|item| item.span.range()), false);
    for attribution in document.attributions().iter().chain(document.nested()) {
        for spans in [&attribution.source, &attribution.cue, &attribution.content] {
            sorted("attributions", spans.iter().map(Span::range), true);
        }
    }
    let places: Vec<usize> = document.attributions().iter().map(place).collect();
    assert!(places.is_sorted(), "attributions: out of order: {places:?}");
}

/// Ids point into their lists (indexing panics where they do not), and the two directions of a link agree.
fn references_agree(document: &Document<'_>) {
    let mut linked = 0;
    for (at, entity) in document.entities().iter().enumerate() {
        assert!(!entity.mentions.is_empty(), "entities[{at}] has no mention");
        assert!(entity.mentions.is_sorted(), "entities[{at}]: mentions out of order");
        for &id in &entity.mentions {
            let back = document[id].entity.map(|id| id.index());
            assert_eq!(back, Some(at), "mentions[{}] is not of entities[{at}]", id.index());
            linked += 1;
        }
    }
    let pointing = document.mentions().iter().filter(|mention| mention.entity.is_some()).count();
    assert_eq!(pointing, linked, "a mention points to an entity that does not list it");
    let mut linked = 0;
    for (at, source) in document.sources().iter().enumerate() {
        assert!(source.attributions.is_sorted(), "sources[{at}]: attributions out of order");
        assert!(source.nested.is_sorted(), "sources[{at}]: nested out of order");
        assert!(source.attributions.iter().all(|&id| document[id].level == 0));
        assert!(source.nested.iter().all(|&id| document[id].level > 0));
        for &id in source.attributions.iter().chain(&source.nested) {
            let back = document[id].speaker.map(|id| id.index());
            assert_eq!(back, Some(at), "attributions[{}] is not of sources[{at}]", id.index());
            linked += 1;
        }
        if let Some(id) = source.entity {
            let _ = &document[id];
        }
        let unnamed = source.unnamed.as_ref();
        let groups = unnamed.and_then(|it| it.part_of).into_iter();
        for id in groups.chain(unnamed.and_then(|it| it.same_group_as)) {
            assert_ne!(id.index(), at, "sources[{at}] is a group of itself");
            let _ = &document[id];
        }
    }
    let all = || document.attributions().iter().chain(document.nested());
    let pointing = all().filter(|item| item.speaker.is_some()).count();
    assert_eq!(pointing, linked, "an attribution points to a source that does not list it");
    for (at, attribution) in all().enumerate() {
        if let Some(id) = attribution.said {
            let _ = &document[id];
        }
        if let Some(id) = attribution.via {
            assert!(id.index() < at, "attributions[{at}] is told through itself or a later one");
            assert!(attribution.level == 0 || document[id].level + 1 == attribution.level);
            assert!(attribution.level > 0 || document[id].level == 0);
        }
        let outlet = attribution.outlet.as_ref();
        if let Some(id) = outlet.and_then(|outlet| outlet.entity) {
            let _ = &document[id];
        }
    }
    for (at, quotation) in document.quotations().iter().enumerate() {
        if let Some(id) = quotation.attribution {
            let holds = |span: &Span<'_>| span.range().overlaps(quotation.span.range());
            assert!(document[id].content.iter().any(holds), "quotations[{at}] is not in {id:?}");
        }
    }
}

fn quotations_nest(quotations: &[Quotation<'_>]) {
    let mut open: Vec<TextRange> = Vec::new();
    for quotation in quotations {
        let range = quotation.span.range();
        while open.last().is_some_and(|outer| outer.end() <= range.start()) {
            open.pop();
        }
        if let Some(outer) = open.last() {
            assert!(outer.covers(range), "{range:?} crosses {outer:?}");
        }
        assert_eq!(quotation.level, open.len(), "level of {range:?}");
        open.push(range);
        let parts: Vec<TextRange> = quotation.parts.iter().map(Span::range).collect();
        assert_eq!(parts.first().map(|part| part.start()), Some(range.start()), "{parts:?}");
        assert_eq!(parts.last().map(|part| part.end()), Some(range.end()), "{parts:?}");
        for pair in parts.windows(2) {
            assert!(pair[0].end() <= pair[1].start(), "parts {pair:?} out of order");
        }
    }
}

fn values_are_sound(document: &Document<'_>) {
    for date in document.dates() {
        assert_eq!(date.value.to_string().parse().as_ref(), Ok(&date.value), "{date:?}");
        if let (Some(earliest), Some(latest)) = (date.earliest, date.latest) {
            assert!(earliest <= latest, "{date:?}");
        }
    }
    for amount in document.amounts() {
        assert!(amount.value.is_none_or(f64::is_finite), "{amount:?}");
    }
    for attribution in document.attributions() {
        assert!((0.0..=1.0).contains(&attribution.confidence), "{attribution:?}");
    }
}

fn rules_are_in_snake_case(document: &Document<'_>) {
    let expressions = document.sources().iter().filter_map(|source| source.unnamed.as_ref());
    let rules = document.mentions().iter().map(|item| &item.rule);
    let rules = rules
        .chain(document.dates().iter().map(|item| &item.rule))
        .chain(document.quotations().iter().map(|item| &item.rule))
        .chain(
            document
                .attributions()
                .iter()
                .flat_map(|item| item.speaker_rule.iter().chain([&item.rule])),
        )
        .chain(expressions.flat_map(|unnamed| unnamed.mentions.iter().map(|item| &item.rule)));
    for rule in rules {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        assert!(!rule.is_empty() && rule.chars().all(plain), "{rule:?}");
    }
}

/// Each finder gives by itself what the extractor gives, apart from the links between lists.
fn alone_as_together(document: &Document<'_>, text: &str) {
    let analysis = Analysis::new(text);
    let finder = document.published().into_iter().fold(TimexFinder::new(), TimexFinder::published);
    let dates = finder.find(&analysis);
    assert_eq!(dates, document.dates());
    assert_eq!(MentionFinder::new().amounts(&analysis), document.amounts());

    let quotations = QuotationFinder::new().find(&analysis);
    let unlinked = |item: &Quotation<'_>| (item.span.range(), item.role, item.level, item.closed);
    let list = |items: &[Quotation<'_>]| items.iter().map(unlinked).collect::<Vec<_>>();
    assert_eq!(list(&quotations), list(document.quotations()));

    let names = |items: &[Mention<'_>]| -> Vec<TextRange> {
        let named = items.iter().filter(|item| item.form == onrecord::MentionForm::Name);
        named.map(|item| item.span.range()).collect()
    };
    assert_eq!(names(&onrecord::entities(text).1), names(document.mentions()));

    let attributions = Attributor::new().attribute(&analysis, &quotations, &dates);
    let cues = |items: &[Attribution<'_>]| items.iter().map(place).collect::<Vec<_>>();
    assert_eq!(cues(&attributions), cues(document.attributions()));
}

fn round_trip(document: &Document<'_>, text: &str) {
    let json = serde_json::to_string(document).expect("any document can be written");
    let read: Document<'_> = serde_json::from_str(&json).expect("what was written can be read");
    assert_eq!(read.text(), None);
    let again = serde_json::to_string(&read).expect("any document can be written");
    assert_eq!(again, json, "the JSON document changes when read and written");
    let attached = read.clone().attach(text).expect("it is the document of this text");
    assert_eq!(&attached, document, "the document changes when written and read");
    let of_nothing = read.attach("");
    assert_eq!(of_nothing.is_ok(), spans(document).is_empty(), "attached to another text");
}
