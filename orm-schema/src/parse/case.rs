//! Ways to write a name of several words, under the names serde gives them.

/// A way to write a name of several words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// `lowercase`.
    Lower,
    /// `UPPERCASE`.
    Upper,
    /// `PascalCase`.
    Pascal,
    /// `camelCase`.
    Camel,
    /// `snake_case`.
    Snake,
    /// `SCREAMING_SNAKE_CASE`.
    ScreamingSnake,
    /// `kebab-case`.
    Kebab,
    /// `SCREAMING-KEBAB-CASE`.
    ScreamingKebab,
}

impl Case {
    /// The names `rename_all` takes.
    pub const NAMES: [&'static str; 8] = [
        "lowercase",
        "UPPERCASE",
        "PascalCase",
        "camelCase",
        "snake_case",
        "SCREAMING_SNAKE_CASE",
        "kebab-case",
        "SCREAMING-KEBAB-CASE",
    ];

    /// Reads the value of `rename_all`.
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [
            Self::Lower,
            Self::Upper,
            Self::Pascal,
            Self::Camel,
            Self::Snake,
            Self::ScreamingSnake,
            Self::Kebab,
            Self::ScreamingKebab,
        ];
        Self::NAMES.iter().position(|known| *known == name).map(|index| all[index])
    }

    /// Writes the name of a field (which is `snake_case`) in this way, as serde does.
    pub fn of_field(self, field: &str) -> String {
        match self {
            Self::Lower | Self::Snake => field.to_owned(),
            Self::Upper | Self::ScreamingSnake => field.to_ascii_uppercase(),
            Self::Pascal => pascal(field),
            Self::Camel => lower_first(&pascal(field)),
            Self::Kebab => field.replace('_', "-"),
            Self::ScreamingKebab => field.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// Writes the name of a variant or type (which is `PascalCase`) in this way, as serde does.
    pub fn of_variant(self, variant: &str) -> String {
        match self {
            Self::Pascal => variant.to_owned(),
            Self::Lower => variant.to_ascii_lowercase(),
            Self::Upper => variant.to_ascii_uppercase(),
            Self::Camel => lower_first(variant),
            Self::Snake => snake(variant),
            Self::ScreamingSnake => snake(variant).to_ascii_uppercase(),
            Self::Kebab => snake(variant).replace('_', "-"),
            Self::ScreamingKebab => snake(variant).to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn pascal(field: &str) -> String {
    let mut out = String::with_capacity(field.len());
    for word in field.split('_') {
        let mut chars = word.chars();
        out.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        out.push_str(chars.as_str());
    }
    out
}

fn snake(variant: &str) -> String {
    let mut out = String::with_capacity(variant.len() + 4);
    for (index, c) in variant.char_indices() {
        if index > 0 && c.is_uppercase() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| format!("{}{}", first.to_ascii_lowercase(), chars.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_follow_serde() {
        let written = |name: &str| {
            let case = Case::from_name(name).expect("a known name");
            (case.of_field("owner_id"), case.of_variant("VeryTasty"))
        };
        let pair = |field: &str, variant: &str| (field.to_owned(), variant.to_owned());
        assert_eq!(written("lowercase"), pair("owner_id", "verytasty"));
        assert_eq!(written("UPPERCASE"), pair("OWNER_ID", "VERYTASTY"));
        assert_eq!(written("PascalCase"), pair("OwnerId", "VeryTasty"));
        assert_eq!(written("camelCase"), pair("ownerId", "veryTasty"));
        assert_eq!(written("snake_case"), pair("owner_id", "very_tasty"));
        assert_eq!(written("SCREAMING_SNAKE_CASE"), pair("OWNER_ID", "VERY_TASTY"));
        assert_eq!(written("kebab-case"), pair("owner-id", "very-tasty"));
        assert_eq!(written("SCREAMING-KEBAB-CASE"), pair("OWNER-ID", "VERY-TASTY"));
    }
}
