//! `#[derive(Insert)]` and `#[derive(Patch)]`: parse, expand.

use orm_schema::parse::{self, Case, Problems};
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, Path, Token, Type, Visibility};

use crate::expand;
use crate::passed_on::{self, FieldSerde, RuleCall, StructRule};

/// What the model is of its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A new row.
    Insert,
    /// A change of one.
    Patch,
}

/// A model that a user writes.
pub(crate) struct WrittenPlan {
    pub(crate) kind: Kind,
    pub(crate) ident: Ident,
    /// Its `///` lines.
    pub(crate) docs: String,
    pub(crate) vis: Visibility,
    /// What stands in for `::orm_core`.
    pub(crate) krate: TokenStream,
    /// The struct of the table.
    pub(crate) table: Path,
    /// The columns that the server sets.
    pub(crate) server: Vec<Ident>,
    /// Are reading and validation left to other derives?
    pub(crate) is_plain: bool,
    pub(crate) deny_unknown_fields: bool,
    pub(crate) fields: Vec<WrittenField>,
    /// Rules over the whole model.
    pub(crate) rules: Vec<StructRule>,
}

/// A field of it.
pub(crate) struct WrittenField {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// Its `///` lines.
    pub(crate) docs: String,
    /// Is it no column?
    pub(crate) is_extra: bool,
    /// Its name in requests, where that is not the column's.
    pub(crate) wire: Option<String>,
    /// How many `Option`s are around its value.
    pub(crate) options: usize,
    pub(crate) serde: FieldSerde,
    pub(crate) rules: Vec<RuleCall>,
}

const USAGE: &str = "write #[model(Project)], with `server(owner_id)` for columns that the server sets, or `plain` beside the derives of \
     serde and validator";

/// What `#[model(..)]` on the struct says.
#[derive(Default)]
struct Words {
    table: Option<Path>,
    krate: Option<Path>,
    server: Vec<Ident>,
    is_plain: bool,
    deny_unknown_fields: bool,
}

/// The expansion, or the problems.
pub(crate) fn derive(input: &DeriveInput, kind: Kind) -> TokenStream {
    let mut problems = Problems::new();
    let plan = read(input, kind, &mut problems);
    let is_sound = problems.is_empty();
    let errors = problems.into_compile_errors();
    let expansion = plan.filter(|_| is_sound).map(|plan| expand::written(&plan));
    quote! { #errors #expansion }
}

fn read(input: &DeriveInput, kind: Kind, problems: &mut Problems) -> Option<WrittenPlan> {
    let Data::Struct(data) = &input.data else {
        problems.push_at(&input.ident, "a model is a struct");
        return None;
    };
    let Fields::Named(fields) = &data.fields else {
        problems.push_at(&input.ident, "a model needs named fields");
        return None;
    };
    if !input.generics.params.is_empty() {
        problems.push_at(&input.generics.params, "a model cannot have generic parameters");
        return None;
    }
    let mut words = Words::default();
    for attribute in ours(&input.attrs) {
        struct_words(attribute, &mut words, problems);
    }
    let Some(table) = words.table else {
        problems.push_at(&input.ident, "a model needs a table").hint(USAGE);
        return None;
    };
    if let (Kind::Patch, Some(server)) = (kind, words.server.first()) {
        problems
            .push_at(server, "nothing must be given in a patch")
            .hint("leave the column out of the struct; the server sets it with `.set(..)`");
    }
    let case = parse::serde_value(&input.attrs, "rename_all", problems);
    let case = case.and_then(|(name, _)| Case::from_name(&name));
    let fields = fields.named.iter().filter_map(|field| read_field(field, case, problems)).collect();
    let validate: Vec<Attribute> =
        input.attrs.iter().filter(|attribute| attribute.path().is_ident("validate")).cloned().collect();
    Some(WrittenPlan {
        kind,
        ident: input.ident.clone(),
        docs: parse::wire::docs(&input.attrs),
        vis: input.vis.clone(),
        krate: words.krate.map_or_else(|| quote!(::orm_core), |path| quote!(#path)),
        table,
        server: words.server,
        is_plain: words.is_plain,
        deny_unknown_fields: words.deny_unknown_fields,
        fields,
        rules: if words.is_plain { Vec::new() } else { passed_on::struct_rules(&validate, false, problems) },
    })
}

fn ours(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("model"))
}

/// Reads the table, `server(..)`, `plain`, `deny_unknown_fields` and `crate = ..`.
fn struct_words(attribute: &Attribute, words: &mut Words, problems: &mut Problems) {
    let parsed = attribute.parse_args_with(|input: ParseStream<'_>| {
        while !input.is_empty() {
            struct_word(input, words, problems)?;
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    });
    if let Err(error) = parsed {
        problems.push_syn(&error);
    }
}

fn struct_word(input: ParseStream<'_>, words: &mut Words, problems: &mut Problems) -> syn::Result<()> {
    if input.peek(Token![crate]) && input.peek2(Token![=]) {
        input.parse::<Token![crate]>()?;
        input.parse::<Token![=]>()?;
        words.krate = Some(input.parse()?);
        return Ok(());
    }
    let path: Path = input.call(Path::parse_mod_style)?;
    let word = path.get_ident().map(ToString::to_string).unwrap_or_default();
    if input.peek(syn::token::Paren) {
        let list;
        syn::parenthesized!(list in input);
        let tokens: TokenStream = list.parse()?;
        if word == "server" {
            let names = Punctuated::<Ident, Token![,]>::parse_terminated.parse2(tokens)?;
            words.server.extend(names);
        } else {
            problems.push_at(&path, format!("unknown word `{word}`")).hint(USAGE);
        }
        return Ok(());
    }
    match word.as_str() {
        "plain" => words.is_plain = true,
        "deny_unknown_fields" => words.deny_unknown_fields = true,
        _ if words.table.is_none() => words.table = Some(path),
        _ => {
            problems.push_at(&path, "a model is of one table").hint(USAGE);
        }
    }
    Ok(())
}

fn read_field(field: &syn::Field, case: Option<Case>, problems: &mut Problems) -> Option<WrittenField> {
    let ident = field.ident.as_ref()?;
    let mut is_extra = false;
    for attribute in ours(&field.attrs) {
        let parsed = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("skip") {
                is_extra = true;
                return Ok(());
            }
            Err(meta.error("the only word here is `skip`: the field is no column"))
        });
        if let Err(error) = parsed {
            problems.push_syn(&error);
        }
    }
    let (ty, options) = parse::value_type(&field.ty, problems);
    let renamed = parse::serde_value(&field.attrs, "rename", problems).map(|(name, _)| name);
    Some(WrittenField {
        ident: ident.clone(),
        ty: field.ty.clone(),
        docs: parse::wire::docs(&field.attrs),
        is_extra,
        wire: renamed.or_else(|| case.map(|case| case.of_field(&ident.unraw().to_string()))),
        options,
        serde: FieldSerde::of(&field.attrs),
        rules: passed_on::own_rules(&field.attrs, &ty, problems),
    })
}
