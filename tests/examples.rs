//! The examples as a user runs them: on the article that ships with the crate, and on what they must refuse.

#![cfg(feature = "serde")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use onrecord::Document;
use serde_json::Value;

const ARTICLE: &str = include_str!("../examples/article.txt");

/// The example, built in the profile that `cargo test` builds them in: there is little left to do.
fn example(name: &str, arguments: &[&str]) -> Command {
    static BUILT: LazyLock<BTreeMap<String, PathBuf>> = LazyLock::new(built);
    let mut command = Command::new(&BUILT[name]);
    command
        .args(arguments)
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn built() -> BTreeMap<String, PathBuf> {
    let build = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build", "--quiet", "--profile", "test", "--examples", "--message-format", "json"])
        .output()
        .unwrap();
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
    let messages = build.stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    let messages = messages.map(|line| serde_json::from_slice::<Value>(line).unwrap());
    let program = |message: Value| {
        let path = message["executable"].as_str()?.into();
        Some((message["target"]["name"].as_str()?.to_owned(), path))
    };
    messages.filter_map(program).collect()
}

fn run(name: &str, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = example(name, arguments).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // What does not read its input closes the pipe: no concern of the test's.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// What it prints where all goes well.
fn shown(example: &str, arguments: &[&str], input: &[u8]) -> String {
    let output = run(example, arguments, input);
    assert!(output.status.success(), "{example} {arguments:?}: {output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{example} {arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What it says where it cannot go on.
fn refused(example: &str, arguments: &[&str], input: &[u8]) -> String {
    let output = run(example, arguments, input);
    assert!(!output.status.success(), "{example} {arguments:?}: {output:?}");
    String::from_utf8(output.stderr).unwrap()
}

fn scratch(name: &str, bytes: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn without_arguments_the_shipped_article_is_shown() {
    for example in ["audit", "extract", "highlight", "explain", "timeline", "quotes"] {
        let text = shown(example, &[], b"");
        assert!(text.contains("Okafor"), "{example}: {text}");
        assert!(!text.contains('\u{1b}'), "{example} paints what is no terminal");
        assert!(shown(example, &["--color", "always"], b"").contains('\u{1b}'), "{example}");
    }
}

#[test]
fn json_is_the_document_of_the_article() {
    let json = shown("extract", &["--format", "json"], b"");
    let document: Document<'_> = serde_json::from_str(&json).unwrap();
    let published = Some("2026-03-11".parse().unwrap());
    assert_eq!(document.published(), published);
    let again = onrecord::Extractor::builder().published(published).build().extract(ARTICLE);
    assert_eq!(document.attach(ARTICLE).unwrap(), again);
}

#[test]
fn a_file_and_standard_input_are_read_alike() {
    let path = scratch("article.txt", ARTICLE.as_bytes());
    let of_file = shown("extract", &["--format", "json", path.to_str().unwrap()], b"");
    let of_input = shown("extract", &["--format", "json", "-"], ARTICLE.as_bytes());
    assert_eq!(of_file, of_input);
    assert!(of_file.contains("\"published\": null"));
}

#[test]
fn a_table_and_one_part_alone() {
    let text = "Jane Roe said on March 3, 2021 that it cost $5.";
    let table = shown("extract", &["--format", "table", "--only", "dates", "-"], text.as_bytes());
    assert!(table.contains("2021-03-03") && !table.contains("Jane"), "{table}");
}

#[test]
fn the_page_needs_no_other_and_holds_no_markup_of_the_article() {
    let text = "<script>alert(1)</script> & “<b>bold</b>,” Jane Roe said.";
    let page = shown("highlight", &["--html", "-", "-"], text.as_bytes());
    assert!(page.starts_with("<!doctype html>"));
    assert!(!page.contains("<script>alert") && !page.contains("<b>bold"));
    for other in ["src=", "<link", "@import", "url(", "http"] {
        assert!(!page.contains(other), "{other}");
    }
    let path = scratch("article.html", b"");
    shown("highlight", &["--html", path.to_str().unwrap()], b"");
    assert!(std::fs::read_to_string(path).unwrap().contains("data-keys"));
}

#[test]
fn the_time_line_is_in_order_and_keeps_what_has_no_date_apart() {
    let text = "It will open in June 2027, after two years of work. It was planned in 1998.";
    let line = shown("timeline", &["-"], text.as_bytes());
    let at = |words: &str| line.find(words).unwrap_or_else(|| panic!("no {words}: {line}"));
    assert!(at("1998 ●") < at("28 years") && at("28 years") < at("2027-06 ●"));
    assert!(at("2027-06 ●") < at("Without a date") && at("Without a date") < at("P2Y ○"));
    let page = shown("timeline", &["--html", "-", "-"], b"<b>Open</b> since 1998.");
    assert!(page.contains("<mark>1998</mark>") && !page.contains("<b>Open"), "{page}");
}

#[test]
fn an_audit_tells_on_whose_word_an_article_rests() {
    let text = "“We will appeal,” Jane Roe said. A city official, who asked not to be named because \
                the case is open, said the bolts were loose. The Harbor Times reported that the \
                mayor knew, citing two engineers.";
    let table = shown("audit", &["-"], text.as_bytes());
    for told in [
        "Jane Roe",
        "asked not to be named; because the case is open",
        "the bolts were loose",
        "two engineers → Harbor Times",
    ] {
        assert!(table.contains(told), "no {told}: {table}");
    }
    let page = shown("audit", &["--html", "-", "-"], b"<i>Jane</i> Roe said it was <b>dead</b>.");
    assert!(page.starts_with("<!doctype html>") && !page.contains("<b>dead"), "{page}");
    for other in ["src=", "<link", "@import", "url(", "http", "<script"] {
        assert!(!page.contains(other), "{other}");
    }
}

#[test]
fn an_audit_of_many_has_a_row_for_each() {
    let lines = [
        serde_json::json!({"id": "a, \"b\"", "text": "A source said it was dead."}),
        serde_json::json!({"id": 2, "text": "Jane Roe said it was dead.", "published": "2026-03-11"}),
        serde_json::json!({"id": 3, "text": ""}),
    ]
    .map(|line| line.to_string())
    .join("\n");
    let rows = shown("audit", &["--lines", "-"], lines.as_bytes());
    let rows: Vec<&str> = rows.lines().collect();
    let columns = rows[0].split(',').count();
    assert_eq!(rows.len(), 4);
    assert!(rows[1].starts_with("\"a, \"\"b\"\"\",,6,3,0,0,0,0,1,3,0,"), "{}", rows[1]);
    assert!(rows[2].starts_with("2,2026-03-11,6,3,0,1,3,0,0,0,0,"), "{}", rows[2]);
    assert!(rows[2..].iter().all(|row| row.split(',').count() == columns), "{rows:?}");
    let output = run("audit", &["--lines", "-"], b"{}");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("\"line\":1"), "{output:?}");
}

#[test]
fn quotes_are_listed_by_speaker() {
    let text =
        "“We will appeal,” Jane Roe said. “It is over,” said Dan Ulm. “We will win,” Roe added.";
    let table = shown("quotes", &["-"], text.as_bytes());
    let at = |words: &str| table.find(words).unwrap_or_else(|| panic!("no {words}: {table}"));
    assert!(at("We will appeal") < at("We will win") && at("We will win") < at("It is over"));
    assert!(table.contains("3 quotes, 2 speakers"), "{table}");
    let long = "“We will appeal,” said a spokesman for the Department of Rivers and Harbours.";
    let table = shown("quotes", &["-"], long.as_bytes());
    assert!(table.contains("We will appeal"), "a long title leaves room for the words: {table}");
    let csv = shown("quotes", &["--csv", "-"], text.as_bytes());
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().starts_with("speaker,named,quote,"));
    assert!(
        lines.next().unwrap().starts_with("Jane Roe,true,\"“We will appeal,”\",direct,"),
        "{csv}"
    );
}

#[test]
fn an_empty_text_is_a_text() {
    for example in ["audit", "extract", "highlight", "explain", "timeline", "quotes"] {
        shown(example, &["-"], b"");
    }
    shown("highlight", &["--html", "-", "-"], b"");
    shown("audit", &["--html", "-", "-"], b"");
    assert_eq!(shown("jsonl", &[], b""), "");
}

#[test]
fn bad_input_is_named() {
    for example in ["audit", "extract", "highlight", "explain", "timeline", "quotes"] {
        let said = refused(example, &["no/such/file.txt"], b"");
        assert!(said.contains("cannot read no/such/file.txt"), "{said}");
        let said = refused(example, &["-"], b"One.\nCaf\xe9.");
        let expected = "standard input is not UTF-8: expected the start of a character at byte 8 \
                        (line 2), found 0xe9";
        assert!(said.contains(expected), "{said}");
        let said = refused(example, &["--published", "2026-02-30"], b"");
        assert!(said.contains("expected a calendar date like 2026-02-11, found \"2026-02-30\""));
    }
}

#[test]
fn lines_come_out_in_order_and_a_bad_one_costs_no_other() {
    let lines: Vec<u8> = [
        &br#"{"id": 1, "text": "Jane Roe left.", "published": "2026-03-11"}"#[..],
        br#"{"id": 2, "text": "#,
        b"",
        br#"{"id": {"any": ["value"]}, "text": "", "published": null}"#,
        b"{\"id\": 5, \"text\": \"Caf\xe9\"}",
        br#"{"id": 6, "text": "No day.", "published": "2026-02-30"}"#,
        br#"{"id": "last", "text": "No day."}"#,
    ]
    .join(&b'\n');
    for chunk in ["1", "3", "256"] {
        let output = run("jsonl", &["--chunk", chunk], &lines);
        assert_eq!(output.status.code(), Some(1));
        let read = |bytes: &[u8]| -> Vec<Value> {
            let lines = bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
            lines.map(|line| serde_json::from_slice(line).unwrap()).collect()
        };
        let ids: Vec<Value> =
            read(&output.stdout).into_iter().map(|document| document["id"].clone()).collect();
        assert_eq!(Value::from(ids), serde_json::json!([1, {"any": ["value"]}, "last"]));
        let told = read(&output.stderr);
        let at: Vec<u64> = told.iter().map(|error| error["line"].as_u64().unwrap()).collect();
        assert_eq!(at, [2, 5, 6]);
        let why: Vec<&str> = told.iter().map(|error| error["error"].as_str().unwrap()).collect();
        assert!(why[1].contains("not UTF-8 at byte 22"), "{why:?}");
        assert!(why[2].contains("expected a calendar date"), "{why:?}");
    }
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    for name in ["audit", "extract", "highlight", "explain", "timeline", "quotes", "jsonl"] {
        let mut child = example(name, &[]).spawn().unwrap();
        drop(child.stdout.take());
        let line = serde_json::json!({"id": 1, "text": ARTICLE}).to_string();
        drop(child.stdin.take().unwrap().write_all(line.as_bytes()));
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{name}: {output:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{name}");
    }
}
