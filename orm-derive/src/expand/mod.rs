//! What the derives generate, one file a thing. Data and calls only; logic lives in `orm_core::__private`.
//!
//! Generated code names `__p` (`orm_core::__private`) and `::core`, and nothing else that the user did not write.

mod body;
mod checks;
mod columns;
mod debug;
mod decode;
mod describe;
mod document;
mod enums;
mod insert;
mod metadata;
mod model;
mod newtype;
mod patch;
mod projection;
mod relations;
mod validate;
mod view;
#[cfg(feature = "models")]
mod written;

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use describe::of_column_type as column_type_described;
pub(crate) use document::expand as document;
pub(crate) use enums::expand as enumeration;
pub(crate) use newtype::expand as newtype;
pub(crate) use projection::expand as projection;
pub(crate) use view::expand as view;
#[cfg(feature = "models")]
pub(crate) use written::expand as written;

use crate::plan::TablePlan;

/// Everything that is generated for a table.
pub(crate) fn table(plan: &TablePlan<'_>) -> TokenStream {
    let krate = &plan.krate;
    let structs = [
        columns::structure(plan),
        insert::structure(plan),
        body::structure(plan),
        patch::structure(plan),
        relations::structure(plan),
    ];
    let implementations = [
        columns::implementations(plan),
        metadata::implementations(plan),
        decode::implementation(plan),
        insert::implementations(plan),
        body::implementations(plan),
        patch::implementations(plan),
        relations::implementations(plan),
        debug::implementations(plan),
        describe::of_row(plan).unwrap_or_default(),
        checks::items(plan),
    ];
    quote! {
        #(#structs)*
        const _: () = {
            use #krate::__private as __p;
            #(#implementations)*
        };
    }
}
