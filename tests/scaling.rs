//! The work grows with the text, whatever the text: twice as much of a hostile input takes less than three times the
//! time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fmt::Write;
use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;
use onrecord::{Analysis, Attributor, Extractor, MentionFinder, QuotationFinder, TimexFinder};

/// A name, and text of about the given number of bytes.
type Input = (&'static str, Box<dyn Fn(usize) -> String>);

/// The bytes of the smaller of two texts that are compared, so that it holds 10,000 of anything at the least.
const SMALLER: usize = 100_000;

const MOST: f64 = 3.0;

/// How often a comparison may fail before it counts: caches are shared with other programs.
const ATTEMPTS: usize = 10;

/// When to stop trying.
const PATIENCE: Duration = Duration::from_secs(3);

fn repeated(piece: &'static str) -> Box<dyn Fn(usize) -> String> {
    Box::new(move |bytes| piece.repeat(bytes / piece.len() + 1))
}

/// `piece` many times between `before` and `after`, once each.
fn framed(
    before: &'static str,
    piece: &'static str,
    after: &'static str,
) -> Box<dyn Fn(usize) -> String> {
    Box::new(move |bytes| format!("{before}{}{after}", piece.repeat(bytes / piece.len() + 1)))
}

/// `piece` many times, then as many bytes of `tail`.
fn with_tail(piece: &'static str, tail: &'static str) -> Box<dyn Fn(usize) -> String> {
    Box::new(move |bytes| {
        piece.repeat(bytes / 2 / piece.len() + 1) + &tail.repeat(bytes / 2 / tail.len() + 1)
    })
}

/// As many of `open` as of `close` round a word: nesting.
fn nested(open: &'static str, close: &'static str) -> Box<dyn Fn(usize) -> String> {
    Box::new(move |bytes| {
        let depth = bytes / (open.len() + close.len()) + 1;
        format!("{}word{}", open.repeat(depth), close.repeat(depth))
    })
}

/// Many different words, made by `word` from a number.
fn counted(word: fn(&mut String, usize)) -> Box<dyn Fn(usize) -> String> {
    Box::new(move |bytes| {
        let mut text = String::new();
        for number in 0.. {
            if text.len() >= bytes {
                break;
            }
            word(&mut text, number);
        }
        text
    })
}

/// A name that no other number has.
fn name(number: usize) -> String {
    let letters = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "za"];
    let rest: String =
        number.to_string().bytes().map(|digit| letters[usize::from(digit - b'0')]).collect();
    format!("N{rest}")
}

