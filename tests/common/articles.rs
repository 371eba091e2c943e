//! The golden articles. Each is a file of `tests/golden` whose name starts with the day it was published, `undated`
//! where no day is known.

#![allow(dead_code, reason = "not every test needs every part")]

use onrecord::Date;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Article {
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
    pub(crate) published: Option<Date>,
}

macro_rules! articles {
    ($($name:literal)*) => {
        const ARTICLES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../golden/", $name, ".txt")))),*];
    };
}

articles! {
    "2019-12-06-court-report"
    "2020-09-28-science"
    "2021-08-14-interview"
    "2022-07-25-regional-desk"
    "2022-11-03-business-brief"
    "2023-05-21-broadsheet"
    "2024-10-08-british-paper"
    "2025-06-19-political-long-read"
    "2026-02-12-wire-report"
    "2026-03-02-live-blog"
    "undated-sport"
}

/// Every article, by name.
pub(crate) fn all() -> Vec<Article> {
    let article = |&(name, text): &(&'static str, &'static str)| {
        let day = name.get(..10).and_then(|day| day.parse().ok());
        assert!(day.is_some() || name.starts_with("undated-"), "{name}: no day in its name");
        Article { name, text, published: day }
    };
    ARTICLES.iter().map(article).collect()
}
