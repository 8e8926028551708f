//! `#[serde(..)]` of a field.

use orm_schema::parse::skip_value;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, LitStr, Path, Token};

/// What `#[serde(..)]` of a field says about reading it. Its wire name is the business of the schema's reader.
#[derive(std::default::Default)]
pub(crate) struct FieldSerde {
    /// `alias = ".."`.
    pub(crate) aliases: Vec<LitStr>,
    /// `default`, `default = "path"`.
    pub(crate) default: Option<Default>,
    /// The function of `deserialize_with = ".."`, or that of the module `with = ".."`.
    pub(crate) read: Option<Path>,
    /// `skip_serializing`, `skip`.
    pub(crate) is_not_serialized: bool,
}

/// What stands in for an absent value.
pub(crate) enum Default {
    /// `Default::default()`.
    OfType,
    /// This function's value.
    Function(Path),
}

impl FieldSerde {
    /// Reads what concerns the models. Mistakes are left to serde, which reads the same attributes for the row.
    pub(crate) fn of(attributes: &[Attribute]) -> Self {
        let mut serde = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            let _: syn::Result<()> = attribute.parse_nested_meta(|meta| serde.word(&meta));
        }
        serde
    }

    fn word(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        let has_value = meta.input.peek(Token![=]);
        if meta.path.is_ident("alias") && has_value {
            self.aliases.push(meta.value()?.parse()?);
        } else if meta.path.is_ident("default") && has_value {
            self.default = Some(Default::Function(path(meta)?));
        } else if meta.path.is_ident("default") {
            self.default = Some(Default::OfType);
        } else if meta.path.is_ident("deserialize_with") && has_value {
            self.read = Some(path(meta)?);
        } else if meta.path.is_ident("with") && has_value {
            let mut function = path(meta)?;
            function.segments.push(syn::parse_quote!(deserialize));
            self.read = Some(function);
        } else if meta.path.is_ident("skip_serializing") || meta.path.is_ident("skip") {
            self.is_not_serialized = true;
        } else {
            skip_value(meta)?;
        }
        Ok(())
    }
}

fn path(meta: &ParseNestedMeta<'_>) -> syn::Result<Path> {
    meta.value()?.parse::<LitStr>()?.parse()
}
