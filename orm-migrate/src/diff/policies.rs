//! Policies that come, go and change.

use orm_schema::Pair;
use orm_schema::model::PolicyDef;

use super::TableChange;
use super::constraints::Surroundings;
use super::listed::compare;

/// Compares the policies of a table told in its new names.
pub(super) fn push(changes: &mut Vec<TableChange>, ctx: &Surroundings<'_>, policies: Pair<&[PolicyDef]>) {
    let mut listed = compare(policies, |policy| &policy.name, |policies| is_same(ctx, policies));
    changes.extend(listed.renamed.into_iter().map(|Pair { previous, next }| {
        TableChange::RenamePolicy(Pair { previous: previous.name.clone(), next: next.name.clone() })
    }));
    for previous in listed.dropped {
        let altered = listed
            .added
            .iter()
            .position(|next| previous.name == next.name && can_be_altered(ctx, Pair { previous, next }));
        match altered {
            Some(at) => {
                let next = listed.added.remove(at).clone();
                changes.push(TableChange::AlterPolicy(Box::new(Pair { previous: previous.clone(), next })));
            }
            None => changes.push(TableChange::DropPolicy(previous.clone())),
        }
    }
    changes.extend(listed.added.into_iter().map(|policy| TableChange::CreatePolicy(policy.clone())));
}

fn is_same(ctx: &Surroundings<'_>, policies: Pair<&PolicyDef>) -> bool {
    let PolicyDef { name: _, command, is_restrictive, roles, using, check } = policies.previous;
    let next = policies.next;
    *command == next.command
        && *is_restrictive == next.is_restrictive
        && *roles == next.roles
        && ctx.keeps_optional(Pair { previous: using, next: &next.using })
        && ctx.keeps_optional(Pair { previous: check, next: &next.check })
}

/// `ALTER POLICY` gives other roles and takes an expression up. One that changes is dropped before what it asks may go, and made again
/// when all that it asks is there.
fn can_be_altered(ctx: &Surroundings<'_>, policies: Pair<&PolicyDef>) -> bool {
    let Pair { previous, next } = policies;
    let keeps = |expressions: Pair<&Option<String>>| {
        expressions.previous.is_none() || ctx.keeps_optional(expressions)
    };
    previous.command == next.command
        && previous.is_restrictive == next.is_restrictive
        && keeps(Pair { previous: &previous.using, next: &next.using })
        && keeps(Pair { previous: &previous.check, next: &next.check })
}
