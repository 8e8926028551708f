//! Functions and triggers: named SQL whose dependencies are said, not guessed.

use super::ObjectName;

/// A function (PostgreSQL, MySQL).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FunctionDef {
    /// Its name.
    pub name: ObjectName,
    /// What stands between the parentheses behind the name: `a int, b int`.
    pub arguments: String,
    /// Everything behind that: `returns int language sql as $$ select a + b $$`.
    pub body: String,
    /// Tables and functions that must be there first.
    pub depends_on: Vec<ObjectName>,
}

/// A trigger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TriggerDef {
    /// Its name.
    pub name: String,
    /// Its table.
    pub table: ObjectName,
    /// What stands between its name and `ON`: `before update of name`.
    pub event: String,
    /// Everything behind the table: `for each row execute function touch()`.
    pub body: String,
    /// Tables and functions that must be there first.
    pub depends_on: Vec<ObjectName>,
}
