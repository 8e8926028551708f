//! `#[derive(Projection)]`: parse, expand.

use orm_schema::parse::Problems;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{
    Attribute, Data, DeriveInput, Expr, Fields, GenericArgument, Ident, LitStr, Path, PathArguments, Token,
    Type, Visibility,
};

use crate::expand;

/// A struct that is a select list.
pub(crate) struct ProjectionPlan {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    /// What stands in for `::orm_core`.
    pub(crate) krate: TokenStream,
    /// Its name in a FROM list, if queries read it as a source.
    pub(crate) name: Option<LitStr>,
    /// The sources it reads, the first of which plain fields are columns of.
    pub(crate) sources: Vec<SourcePlan>,
    pub(crate) fields: Vec<FieldPlan>,
}

impl ProjectionPlan {
    /// The fields that are read of a row itself.
    pub(crate) fn flat(&self) -> impl Iterator<Item = &FieldPlan> {
        self.fields.iter().filter(|field| !matches!(field.value, FieldValue::With(_)))
    }

    /// The fields that are relations, with the queries over them.
    pub(crate) fn branches(&self) -> impl Iterator<Item = (&FieldPlan, Option<&Expr>)> {
        self.fields.iter().filter_map(|field| match &field.value {
            FieldValue::With(query) => Some((field, query.as_deref())),
            FieldValue::Column | FieldValue::Expression(_) | FieldValue::Row(_) | FieldValue::Flatten(_) => {
                None
            }
        })
    }
}

/// A source.
pub(crate) struct SourcePlan {
    pub(crate) path: Path,
    /// May an outer join find no row of it?
    pub(crate) is_optional: bool,
}

/// A field.
pub(crate) struct FieldPlan {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) value: FieldValue,
}

/// What a field is read from.
pub(crate) enum FieldValue {
    /// The column of the same name of the first source.
    Column,
    /// This expression.
    Expression(Box<Expr>),
    /// The whole row of a source.
    Row(Path),
    /// Another projection.
    Flatten(Path),
    /// A relation: this query over it, or the relation of the same name of the first source.
    With(Option<Box<Expr>>),
}

const STRUCT_USAGE: &str = "write #[projection(from = Project)], with `join = User` or `left_join = Chat` for each other source, and `name = \"..\"` \
     for a source of other queries";

/// The expansion, or the problems.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::new();
    let plan = read(input, &mut problems);
    let is_sound = problems.is_empty();
    let errors = problems.into_compile_errors();
    let expansion = plan.map(|plan| expand::projection(&plan, input, is_sound));
    quote! { #errors #expansion }
}

fn read(input: &DeriveInput, problems: &mut Problems) -> Option<ProjectionPlan> {
    let Data::Struct(data) = &input.data else {
        problems.push_at(&input.ident, "`Projection` can be derived for structs only");
        return None;
    };
    let Fields::Named(fields) = &data.fields else {
        problems.push_at(&input.ident, "a projection needs named fields");
        return None;
    };
    if !input.generics.params.is_empty() {
        problems.push_at(&input.generics.params, "a projection cannot have generic parameters");
        return None;
    }
    let mut plan = ProjectionPlan {
        ident: input.ident.clone(),
        vis: input.vis.clone(),
        krate: quote!(::orm_core),
        name: None,
        sources: Vec::new(),
        fields: Vec::new(),
    };
    for attribute in ours(&input.attrs) {
        struct_words(attribute, &mut plan, problems);
    }
    if plan.sources.is_empty() {
        problems.push_at(&input.ident, "a projection needs a table to read from").hint(STRUCT_USAGE);
    }
    for field in &fields.named {
        if let Some(ident) = &field.ident {
            let value = field_value(field, problems);
            let is_column = matches!(value, FieldValue::Column | FieldValue::Expression(_));
            if plan.name.is_some() && !is_column {
                problems
                    .push_at(ident, "a field of a projection with a name is one column")
                    .hint("leave out `name`, or list the columns that other queries read");
            }
            plan.fields.push(FieldPlan { ident: ident.clone(), ty: field.ty.clone(), value });
        }
    }
    Some(plan)
}

fn ours(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("projection"))
}

