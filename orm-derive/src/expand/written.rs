//! A model that a user writes: its fields tied to the columns of the table, and how it is read, checked and written.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::describe;
use super::metadata::key_of_name;
use crate::passed_on::{Default, RuleCall};
use crate::written::{Kind, WrittenField, WrittenPlan};

/// Everything that is generated for it.
pub(crate) fn expand(plan: &WrittenPlan) -> TokenStream {
    let krate = &plan.krate;
    let columns = columns(plan).map(|(slot, field)| column(plan, slot, field));
    let (checks, written) = (checks(plan), written(plan));
    let request = (!plan.is_plain).then(|| request(plan));
    quote! {
        const _: () = {
            use #krate::__private as __p;
            #(#columns)*
            #checks
            #written
            #request
        };
    }
}

/// The fields that are columns, each with its place among all fields.
fn columns(plan: &WrittenPlan) -> impl Iterator<Item = (usize, &WrittenField)> {
    plan.fields.iter().enumerate().filter(|(_, field)| !field.is_extra)
}

/// The constant that holds a field and its column.
fn constant(slot: usize) -> Ident {
    format_ident!("__FIELD_{slot}")
}

fn sink(plan: &WrittenPlan) -> TokenStream {
    match plan.kind {
        Kind::Insert => quote!(__p::InsertRow),
        Kind::Patch => quote!(__p::PatchSet),
    }
}

