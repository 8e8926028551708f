//! The typed skin over [`ast::Expr`](crate::ast::Expr): what the compiler checks of an expression, and the words for it.
//!
//! [`Expression`] is a column or an [`Expr`]; [`Compare`], [`Text`] and [`Values`] are its methods; [`IntoExpr`] is whatever
//! may stand on the other side of an operator. [`Scope`] is the list of sources of a query and [`Uses`] the question
//! whether it has what an expression needs. Bodies are one line over nodes that are not generic.

#![expect(clippy::type_complexity, reason = "the types of expressions are proofs; nobody writes them")]

mod aggregate;
mod case;
mod compare;
mod condition;
mod expression;
mod list;
mod number;
mod operand;
mod order;
mod predicate;
mod raw;
mod scope;
mod subquery;
mod text;
mod uses;
mod values;

pub use aggregate::{Average, Sum, avg, count, count_all, count_distinct, max, min, sum};
pub use case::{Case, CaseStart, case};
pub use compare::Compare;
pub use condition::{all_of, any_of};
pub use expression::{Condition, Expr, Expression};
pub use list::{InList, IntoValue};
pub use number::Number;
pub use operand::{Comparand, IntoExpr};
pub use order::{Ordered, Sortable};
pub use predicate::Predicate;
pub use raw::{Sql, SqlText, sql};
pub use scope::{At, In, InScope, Outer, Presence, Push, Scope};
pub use subquery::{exists, not_exists, scalar};
pub use text::{Text, TextType};
pub use uses::{Both, NeedsDatabase, NeedsIlike, Never, One, Uses};
pub use values::{CastTarget, Values};
