//! Policies of PostgreSQL. <https://www.postgresql.org/docs/17/sql-createpolicy.html>

use std::fmt::Write as _;

use orm_schema::Pair;
use orm_schema::model::{ObjectName, PolicyCommand, PolicyDef, RowSecurity};

use super::{columns, object, quoted};
use crate::dialect::write;

/// The actions of `ALTER TABLE` that lead from one to the other.
pub(super) fn switch(security: Pair<RowSecurity>) -> Vec<&'static str> {
    let (is_on, is_forced) = (|of| of != RowSecurity::Off, |of| of == RowSecurity::Forced);
    let Pair { previous, next } = security;
    let mut actions = Vec::new();
    match (is_on(previous), is_on(next)) {
        (false, true) => actions.push("ENABLE ROW LEVEL SECURITY"),
        (true, false) => actions.push("DISABLE ROW LEVEL SECURITY"),
        (true, true) | (false, false) => {}
    }
    match (is_forced(previous), is_forced(next)) {
        (false, true) => actions.push("FORCE ROW LEVEL SECURITY"),
        (true, false) => actions.push("NO FORCE ROW LEVEL SECURITY"),
        (true, true) | (false, false) => {}
    }
    actions
}

pub(super) fn create(table: &ObjectName, policy: &PolicyDef) -> String {
    let mut sql = format!("CREATE POLICY {} ON {}", quoted(&policy.name), object(table));
    if policy.is_restrictive {
        sql += " AS RESTRICTIVE";
    }
    if policy.command != PolicyCommand::All {
        let _ = write!(sql, " FOR {}", policy.command.sql());
    }
    if !policy.roles.is_empty() {
        let _ = write!(sql, " TO {}", columns(&policy.roles));
    }
    push_expressions(&mut sql, policy);
    sql
}

/// Says everything again that a policy can be given anew.
pub(super) fn alter(table: &ObjectName, policies: &Pair<PolicyDef>) -> String {
    let Pair { previous, next } = policies;
    let mut sql = format!("ALTER POLICY {} ON {}", quoted(&next.name), object(table));
    if previous.roles != next.roles {
        let roles = if next.roles.is_empty() { "PUBLIC".to_owned() } else { columns(&next.roles) };
        let _ = write!(sql, " TO {roles}");
    }
    push_expressions(&mut sql, next);
    sql
}

fn push_expressions(sql: &mut String, policy: &PolicyDef) {
    for (word, expression) in [("USING", &policy.using), ("WITH CHECK", &policy.check)] {
        if let Some(expression) = expression {
            let _ = write!(sql, " {word} {}", write::parenthesized(expression));
        }
    }
}
