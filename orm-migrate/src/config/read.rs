//! Text of an `orm.toml` to [`Config`]. Every mistake is told with its place in the file.

use std::ops::Range;
use std::path::{Path, PathBuf};

use orm_schema::Dialect;
use orm_schema::parse::suggest::did_you_mean;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Config, ConfigError, InvalidFile, UrlSource};

const KEYS: [&str; 6] = ["dialect", "schema", "out", "url", "direct_url", "features"];

/// Understands `text`, which was read from `file`.
pub(super) fn config(file: &Path, text: String) -> Result<Config, ConfigError> {
    let root = file.parent().map_or_else(PathBuf::new, Path::to_owned);
    let reader = Reader { file, text: &text };
    let table = DeTable::parse(&text).map_err(|error| InvalidFile::from_toml(file, &text, &error))?;
    let table = table.get_ref();
    reader.refuse_unknown_keys(table, &KEYS)?;

    let dialect = reader.dialect(reader.required(table, "dialect")?)?;
    let (schema, schema_spans) = reader.schema(reader.required(table, "schema")?)?;
    let out = table.get("out").map(|value| reader.string(value, "out")).transpose()?;
    let url = table.get("url").map(|value| reader.url(value, "url")).transpose()?;
    let direct_url = table.get("direct_url").map(|value| reader.url(value, "direct_url")).transpose()?;
    let features = table.get("features").map(|value| reader.strings(value, "features")).transpose()?;
    let features = features.unwrap_or_default().into_iter().map(|(feature, _)| feature).collect();
    Ok(Config {
        file: file.to_owned(),
        out: root.join(out.unwrap_or("migrations")),
        root,
        dialect,
        schema,
        url,
        direct_url,
        features,
        schema_spans,
        text,
    })
}

struct Reader<'a> {
    file: &'a Path,
    text: &'a str,
}

impl Reader<'_> {
    fn invalid(&self, span: Range<usize>, message: impl Into<String>) -> InvalidFile {
        InvalidFile::new(self.file, self.text, span, message)
    }

    fn refuse_unknown_keys(&self, table: &DeTable<'_>, known: &[&'static str]) -> Result<(), InvalidFile> {
        let Some(key) = table.keys().find(|key| !known.contains(&key.get_ref().as_ref())) else {
            return Ok(());
        };
        let name = key.get_ref().as_ref();
        let hint = did_you_mean(name, known.iter().copied())
            .unwrap_or_else(|| format!("the keys are `{}`", known.join("`, `")));
        Err(self.invalid(key.span(), format!("unknown key `{name}`")).with_hint(hint))
    }

    fn required<'t, 'i>(
        &self,
        table: &'t DeTable<'i>,
        key: &str,
    ) -> Result<&'t Spanned<DeValue<'i>>, InvalidFile> {
        table.get(key).ok_or_else(|| {
            let example = match key {
                "dialect" => r#"add `dialect = "sqlite"` (or "postgres", "mysql")"#,
                _ => r#"add `schema = ["src/schema.rs"]`"#,
            };
            self.invalid(0..0, format!("`{key}` is missing")).with_hint(example.to_owned())
        })
    }

    fn string<'t>(&self, value: &'t Spanned<DeValue<'_>>, key: &str) -> Result<&'t str, InvalidFile> {
        let expected = || {
            let found = value.get_ref().type_str();
            self.invalid(value.span(), format!("`{key}` is a string, not of type {found}"))
        };
        value.get_ref().as_str().ok_or_else(expected)
    }

    fn strings(
        &self,
        value: &Spanned<DeValue<'_>>,
        key: &str,
    ) -> Result<Vec<(String, Range<usize>)>, InvalidFile> {
        let Some(list) = value.get_ref().as_array() else {
            let found = value.get_ref().type_str();
            return Err(
                self.invalid(value.span(), format!("`{key}` is a list of strings, not of type {found}"))
            );
        };
        list.iter().map(|item| Ok((self.string(item, key)?.to_owned(), item.span()))).collect()
    }

    fn dialect(&self, value: &Spanned<DeValue<'_>>) -> Result<Dialect, InvalidFile> {
        let name = self.string(value, "dialect")?;
        Dialect::from_name(name).ok_or_else(|| {
            let hint = did_you_mean(name, Dialect::ALL.map(Dialect::name))
                .unwrap_or_else(|| r#"it is "postgres", "mysql" or "sqlite""#.to_owned());
            self.invalid(value.span(), format!("unknown dialect `{name}`")).with_hint(hint)
        })
    }

    /// One path or a list of paths.
    fn schema(&self, value: &Spanned<DeValue<'_>>) -> Result<(Vec<PathBuf>, Vec<Range<usize>>), InvalidFile> {
        if let Some(path) = value.get_ref().as_str() {
            return Ok((vec![path.into()], vec![value.span()]));
        }
        let paths = self.strings(value, "schema")?;
        if paths.is_empty() {
            return Err(self.invalid(value.span(), "`schema` names no file"));
        }
        Ok(paths.into_iter().map(|(path, span)| (PathBuf::from(path), span)).unzip())
    }

    fn url(&self, value: &Spanned<DeValue<'_>>, key: &str) -> Result<UrlSource, InvalidFile> {
        if let Some(literal) = value.get_ref().as_str() {
            return Ok(UrlSource::Literal(literal.to_owned()));
        }
        let Some(table) = value.get_ref().as_table() else {
            let message = format!(r#"`{key}` is a string or `{{ env = "DATABASE_URL" }}`"#);
            return Err(self.invalid(value.span(), message));
        };
        self.refuse_unknown_keys(table, &["env"])?;
        let Some(variable) = table.get("env") else {
            return Err(self.invalid(value.span(), format!("`{key}` names no variable: `env` is missing")));
        };
        Ok(UrlSource::Env(self.string(variable, "env")?.to_owned()))
    }
}
