//! `Selection` of a projection.
use proc_macro2::TokenStream;
pub(crate) fn expand() -> TokenStream {
    TokenStream::new()
}
