//! `impl Validate` of a model: one chain of rules a field.

use proc_macro2::TokenStream;
use quote::quote;

use super::model::Model;
use crate::passed_on::RuleCall;
use crate::plan::{ColumnPlan, Presence, TablePlan};

/// The implementation; a model without rules has an empty one, so that extractors take every model.
pub(super) fn implementation(plan: &TablePlan<'_>, model: &Model<'_>) -> TokenStream {
    let ident = model.ident;
    let fields: Vec<TokenStream> =
        model.columns.iter().filter_map(|column| field(plan, model, column)).collect();
    let whole = plan.rules.iter().filter(|_| *ident == plan.models.insert).map(|rule| {
        let function = &rule.0;
        quote!(rules.whole(#function(self));)
    });
    let whole: Vec<TokenStream> = whole.collect();
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
    quote! {
        #[automatically_derived]
        impl __p::Validate for #ident {
            fn validate(&self) -> __p::Result<(), __p::ValidationErrors> {
                #body
            }
        }
    }
}

fn field(plan: &TablePlan<'_>, model: &Model<'_>, column: &ColumnPlan<'_>) -> Option<TokenStream> {
    let calls: Vec<TokenStream> = column.rules.iter().filter_map(|rule| call(plan, model, rule)).collect();
    if calls.is_empty() {
        return None;
    }
    let wire = &column.field.wire_name;
    let value = value(model, column);
    Some(quote!(rules.on(#wire, #value) #(#calls)*;))
}

fn call(plan: &TablePlan<'_>, model: &Model<'_>, rule: &RuleCall) -> Option<TokenStream> {
    match rule {
        RuleCall::Method(call) => Some(call.clone()),
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
