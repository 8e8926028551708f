//! What actions cost on SQLite: there is one lock, that of the file, and it is held until the migration is committed.
//!
//! Which of them write the table anew is measured by `tests/tests/costs`, by what goes into the write-ahead log. Readers go on in that
//! mode; in the others they wait while the commit writes. <https://sqlite.org/lockingv3.html>

use crate::risk::{ActionKind, Blocks, Cost, Work};

/// What an action of `kind` costs.
pub(in crate::dialect) const fn cost(kind: ActionKind) -> Option<Cost> {
    let work = match kind {
        ActionKind::DropTable
        | ActionKind::RenameTable
        | ActionKind::AddColumn
        | ActionKind::AddRequiredColumn
        | ActionKind::RenameColumn
        | ActionKind::DropIndex
        | ActionKind::BecomeReferenced
        | ActionKind::LoseReference
        | ActionKind::CreateTrigger
        | ActionKind::DropTrigger => Work::Catalog,
        ActionKind::CreateIndex | ActionKind::CreateUniqueIndex => Work::RowsRead,
        // `DROP COLUMN` writes each row without it. <https://sqlite.org/lang_altertable.html#altertabdropcol>
        ActionKind::DropColumn
        | ActionKind::DropComputedColumn
        | ActionKind::WriteRows
        | ActionKind::DeleteRows => Work::RowsWritten,
        ActionKind::CreateTable
        | ActionKind::AddComputedColumn
        | ActionKind::WidenType
        | ActionKind::SetType
        | ActionKind::SetNotNull
        | ActionKind::DropNotNull
        | ActionKind::SetDefault
        | ActionKind::SetIdentity
        | ActionKind::DropExpression
        | ActionKind::AddPrimaryKey
        | ActionKind::DropPrimaryKey
        | ActionKind::AddUnique
        | ActionKind::AddCheck
        | ActionKind::AddCheckNotValid
        | ActionKind::AddExclusion
        | ActionKind::AddForeignKey
        | ActionKind::AddForeignKeyNotValid
        | ActionKind::ValidateConstraint
        | ActionKind::DropConstraint
        | ActionKind::DropForeignKey
        | ActionKind::RenameConstraint
        | ActionKind::CreateIndexConcurrently
        | ActionKind::CreateUniqueIndexConcurrently
        | ActionKind::CreateFulltextIndex
        | ActionKind::CreateSpatialIndex
        | ActionKind::SetStorage
        | ActionKind::DropIndexConcurrently
        | ActionKind::RenameIndex
        | ActionKind::SetComment
        | ActionKind::SetOptions
        | ActionKind::SetPolicy
        | ActionKind::AddPartition
        | ActionKind::AttachPartition
        | ActionKind::ScanPartition
        | ActionKind::DetachPartition
        | ActionKind::DropPartition
        | ActionKind::Repartition
        | ActionKind::Truncate
        | ActionKind::Refresh
        | ActionKind::DropDependents
        | ActionKind::CheckDomain
        | ActionKind::Aside
        | ActionKind::Unknown => return None,
    };
    Some(Cost::new("the lock of the file", Blocks::Writes, work))
}
