//! The levels of the modules, enforced: a module imports only from lower levels, never from its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The top-level modules by level. `error` imports nothing and is open to all.
const LEVELS: &[&[&str]] = &[
    &["error", "span", "id", "fold"],
    &["lexicon", "paragraph", "offsets", "model"],
    &["token"],
    &["sentence", "layout", "tag"],
    &["analysis"],
    &["mention", "timex", "quotation"],
    &["attribution"],
    &["coreference"],
    &["source"],
    &["document"],
    &["extractor", "training"],
    &["lib"],
];

const MOST_LINES: usize = 600;

fn level(module: &str) -> Option<usize> {
    LEVELS.iter().position(|modules| modules.contains(&module))
}

/// A path that starts at the crate's root: its first name after `crate`, and the line it is on.
#[derive(Debug, PartialEq, Eq)]
struct Import {
    name: String,
    line: usize,
}

/// The tokens of a file, with what stands under `#[cfg(test)]` left out of what is found.
struct Walk<'a> {
    found: Vec<Import>,
    /// The names of the crate's root that are other modules' items: `pub use span::TextRange`.
    exports: &'a BTreeMap<String, String>,
}

impl Walk<'_> {
    /// `depth` is the number of modules that these tokens lie in.
    fn walk(&mut self, stream: TokenStream, depth: usize) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            if is_cfg_test(&tokens, at) {
                at = after_item(&tokens, at + 2);
                continue;
            }
            if is_root(&tokens, at, depth) && !is_visibility(&tokens, at) {
                at = self.path(&tokens, after_root(&tokens, at));
                continue;
            }
            if let TokenTree::Group(group) = &tokens[at] {
                let module = at >= 2 && is_ident(&tokens[at - 2], "mod");
                self.walk(group.stream(), depth + usize::from(module));
            }
            at += 1;
        }
    }

    /// Reads the name or the group of names that follows `crate::`.
    fn path(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        match tokens.get(at) {
            Some(TokenTree::Ident(ident)) => self.add(ident),
            Some(TokenTree::Group(group)) => self.names(group),
            _ => {}
        }
        at + 1
    }

    /// The first name of each path in `{a, b::c}`.
    fn names(&mut self, group: &Group) {
        let mut first = true;
        for token in group.stream() {
            match &token {
                TokenTree::Ident(ident) if first => {
                    self.add(ident);
                    first = false;
                }
                TokenTree::Punct(mark) if mark.as_char() == ',' => first = true,
                _ => {}
            }
        }
    }

    fn add(&mut self, ident: &proc_macro2::Ident) {
        let name = ident.to_string();
        let name = self.exports.get(&name).cloned().unwrap_or(name);
        self.found.push(Import { name, line: ident.span().start().line });
    }
}

fn is_ident(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

fn is_punct(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

fn is_separator(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':')
}

/// Whether `crate::`, or `super::` often enough to leave `depth` modules, starts at `at`.
fn is_root(tokens: &[TokenTree], at: usize, depth: usize) -> bool {
    let starts_path = at == 0 || !is_punct(tokens.get(at - 1), ':');
    starts_path && (is_crate(tokens, at) || (supers(tokens, at) >= depth && depth > 0))
}

fn is_crate(tokens: &[TokenTree], at: usize) -> bool {
    let dollar = at > 0 && is_punct(tokens.get(at - 1), '$');
    !dollar && is_ident(&tokens[at], "crate") && is_separator(tokens, at + 1)
}

fn supers(tokens: &[TokenTree], at: usize) -> usize {
    let is_super = |step: &usize| tokens.get(*step).is_some_and(|token| is_ident(token, "super"));
    (at..).step_by(3).take_while(is_super).count()
}

fn after_root(tokens: &[TokenTree], at: usize) -> usize {
    at + 3 * supers(tokens, at).max(1)
}

/// `pub(crate)` and `pub(super)` are no paths: no `::` follows.
fn is_visibility(tokens: &[TokenTree], at: usize) -> bool {
    !is_separator(tokens, at + 1)
}

fn is_cfg_test(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens.get(at), '#')
        && matches!(tokens.get(at + 1), Some(TokenTree::Group(group))
            if group.stream().to_string().replace(' ', "") == "cfg(test)")
}

/// The place after the item that starts at `at`: after its first block or semicolon.
fn after_item(tokens: &[TokenTree], at: usize) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        other => is_punct(Some(other), ';'),
    };
    tokens[at.min(tokens.len())..].iter().position(ends).map_or(tokens.len(), |step| at + step + 1)
}

/// The paths from the crate's root in the source text of one file, outside its tests.
fn imports(source: &str, depth: usize, exports: &BTreeMap<String, String>) -> Vec<Import> {
    let mut walk = Walk { found: Vec::new(), exports };
    walk.walk(source.parse().expect("a Rust file"), depth);
    walk.found
}

