//! The rules that the type of a column implies, as calls.

use orm_schema::parse::Implied;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::rule::{integer, length_call, option};

/// The call that checks what a type implies.
pub(super) fn call(implied: &Implied) -> TokenStream {
    let at_most = |method, max| length_call(method, [None, Some(integer(max)), None]);
    match implied {
        Implied::Characters(max) => at_most("length", *max),
        Implied::Bytes(max) => at_most("elements", *max),
        Implied::TextBytes(max) => {
            let max = integer(*max);
            quote!(.bytes(#max))
        }
        Implied::Digits { precision, scale } => {
            let [precision, scale] = [precision, scale].map(|digits| Literal::u16_unsuffixed(*digits));
            quote!(.digits(#precision, #scale))
        }
        Implied::Finite => quote!(.finite()),
        Implied::Range(min, max) => {
            let [min, max] = [min, max].map(|limit| option(limit.to_string().parse::<TokenStream>().ok()));
            quote!(.range(#min, #max))
        }
        Implied::Bits(min, max) => {
            let (min, max) = (option(min.map(integer)), integer(*max));
            quote!(.bits(#min, #max))
        }
        Implied::Dimensions(count) => {
            let count = integer(*count);
            quote!(.dimensions(#count))
        }
        Implied::Each(inner) => {
            let inner = call(inner);
            quote!(.each(|element| { element #inner; }))
        }
    }
}