fn inputs() -> Vec<Input> {
    vec![
        ("open marks, straight", repeated("\" a ")),
        ("open marks, straight, one after another", repeated("\"")),
        ("open marks, curly", repeated("“a ")),
        ("open marks, curly, one after another", repeated("“")),
        ("open marks, single straight", repeated(" 'a")),
        ("open marks, single curly", repeated("‘a ")),
        ("apostrophes, curly", repeated("’ ")),
        ("open marks, guillemets", repeated("«a ")),
        ("open marks, low", repeated("„a ")),
        ("open marks, doubled", repeated("``a ")),
        ("open marks of every kind", repeated("“a \"b 'c ‘d «e „f ``g ''h ")),
        ("open marks, a paragraph each", repeated("“Open and never closed.\n\n")),
        ("open marks, single, a paragraph each", repeated("‘Open and never closed.\n")),
        ("closing marks", repeated("a” ")),
        ("closing marks, one after another", repeated("”")),
        ("sentence ends before closing marks", framed("End.", "\"", " Next")),
        ("marks nested, curly", nested("“a ", " b”")),
        ("marks nested, alternating", nested("“a ‘b ", " c’ d”")),
        ("brackets nested", nested("(a ", " b)")),
        ("brackets open", repeated("(")),
        ("quotations and speakers", repeated("“We will appeal,” said Roe. “We will win.” ")),
        ("quotations without a speaker", repeated("“We will appeal.” “We will win.” ")),
        ("quotations without a speaker, a paragraph each", repeated("“We will appeal.”\n")),
        ("capitals", repeated("Alpha ")),
        ("capital letters", repeated("A ")),
        ("capitals, all upper case", repeated("ALPHA BETA ")),
        ("capitals joined", repeated("Alpha of the ")),
        ("capitals joined by hyphens", repeated("Alpha-")),
        ("capitals and commas", repeated("Alpha, ")),
        ("capitals and initials", repeated("J. R. ")),
        (
            "names, each another",
            counted(|text, n| write!(text, "{} {} said so. ", name(n), name(n + 7)).unwrap()),
        ),
        (
            "surnames, each another person",
            counted(|text, n| write!(text, "{} Roe said so. ", name(n)).unwrap()),
        ),
        (
            "acronyms, each another",
            counted(|text, n| {
                write!(text, "the {} Group ({}G) said so. ", name(n), name(n)).unwrap()
            }),
        ),
        ("titles", repeated("President Prime Minister Dr ")),
        ("one sentence", repeated("the ministry of health said that it would act and ")),
        ("one sentence of verbs", repeated("said that he said that she told ")),
        ("one sentence of commas", repeated("the minister, who said, according to him, that ")),
        ("paragraphs", repeated("x\n\n")),
        ("paragraphs of news", repeated("Roe said on Tuesday.\n")),
        ("empty paragraphs", repeated("\n")),
        ("carriage returns", repeated("\r\n")),
        ("cues", repeated("said ")),
        ("one sentence of sources", repeated("sources said ")),
        ("one sentence of bases", repeated("people familiar with the ")),
        ("one sentence of relatives", repeated("officials who saw ")),
        ("pronouns", repeated("He said so. ")),
        ("the same source", repeated("The official said so. ")),
        ("cues, according to", repeated("according to ")),
        ("cues and colons", repeated("said: ")),
        ("cues, told", repeated("told reporters ")),
        ("cues, would not", repeated("did not respond to a request for comment ")),
        ("cues, passive", repeated("was said by ")),
        (
            "cues in one quotation",
            framed("“We said no. ", "He told us that she said so. ", "” said Roe."),
        ),
        ("cues before one quotation", framed("", "She said ", "“so.”")),
        ("quotations in one sentence", repeated("“so”, said Roe, and ")),
        (
            "a quotation of many paragraphs",
            framed("Roe said:\n", "“So it is.\n\n", "“So be it.”\n"),
        ),
        ("quotations after one cue", framed("“No,” said Roe. ", "“We will appeal.” ", "")),
        ("quotations after colons", repeated("There was an answer: “We will appeal.” ")),
        (
            "quotations after whoever is brought in",
            repeated("Jane Roe was blunt. “We will appeal.” "),
        ),
        ("quotations signed", repeated("“We will appeal.” — Jane Roe\n")),
        ("quotations and dashes", with_tail("“No.” — ", ", ")),
        ("quotations and asides", repeated("“It,” Roe said, referring to the deal, “is dead.” ")),
        ("quotations in the words of", repeated("in the words of Jane Roe, “we will appeal”, ")),
        ("no verb before a quotation", framed("", "according to the bank, ", "the fee: “high”")),
        ("colons", repeated(": ")),
        ("labels", repeated("ROE: We will appeal.\n")),
        ("labels, each another", counted(|text, n| writeln!(text, "{}: No.", name(n)).unwrap())),
        ("labels in one quotation", framed("“", "ROE: We will appeal.\n", "”")),
        ("one turn", framed("ROE: No.\n", "We will appeal.\n", "ROE: No.\nPOE: Yes.\n")),
        ("one list", framed("Roe said that:\n", "• it will appeal\n", "")),
        ("lists", repeated("Roe said that:\n• it will appeal\n• it will win\n")),
        ("cues before a colon, a paragraph each", repeated("Roe said:\n")),
        ("silence", repeated("Calls to Roe were not returned. ")),
        ("silence without a verb", repeated("not neither no unanswered yet ")),
        ("silence in one sentence", repeated("there was no comment from Roe and ")),
        ("media", repeated("said in a post on Facebook ")),
        ("addressees", repeated("urged the council in a letter on Monday to tell the crowd ")),
        ("cues, as", repeated("as Roe said, ")),
        ("participles", repeated("citing the delay, ")),
        ("cues, adding", repeated(", adding that")),
        ("sources said", repeated("sources said ")),
        ("sources said, a sentence each", repeated("Sources said so. ")),
        (
            "unnamed sources",
            repeated("Four people familiar with the talks said so. Two of them said no. "),
        ),
        ("unnamed sources, terms", repeated("who spoke on condition of anonymity because ")),
        ("unnamed sources, familiar with", repeated("people familiar with ")),
        ("partitives", repeated("two of the four of the ")),
        ("pronouns", repeated("he ")),
        ("pronouns that speak", repeated("She said it. ")),
        ("months", repeated("May ")),
        ("weekdays", repeated("on Monday ")),
        ("trigger words of dates", repeated("last next this early late the end of ")),
        ("number words", repeated("two hundred and ")),
        ("ordinals", repeated("the second third ")),
        ("dates in a row", repeated("3 May 2024, ")),
        ("years", repeated("1999-2001-")),
        ("ago", repeated("a year ago before after ")),
        ("digits", repeated("1")),
        ("digits and commas", repeated("1,")),
        ("digits and full stops", repeated("1.")),
        ("digits and dashes", repeated("12-")),
        ("digits, slashes", repeated("1/2/")),
        ("digits, colons", repeated("12:")),
        ("sums of money", repeated("$1.2bn ")),
        ("currency signs", repeated("$")),
        ("percentages", repeated("10% to ")),
        ("full stops", repeated(".")),
        ("full stops and spaces", repeated(". ")),
        ("abbreviations", repeated("Mr. ")),
        ("dots between letters", repeated("a.b.")),
        ("dashes", repeated("--")),
        ("dashes and words", repeated("word—")),
        ("commas", repeated(",")),
        ("letters without a space", repeated("a")),
        ("an address without an end", framed("https://", "a/", "")),
        ("addresses", repeated("www.")),
        ("handles", repeated("@")),
        ("hashtags", repeated("#a")),
        ("mail signs", repeated("a@")),
        ("hosts and slashes", repeated("a.b/ a/")),
        ("schemes", repeated("a://\"")),
        ("tags that open", repeated("<a x=\"")),
        ("words joined by full stops", repeated("aa.Bb")),
        ("stops and notes", repeated(". [1]")),
        ("wrapped lines", repeated("the council voted on Tuesday to\nclose the pool, and ")),
        ("apostrophes", repeated("n't's")),
        ("combining marks", repeated("\u{301}")),
        ("joiners", repeated("👩\u{200D}")),
        ("zero-width spaces", repeated("\u{200B}")),
        ("control characters", repeated("\0")),
        ("spaces", repeated(" ")),
        ("no-break spaces", repeated("\u{A0}")),
        ("Han letters", repeated("新聞")),
        ("flags", repeated("🇫🇷")),
        ("bylines", repeated("By Jane Roe\n")),
        ("datelines", repeated("LONDON, May 3 (Wire) — \n")),
        ("credits", repeated("-- WIRE\n")),
    ]
}