/// What is wrong with the imports of `module`, one line a fault.
fn faults(file: &str, module: &str, imports: &[Import]) -> Vec<String> {
    let Some(own) = level(module) else {
        return vec![format!("{file}: {module} has no level: give it one in LEVELS")];
    };
    let fault = |import: &Import| {
        let Import { name, line } = import;
        match level(name) {
            None => Some(format!("{file}:{line}: crate::{name} is no module with a level")),
            Some(other) if name == module || name == "error" || other < own => None,
            Some(other) => Some(format!(
                "{file}:{line}: {module} (level {own}) imports {name} (level {other})"
            )),
        }
    };
    imports.iter().filter_map(fault).collect()
}

fn source_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every Rust file under `src`, as its path from there, in order.
fn files() -> Vec<PathBuf> {
    fn walk(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path.strip_prefix(source_dir()).unwrap().to_owned());
            }
        }
    }
    let mut found = Vec::new();
    walk(&source_dir(), &mut found);
    found.sort();
    found
}

fn read(file: &Path) -> String {
    fs::read_to_string(source_dir().join(file)).unwrap()
}

/// The names that `lib.rs` exports, with the module each is from.
fn exports() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for statement in read(Path::new("lib.rs")).split(';') {
        let Some((_, path)) = statement.split_once("pub use ") else { continue };
        let Some((module, names)) = path.split_once("::") else { continue };
        for name in names.split(|c: char| !c.is_alphanumeric() && c != '_') {
            found.insert(name.to_owned(), module.to_owned());
        }
    }
    found
}

/// The top-level module that `file` belongs to, and how many modules it lies in.
fn place(file: &Path) -> (String, usize) {
    let parts: Vec<String> =
        file.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let depth = parts.iter().filter(|part| !matches!(part.as_str(), "mod" | "lib")).count();
    (parts[0].clone(), depth)
}

#[test]
fn modules_import_lower_levels_only() {
    let exports = exports();
    let mut found = Vec::new();
    for file in files() {
        let (module, depth) = place(&file);
        let name = format!("src/{}", file.display());
        found.extend(faults(&name, &module, &imports(&read(&file), depth, &exports)));
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn the_head_of_a_module_tells_its_level() {
    for file in files() {
        let (module, depth) = place(&file);
        let top = depth == 1 && (file.ends_with("mod.rs") || file.components().count() == 1);
        if let Some(level) = level(&module).filter(|_| top) {
            let head = format!("//! Level {level}. ");
            assert!(read(&file).starts_with(&head), "src/{}: no {head:?}", file.display());
        }
    }
}

#[test]
fn files_stay_short() {
    for file in files() {
        let lines = read(&file).lines().count();
        assert!(lines <= MOST_LINES, "src/{}: {lines} lines: split it", file.display());
    }
}

#[test]
fn a_bad_import_is_caught() {
    let exports = BTreeMap::from([("Extractor".to_owned(), "extractor".to_owned())]);
    let of = |source: &str, file: &str| {
        let (module, depth) = place(Path::new(file));
        faults(file, &module, &imports(source, depth, &exports))
    };
    let good = "
        use crate::{error::Error, span::{Span, TextRange}};
        use super::rule::Rule;
        pub(crate) fn f() { crate::fold::hash(\"crate::extractor\") } // crate::extractor
        #[cfg(test)]
        use crate::extractor::Extractor;
        #[cfg(test)]
        mod tests { use crate::document::Document; }
    ";
    assert_eq!(of(good, "timex/rules.rs"), Vec::<String>::new());
    let bad = [
        ("use crate::quotation::Quotation;", "timex (level 5) imports quotation (level 5)"),
        ("fn f() {\ncrate::source::f() }", "timex (level 5) imports source (level 8)"),
        ("use crate::{analysis::Analysis,\n document};", "timex (level 5) imports document"),
        ("use crate::Extractor;", "timex (level 5) imports extractor (level 10)"),
        ("use crate::helpers::help;", "crate::helpers is no module with a level"),
        ("use super::super::mention::Mention;", "timex (level 5) imports mention (level 5)"),
        ("mod form { use super::super::super::extractor::f; }", "imports extractor (level 10)"),
        ("macro_rules! m { () => { crate::document::Document }; }", "imports document (level 9)"),
    ];
    for (source, message) in bad {
        let found = of(source, "timex/rules.rs");
        assert!(found.len() == 1 && found[0].contains(message), "{source}: {found:?}");
    }
    let line = of("use crate::{analysis::Analysis,\n document};", "timex/rules.rs");
    assert!(line[0].starts_with("timex/rules.rs:2: "), "{line:?}");
    assert!(of("", "helpers.rs")[0].contains("helpers has no level"));
}
