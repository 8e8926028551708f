//! Extensions and roles.

/// An extension (PostgreSQL).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExtensionDef {
    /// Its name.
    pub name: String,
    /// The schema that its objects live in; `None` leaves that to the server.
    pub schema: Option<String>,
    /// Its version; `None` is whichever the server has.
    pub version: Option<String>,
}

/// A role (PostgreSQL). Roles belong to the server, not to one database, so none is ever dropped.
#[expect(clippy::struct_excessive_bools, reason = "each is an attribute of its own, given or not")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoleDef {
    /// Its name.
    pub name: String,
    /// May it connect?
    pub can_login: bool,
    /// Has it the rights of the roles it belongs to only after `SET ROLE`?
    pub is_noinherit: bool,
    /// May it make databases?
    pub creates_databases: bool,
    /// May it make roles?
    pub creates_roles: bool,
    /// Do policies not bind it?
    pub bypasses_policies: bool,
}