/// Reads `from`, `join`, `left_join` and `crate`.
fn struct_words(attribute: &Attribute, plan: &mut ProjectionPlan, problems: &mut Problems) {
    let parsed = attribute.parse_args_with(|input: ParseStream<'_>| {
        while !input.is_empty() {
            let word = input.call(Ident::parse_any)?;
            input.parse::<Token![=]>()?;
            if word == "name" {
                plan.name = Some(input.parse()?);
                comma(input)?;
                continue;
            }
            let path = input.call(Path::parse_mod_style)?;
            match word.to_string().as_str() {
                "from" => plan.sources.insert(0, SourcePlan { path, is_optional: false }),
                "join" => plan.sources.push(SourcePlan { path, is_optional: false }),
                "left_join" => plan.sources.push(SourcePlan { path, is_optional: true }),
                "crate" => plan.krate = path.to_token_stream(),
                _ => {
                    problems
                        .push_at(&word, format!("unknown attribute `{word}` in `projection`"))
                        .hint(STRUCT_USAGE);
                }
            }
            comma(input)?;
        }
        Ok(())
    });
    if let Err(error) = parsed {
        problems.push_syn(&error);
    }
}

/// The comma behind an entry, unless it is the last.
fn comma(input: ParseStream<'_>) -> syn::Result<()> {
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(())
}

/// What `#[projection(..)]` says about a field: a column of the first source if it says nothing.
fn field_value(field: &syn::Field, problems: &mut Problems) -> FieldValue {
    let mut value = None;
    for attribute in ours(&field.attrs) {
        match attribute.parse_args_with(|input: ParseStream<'_>| one_value(input, &field.ty)) {
            Ok(_) if value.is_some() => {
                problems.push_at(attribute, "a field is read from one thing only");
            }
            Ok(read) => value = Some(read),
            Err(error) => problems.push_syn(&error),
        }
    }
    value.unwrap_or(FieldValue::Column)
}

fn one_value(input: ParseStream<'_>, ty: &Type) -> syn::Result<FieldValue> {
    let ahead = input.fork();
    let Ok(word) = ahead.parse::<Ident>() else {
        return Ok(FieldValue::Expression(Box::new(input.parse()?)));
    };
    let is_alone = ahead.is_empty();
    let has_value = ahead.peek(Token![=]) && !ahead.peek(Token![==]);
    match word.to_string().as_str() {
        "expr" if has_value => {
            skip_word(input)?;
            Ok(FieldValue::Expression(Box::new(input.parse()?)))
        }
        "row" if has_value => {
            skip_word(input)?;
            Ok(FieldValue::Row(input.call(Path::parse_mod_style)?))
        }
        "row" if is_alone => {
            input.parse::<Ident>()?;
            Ok(FieldValue::Row(path_of(ty)?))
        }
        "with" if has_value => {
            skip_word(input)?;
            Ok(FieldValue::With(Some(Box::new(input.parse()?))))
        }
        "with" if is_alone => {
            input.parse::<Ident>()?;
            Ok(FieldValue::With(None))
        }
        "flatten" if is_alone => {
            input.parse::<Ident>()?;
            Ok(FieldValue::Flatten(path_of(ty)?))
        }
        _ => Ok(FieldValue::Expression(Box::new(input.parse()?))),
    }
}

fn skip_word(input: ParseStream<'_>) -> syn::Result<()> {
    input.parse::<Ident>()?;
    input.parse::<Token![=]>()?;
    Ok(())
}

/// The type of the rows of a relation: `Chat` of `Vec<Chat>`, of `Option<Chat>` and of itself.
pub(crate) fn element_of(ty: &Type) -> &Type {
    if let Type::Path(path) = ty
        && let Some(last) = path.path.segments.last()
        && (last.ident == "Vec" || last.ident == "Option")
        && let PathArguments::AngleBracketed(arguments) = &last.arguments
        && let Some(GenericArgument::Type(inner)) = arguments.args.first()
    {
        return inner;
    }
    ty
}

/// The path of a type, with an `Option` around it taken off.
fn path_of(ty: &Type) -> syn::Result<Path> {
    let Type::Path(path) = ty else {
        return Err(syn::Error::new_spanned(ty, "a row is read into a struct, or an `Option` of one"));
    };
    if let Some(last) = path.path.segments.last()
        && last.ident == "Option"
        && let PathArguments::AngleBracketed(arguments) = &last.arguments
        && let Some(GenericArgument::Type(inner)) = arguments.args.first()
    {
        return path_of(inner);
    }
    Ok(path.path.clone())
}
