//! The templates at hand: those compiled in, and those a host gives.

use std::sync::Arc;

use once_cell::sync::Lazy;

use super::check::check;
use super::read_template::read;
use super::template::{Common, Template};
use super::{Kind, Variant};
use crate::record::Invalid;

/// French, easy-to-read French, English.
const BUILT_IN: [&str; 3] = [
    include_str!("templates/fr.json"),
    include_str!("templates/fr_falc.json"),
    include_str!("templates/en.json"),
];

static READ: Lazy<Arc<Templates>> = Lazy::new(|| {
    let mut templates = Templates { all: Vec::new() };
    for text in BUILT_IN {
        // A test checks each of them: none is left out.
        if let Ok(more) = templates.parsed(text) {
            templates = templates.joined(more);
        }
    }
    Arc::new(templates)
});

/// The ids of the templates compiled in begin so, and no other's.
const OWN: &str = "dmpkit.";

/// Templates by language, variant and kind. Immutable: a host's templates make another one.
#[derive(Debug, Clone)]
pub struct Templates {
    all: Vec<Arc<Template>>,
}

impl Templates {
    /// The templates compiled in, read once.
    pub fn built_in() -> Arc<Templates> {
        Arc::clone(&READ)
    }

    /// With a host's templates (`dmpkit.notice-template/1`), which take the place of those of the
    /// same language, variant and kind. Words it does not say are those of the templates there
    /// are. Refused, with what is missing named, unless in each case every element of its kinds is
    /// held and nothing stays open.
    pub fn with(&self, text: &str) -> Result<Templates, Invalid> {
        let new = self.parsed(text)?;
        for template in &new {
            if template.common.id.starts_with(OWN) {
                return Err(Invalid::new("id", format!("must not begin with {OWN}")));
            }
            check(template)?;
        }
        Ok(self.joined(new))
    }

    fn parsed(&self, text: &str) -> Result<Vec<Template>, Invalid> {
        read(text, |language, variant| self.common(language, variant))
    }

    fn joined(&self, new: Vec<Template>) -> Templates {
        let mut all = self.all.clone();
        for template in new {
            let language = &template.common.language;
            all.retain(|old| !old.serves(language, template.variant, template.kind));
            all.push(Arc::new(template));
        }
        Templates { all }
    }

    /// What a language already says in a variant, or in its standard one.
    fn common(&self, language: &str, variant: Variant) -> Option<Arc<Common>> {
        let of = |variant: Variant| {
            let same =
                |old: &&Arc<Template>| old.common.language == language && old.variant == variant;
            self.all.iter().find(same).map(|old| Arc::clone(&old.common))
        };
        of(variant).or_else(|| of(Variant::Standard))
    }

    pub(super) fn find(&self, language: &str, variant: Variant, kind: Kind) -> Option<&Template> {
        let found = self.all.iter().find(|template| template.serves(language, variant, kind));
        found.map(|template| &**template)
    }

    /// What there is: language, variant, kind, id and version of each template.
    pub fn list(&self) -> impl Iterator<Item = (&str, Variant, Kind, &str, &str)> {
        self.all.iter().map(|template| {
            let common = &template.common;
            let (id, version) = (common.id.as_str(), common.version.as_str());
            (common.language.as_str(), template.variant, template.kind, id, version)
        })
    }
}

impl Template {
    fn serves(&self, language: &str, variant: Variant, kind: Kind) -> bool {
        self.common.language == language && self.variant == variant && self.kind == kind
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_template_compiled_in_is_one_that_would_be_kept() {
        let mut templates = Templates { all: Vec::new() };
        for text in BUILT_IN {
            let new = templates.parsed(text).unwrap();
            for template in &new {
                check(template).unwrap();
                assert!(template.common.id.starts_with(OWN));
            }
            templates = templates.joined(new);
        }
        assert_eq!(templates.all.len(), Templates::built_in().all.len());
    }
}