/// The processor time that `work` takes: other programs do not count.
fn time(work: impl FnOnce()) -> Duration {
    let start = ThreadTime::now();
    work();
    start.elapsed()
}

/// Whether the larger text takes too long, each at its best.
fn is_superlinear(texts: &[String; 2]) -> bool {
    let start = ThreadTime::now();
    let mut best = [Duration::MAX; 2];
    for _ in 0..ATTEMPTS {
        for (best, text) in best.iter_mut().zip(texts) {
            *best = (*best).min(time(|| drop(black_box(Extractor::new().extract(text)))));
        }
        if best[1].as_secs_f64() < MOST * best[0].as_secs_f64() {
            return false;
        }
        if start.elapsed() > PATIENCE {
            return true;
        }
    }
    true
}

/// What each stage takes on the two texts, to tell which one is at fault.
fn stages(texts: &[String; 2]) -> String {
    let mut shown = String::new();
    for text in texts {
        let mut last = ThreadTime::now();
        let mut lap = |stage: &str| {
            write!(shown, " {stage} {:.0?}", last.elapsed()).unwrap();
            last = ThreadTime::now();
        };
        let analysis = Analysis::new(text);
        lap("analysis");
        black_box(MentionFinder::new().find(&analysis));
        lap("names");
        black_box(MentionFinder::new().amounts(&analysis));
        lap("amounts");
        let dates = TimexFinder::new().find(&analysis);
        lap("dates");
        let quotations = QuotationFinder::new().find(&analysis);
        lap("quotations");
        black_box(Attributor::new().attribute(&analysis, &quotations, &dates));
        lap("attributions");
        black_box(Extractor::new().extract(text));
        lap("all");
        writeln!(shown).unwrap();
    }
    shown
}

#[test]
fn twice_the_text_takes_less_than_three_times_the_work() {
    let only = std::env::var("ONLY").unwrap_or_default();
    // The word lists are read at first use.
    drop(Extractor::new().extract("Jane Roe said on Tuesday: “No.”"));
    let mut faults = String::new();
    for (name, input) in inputs().into_iter().filter(|(name, _)| name.contains(&only)) {
        let texts = [input(SMALLER), input(2 * SMALLER)];
        if is_superlinear(&texts) {
            writeln!(faults, "{name}: {MOST} times the work or more:\n{}", stages(&texts)).unwrap();
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}
