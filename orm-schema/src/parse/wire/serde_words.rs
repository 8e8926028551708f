//! `#[serde(..)]` of structs, enums, variants and fields.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, LitStr, token};

use super::super::case::Case;
use super::super::field::skip_value;

/// A word that may differ between reading and writing: `rename = ".."`, `rename(serialize = "..", deserialize = "..")`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sides {
    pub(super) read: Option<String>,
    pub(super) written: Option<String>,
}

/// Everything that is understood of the attribute, wherever it stands.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of serde, given or not")]
pub(super) struct Words {
    pub(super) rename: Sides,
    pub(super) rename_all: Sides,
    pub(super) rename_all_fields: Sides,
    pub(super) tag: Option<String>,
    pub(super) content: Option<String>,
    pub(super) is_untagged: bool,
    pub(super) is_transparent: bool,
    pub(super) denies_unknown_fields: bool,
    pub(super) has_default: bool,
    pub(super) is_flattened: bool,
    pub(super) is_not_read: bool,
    pub(super) is_not_written: bool,
    pub(super) may_be_left_out: bool,
    /// Does other code than that of the type read it?
    pub(super) is_read_otherwise: bool,
    /// Does other code than that of the type write it?
    pub(super) is_written_otherwise: bool,
}

impl Words {
    pub(super) fn of(attributes: &[Attribute]) -> Self {
        let mut words = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            // What serde cannot read either is reported by serde.
            let _: syn::Result<()> = attribute.parse_nested_meta(|meta| words.word(&meta));
        }
        words
    }

    fn word(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        let word = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
        match word.as_str() {
            "rename" => return self.rename.read(meta),
            "rename_all" => return self.rename_all.read(meta),
            "rename_all_fields" => return self.rename_all_fields.read(meta),
            "tag" => self.tag = Some(text(meta)?),
            "content" => self.content = Some(text(meta)?),
            "untagged" => self.is_untagged = true,
            "transparent" => self.is_transparent = true,
            "deny_unknown_fields" => self.denies_unknown_fields = true,
            "flatten" => self.is_flattened = true,
            "skip" => (self.is_not_read, self.is_not_written) = (true, true),
            "skip_deserializing" => self.is_not_read = true,
            "skip_serializing" => self.is_not_written = true,
            _ => {
                match word.as_str() {
                    "default" => self.has_default = true,
                    "skip_serializing_if" => self.may_be_left_out = true,
                    "with" | "remote" => {
                        (self.is_read_otherwise, self.is_written_otherwise) = (true, true);
                    }
                    "deserialize_with" | "from" | "try_from" => self.is_read_otherwise = true,
                    "serialize_with" | "into" => self.is_written_otherwise = true,
                    _ => {}
                }
                return skip_value(meta);
            }
        }
        Ok(())
    }
}

impl Sides {
    fn read(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        if meta.input.peek(token::Paren) {
            return meta.parse_nested_meta(|side| {
                let name = text(&side)?;
                if side.path.is_ident("deserialize") {
                    self.read = Some(name);
                } else {
                    self.written = Some(name);
                }
                Ok(())
            });
        }
        let name = text(meta)?;
        (self.read, self.written) = (Some(name.clone()), Some(name));
        Ok(())
    }

    /// The cases that both sides name.
    pub(super) fn cases(&self) -> (Option<Case>, Option<Case>) {
        let case = |name: &Option<String>| name.as_deref().and_then(Case::from_name);
        (case(&self.read), case(&self.written))
    }
}

fn text(meta: &ParseNestedMeta<'_>) -> syn::Result<String> {
    Ok(meta.value()?.parse::<LitStr>()?.value())
}
