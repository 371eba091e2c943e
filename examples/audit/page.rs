//! The profile as one HTML file, of `page.html`.

use std::error::Error;

use minijinja::Environment;
use minijinja::value::Serde;

use crate::profile::Profile;

pub(crate) fn render(profile: &Profile) -> Result<String, Box<dyn Error>> {
    let mut environment = Environment::new();
    environment.add_template("page.html", include_str!("page.html"))?;
    Ok(environment.get_template("page.html")?.render(Serde(profile))?)
}
