//! The time line as one HTML file, of `page.html`.

use std::error::Error;

use minijinja::Environment;
use minijinja::value::Serde;
use serde::Serialize;

use super::event::Line;

#[derive(Serialize)]
struct Page<'p> {
    name: &'p str,
    line: &'p Line,
}

pub(crate) fn render(name: &str, line: &Line) -> Result<String, Box<dyn Error>> {
    let mut environment = Environment::new();
    environment.add_template("page.html", include_str!("page.html"))?;
    Ok(environment.get_template("page.html")?.render(Serde(Page { name, line }))?)
}