fn column(plan: &WrittenPlan, slot: usize, field: &WrittenField) -> TokenStream {
    let WrittenField { ident, ty, .. } = field;
    let (table, constant, sink) = (&plan.table, constant(slot), sink(plan));
    let name = ident.unraw().to_string();
    let wire = field.wire.as_ref().map_or_else(|| quote!(__p::None), |wire| quote!(__p::Some(#wire)));
    // All of it stands at the type of the field, which is what the compiler underlines when it does not fit the column.
    let value = quote_spanned! {ty.span()=>
        __p::ColumnOf::new(|| <#table as __p::HasColumns>::columns::<#table>().#ident)
            .field::<#sink, #ty>(<#table as __p::Table>::META, #name, #wire)
    };
    quote!(const #constant: __p::WrittenField<#sink, #ty> = #value;)
}

/// Is anything missing?
fn checks(plan: &WrittenPlan) -> Option<TokenStream> {
    if plan.kind == Kind::Patch {
        return None;
    }
    let table = &plan.table;
    let rust_name = table.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
    let fields = columns(plan).map(|(_, field)| field.ident.unraw().to_string());
    let server = plan.server.iter().map(|name| name.unraw().to_string());
    let span = table.span();
    Some(quote_spanned! {span=>
        const _: () = __p::check_fields(
            <#table as __p::Table>::META,
            #rust_name,
            &[#(#fields),*],
            &[#(#server),*],
        );
    })
}

/// The way into a statement.
fn written(plan: &WrittenPlan) -> TokenStream {
    let (ident, vis, table) = (&plan.ident, &plan.vis, &plan.table);
    let puts = columns(plan).map(|(slot, field)| {
        let (constant, name) = (constant(slot), &field.ident);
        quote!(#constant.put(row, self.#name);)
    });
    if plan.kind == Kind::Patch {
        return quote! {
            #[automatically_derived]
            impl __p::Changeset for #ident {
                type Table = #table;
                fn write(self, row: &mut __p::PatchSet) {
                    #(#puts)*
                }
            }
        };
    }
    if plan.server.is_empty() {
        return quote! {
            #[automatically_derived]
            impl __p::Insertable for #ident {
                type Table = #table;
                fn write(self, row: &mut __p::InsertRow) {
                    #(#puts)*
                }
            }
        };
    }
    let names: Vec<String> = plan.server.iter().map(|name| name.unraw().to_string()).collect();
    let method = format_ident!("with_{}", names.join("_and_"));
    let doc = format!(" The row to insert, with what the server sets: `{}`.", names.join("`, `"));
    let server = &plan.server;
    let keys: Vec<Literal> = names.iter().map(|name| key_of_name(name)).collect();
    let types = server
        .iter()
        .zip(&keys)
        .map(|(name, key)| quote_spanned!(name.span()=> <#table as __p::Server<#key>>::Type));
    let filled = quote!(__p::Filled::<#table>::new(|row| { #(#puts)* }));
    let filled = server.iter().zip(&keys).fold(
        filled,
        |filled, (name, key)| quote_spanned!(name.span()=> __p::Filled::with::<#key>(#filled, #name)),
    );
    quote! {
        #[automatically_derived]
        impl #ident {
            #[doc = #doc]
            #vis fn #method(self, #(#server: #types),*) -> __p::Filled<#table> {
                #filled
            }
        }
    }
}

/// The way from a request into the model.
fn request(plan: &WrittenPlan) -> TokenStream {
    let ident = &plan.ident;
    let name = ident.to_string();
    let metas = plan
        .fields
        .iter()
        .enumerate()
        .map(|(slot, field)| if field.is_extra { extra(field) } else { meta(slot, field) });
    let slots: Vec<Literal> = (0..plan.fields.len()).map(Literal::usize_unsuffixed).collect();
    let count = Literal::usize_unsuffixed(plan.fields.len());
    let required =
        plan.fields.iter().zip(&slots).filter_map(|(field, slot)| {
            (field.options == 0 && field.serde.default.is_none()).then_some(slot)
        });
    let deny = plan.deny_unknown_fields.then(|| quote!(.deny_unknown_fields()));
    let takes = plan.fields.iter().enumerate().map(|(slot, field)| {
        let (name, take) = (&field.ident, take(slot, field));
        quote!(#name: #take)
    });
    let validate = validate(plan);
    let is_described = cfg!(feature = "descriptions");
    let says = is_described.then(|| quote!(.says(|rules| __rules(__p::None, rules))));
    let types = plan.fields.iter().map(|field| &field.ty);
    let described = is_described.then(|| describe::model(ident, &plan.docs, types));
    quote! {
        #[automatically_derived]
        impl __p::FromSlots for #ident {
            const MODEL: &'static __p::ModelMeta = &__p::ModelMeta::new(&__p::TableMeta::new(#name).columns(&[#(#metas),*]))
                .accepts(&[#(#slots),*])
                .requires(&[#(#required),*])
                #deny
                #says;
            const WIRES: &'static [&'static str] = &Self::MODEL.wires::<#count>();
            fn from_slots(slots: &mut __p::Slots) -> __p::Option<Self> {
                __p::Some(Self { #(#takes),* })
            }
        }
        #[automatically_derived]
        impl<'de> __p::Deserialize<'de> for #ident {
            fn deserialize<D: __p::Deserializer<'de>>(deserializer: D) -> __p::Result<Self, D::Error> {
                __p::deserialize(deserializer)
            }
        }
        #validate
        #described
    }
}

fn meta(slot: usize, field: &WrittenField) -> TokenStream {
    let constant = constant(slot);
    let aliases = &field.serde.aliases;
    let aliases = (!aliases.is_empty()).then(|| quote!(.aliases(&[#(#aliases),*])));
    quote!(#constant.column #aliases)
}

fn extra(field: &WrittenField) -> TokenStream {
    let WrittenField { ident, ty, wire, serde, .. } = field;
    let name = ident.unraw().to_string();
    let wire = wire.as_ref().unwrap_or(&name);
    let call = quote_spanned!(ty.span()=> __p::extra::<#ty>(#name, #wire));
    let read = serde.read.as_ref().map(|read| quote!(.read(|content| __p::boxed::<#ty>(#read(content)))));
    let aliases = &serde.aliases;
    let aliases = (!aliases.is_empty()).then(|| quote!(.aliases(&[#(#aliases),*])));
    let docs = &field.docs;
    let looks = (cfg!(feature = "descriptions") && serde.read.is_none())
        .then(|| quote_spanned!(ty.span()=> .looks(__p::looks!(#docs, #ty))));
    quote!(#call #read #aliases #looks)
}

fn take(slot: usize, field: &WrittenField) -> TokenStream {
    let position = Literal::usize_unsuffixed(slot);
    let taken = if field.is_extra {
        let ty = &field.ty;
        quote!(slots.optional::<#ty>(#position))
    } else {
        let constant = constant(slot);
        quote!(#constant.take(slots, #position))
    };
    match &field.serde.default {
        Some(Default::OfType) => quote!(#taken.unwrap_or_default()),
        Some(Default::Function(path)) => quote!(#taken.unwrap_or_else(#path)),
        None if field.is_extra && field.options > 0 => quote!(#taken.unwrap_or_default()),
        None => quote!(#taken?),
    }
}

fn validate(plan: &WrittenPlan) -> TokenStream {
    let ident = &plan.ident;
    let rules = plan.fields.iter().enumerate().map(|(slot, field)| {
        let position = Literal::usize_unsuffixed(slot);
        let value = value(field);
        let of_column = (!field.is_extra).then(|| quote!(rules.of_column::<__Model, _>(#position, #value);));
        let calls: Vec<TokenStream> = field.rules.iter().filter_map(|rule| call(plan, rule)).collect();
        let own = (!calls.is_empty()).then(
            || quote!(rules.on(<__Model as __p::FromSlots>::MODEL.wire(#position), #value) #(#calls)*;),
        );
        quote!(#of_column #own)
    });
    let whole = plan.rules.iter().map(|rule| {
        let function = &rule.function;
        quote!(rules.whole(#function(self));)
    });
    quote! {
        // Of no model, the rules say what they are.
        fn __rules(__this: __p::Option<&#ident>, rules: &mut __p::Rules) {
            type __Model = #ident;
            #(#rules)*
        }
        #[automatically_derived]
        impl __p::Validate for #ident {
            fn validate(&self) -> __p::Result<(), __p::ValidationErrors> {
                let mut rules = __p::Rules::new();
                __rules(__p::Some(self), &mut rules);
                #(#whole)*
                rules.finish()
            }
        }
    }
}

fn call(plan: &WrittenPlan, rule: &RuleCall) -> Option<TokenStream> {
    match rule {
        RuleCall::Method(call) | RuleCall::ModelMethod(call) | RuleCall::InsertMethod(call) => {
            Some(call.clone())
        }
        RuleCall::MustMatch(other, said) => {
            let (slot, field) = plan.fields.iter().enumerate().find(|(_, field)| field.ident == *other)?;
            let (position, value) = (Literal::usize_unsuffixed(slot), value(field));
            Some(quote!(.must_match(<__Model as __p::FromSlots>::MODEL.wire(#position), #value) #said))
        }
    }
}

/// What a field holds, with every `Option` around it taken off.
fn value(field: &WrittenField) -> TokenStream {
    let name = &field.ident;
    match field.options {
        0 => quote!(__this.map(|this| &this.#name)),
        1 => quote!(__this.and_then(|this| this.#name.as_ref())),
        _ => quote!(__this.and_then(|this| this.#name.as_ref()?.as_ref())),
    }
}
