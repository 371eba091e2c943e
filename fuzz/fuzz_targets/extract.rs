//! What holds of the document of any text whatever, under libFuzzer: `cargo +nightly fuzz run extract`.
//!
//! `cargo +nightly fuzz run extract fuzz/corpus/extract tests/golden` starts from the golden articles.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/common/invariants.rs"]
mod invariants;

fuzz_target!(|text: &str| {
    invariants::hold(text, None);
    invariants::hold(text, "2026-02-11".parse().ok());
});
