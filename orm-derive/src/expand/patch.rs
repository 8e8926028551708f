//! `ProjectPatch`: the update model.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::model::{self, Model};
use crate::plan::TablePlan;

/// The struct.
pub(super) fn structure(plan: &TablePlan<'_>) -> TokenStream {
    model::structure(plan, &of(plan))
}

/// The traits it implements.
pub(super) fn implementations(plan: &TablePlan<'_>) -> TokenStream {
    let (ident, patch) = (plan.ident, &plan.models.patch);
    let model = of(plan);
    let writes = model.columns.iter().map(|column| {
        let (name, ty) = (column.ident(), column.field.ty);
        let position = Literal::usize_unsuffixed(column.position);
        quote!(set.value::<#ty>(#position, self.#name);)
    });
    let implementations = model::implementations(plan, &model);
    quote! {
        #[automatically_derived]
        impl __p::Changeset for #patch {
            type Table = #ident;
            fn write(self, set: &mut __p::PatchSet) {
                #(#writes)*
            }
        }
        #implementations
    }
}

fn of<'a>(plan: &'a TablePlan<'a>) -> Model<'a> {
    let doc = format!(
        " A change of a row of `{}`: a field that is `None` is kept as it is, `Some(None)` sets NULL.",
        plan.def.name
    );
    Model {
        ident: &plan.models.patch,
        columns: plan.columns.iter().filter(|column| column.is_in_patch).collect(),
        is_patch: true,
        doc,
    }
}
