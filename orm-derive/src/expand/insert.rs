//! `NewProject`: the insert model.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::model::{self, Model};
use crate::plan::{ColumnPlan, Presence, TablePlan};

/// The struct.
pub(super) fn structure(plan: &TablePlan<'_>) -> TokenStream {
    model::structure(plan, &of(plan))
}

/// The traits it implements.
pub(super) fn implementations(plan: &TablePlan<'_>) -> TokenStream {
    let (ident, new) = (plan.ident, &plan.models.insert);
    let writes = columns(plan).map(write);
    let model = model::implementations(plan, &of(plan));
    quote! {
        #[automatically_derived]
        impl __p::Insertable for #new {
            type Table = #ident;
            fn write(self, row: &mut __p::InsertRow) {
                #(#writes)*
            }
        }
        #model
    }
}

fn of<'a>(plan: &'a TablePlan<'a>) -> Model<'a> {
    let doc = format!(
        " A row to insert into `{}`. Fields that the database fills in when they are absent are optional.",
        plan.def.name
    );
    Model { ident: &plan.models.insert, columns: columns(plan).collect(), is_patch: false, doc }
}

fn columns<'a>(plan: &'a TablePlan<'a>) -> impl Iterator<Item = &'a ColumnPlan<'a>> {
    plan.columns.iter().filter(|column| column.is_in_insert())
}

fn write(column: &ColumnPlan<'_>) -> TokenStream {
    let (name, ty) = (column.ident(), column.field.ty);
    let position = Literal::usize_unsuffixed(column.position);
    match column.insert {
        Presence::Absent => TokenStream::new(),
        Presence::Required | Presence::Nullable => quote!(row.value::<#ty>(#position, self.#name);),
        Presence::Defaulted | Presence::Computed(_) => {
            quote!(row.default_or::<#ty>(#position, self.#name);)
        }
    }
}
