//! `impl Validate` of a model, or `impl Check` where its rules need a context: the rules of each column, which its metadata
//! holds, and those of the model.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::model::Model;
use crate::passed_on::{RuleCall, StructRule};
use crate::plan::{ColumnPlan, Presence, TablePlan};

/// The implementation; a model without rules has an empty one, so that extractors take every model.
pub(super) fn implementation(plan: &TablePlan<'_>, model: &Model<'_>) -> TokenStream {
    let ident = model.ident;
    let fields: Vec<TokenStream> =
        model.columns.iter().filter_map(|column| field(plan, model, column)).collect();
    let is_new = *ident == plan.models.insert;
    let whole: Vec<TokenStream> = plan.rules.iter().filter(|_| is_new).map(whole).collect();
    let body = if fields.is_empty() && whole.is_empty() {
        quote!(__p::Ok(()))
    } else {
        quote! {
            let mut rules = __p::Rules::new();
            #(#fields)*
            #(#whole)*
            rules.finish()
        }
    };
    if let Some(context) = &plan.models.context {
        return quote! {
            #[automatically_derived]
            impl __p::Check for #ident {
                type Context = __p::Context<#context>;
                fn check(&self, context: &Self::Context) -> __p::Result<(), __p::ValidationErrors> {
                    #body
                }
            }
        };
    }
    quote! {
        #[automatically_derived]
        impl __p::Validate for #ident {
            fn validate(&self) -> __p::Result<(), __p::ValidationErrors> {
                #body
            }
        }
    }
}

/// A rule over the whole model.
fn whole(rule: &StructRule) -> TokenStream {
    let StructRule { function, uses_context } = rule;
    let context = uses_context.then(|| quote!(, &context.0));
    quote!(rules.whole(#function(self #context));)
}

fn field(plan: &TablePlan<'_>, model: &Model<'_>, column: &ColumnPlan<'_>) -> Option<TokenStream> {
    let value = value(model, column);
    let position = Literal::usize_unsuffixed(column.position);
    let of_column = column.rules.iter().any(|rule| matches!(rule, RuleCall::Method(_)));
    let of_column = of_column.then(|| quote!(rules.of_column::<Self, _>(#position, #value);));
    let calls: Vec<TokenStream> = column.rules.iter().filter_map(|rule| call(plan, model, rule)).collect();
    let wire = &column.field.wire_name;
    let of_model = (!calls.is_empty()).then(|| quote!(rules.on(#wire, #value) #(#calls)*;));
    (of_column.is_some() || of_model.is_some()).then(|| quote!(#of_column #of_model))
}

/// A rule that is not the column's alone.
fn call(plan: &TablePlan<'_>, model: &Model<'_>, rule: &RuleCall) -> Option<TokenStream> {
    match rule {
        RuleCall::Method(_) => None,
        RuleCall::ModelMethod(call) => Some(call.clone()),
        RuleCall::InsertMethod(call) => (!model.is_patch).then(|| call.clone()),
        RuleCall::MustMatch(other, said) => {
            let column = plan.columns.iter().find(|column| column.ident() == other)?;
            if model.is_patch || !model.columns.iter().any(|column| column.ident() == other) {
                return None;
            }
            let wire = &column.field.wire_name;
            let value = value(model, column);
            Some(quote!(.must_match(#wire, #value) #said))
        }
    }
}

/// The rules that say something of the values of the model and are not those of a column, run on nothing.
pub(super) fn says(model: &Model<'_>) -> Option<TokenStream> {
    let said: Vec<TokenStream> = model
        .columns
        .iter()
        .filter(|_| !model.is_patch)
        .flat_map(|column| column.rules.iter().map(move |rule| (column, rule)))
        .filter_map(|(column, rule)| match rule {
            RuleCall::InsertMethod(call) => {
                let wire = &column.field.wire_name;
                Some(quote!(rules.on::<()>(#wire, __p::None) #call;))
            }
            RuleCall::Method(_) | RuleCall::ModelMethod(_) | RuleCall::MustMatch(..) => None,
        })
        .collect();
    (!said.is_empty()).then(|| quote!(.says(|rules| { #(#said)* })))
}

/// What a field holds, with every `Option` around it taken off.
fn value(model: &Model<'_>, column: &ColumnPlan<'_>) -> TokenStream {
    let name = column.ident();
    let is_optional = model.is_patch || matches!(column.insert, Presence::Defaulted | Presence::Computed(_));
    match (is_optional, column.field.is_nullable) {
        (false, false) => quote!(__p::Some(&self.#name)),
        (true, false) | (false, true) => quote!(self.#name.as_ref()),
        (true, true) => quote!(self.#name.as_ref().and_then(__p::Option::as_ref)),
    }
}
