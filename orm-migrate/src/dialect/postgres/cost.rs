//! What actions cost on PostgreSQL: the lock on the table, and whether its rows are read or written.
//!
//! Measured on PostgreSQL 13, 15 and 18 by `tests/tests/costs`, which fails where a server says otherwise: they agree. Which lock keeps
//! whom waiting: <https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES>

use crate::risk::{ActionKind, Blocks, Cost, Work};

/// What an action of `kind` costs.
pub(in crate::dialect) const fn cost(kind: ActionKind) -> Option<Cost> {
    Some(match kind {
        ActionKind::DropTable
        | ActionKind::RenameTable
        | ActionKind::AddColumn
        | ActionKind::AddRequiredColumn
        | ActionKind::DropColumn
        | ActionKind::DropComputedColumn
        | ActionKind::RenameColumn
        | ActionKind::WidenType
        | ActionKind::DropNotNull
        | ActionKind::SetDefault
        | ActionKind::SetIdentity
        | ActionKind::SetStorage
        | ActionKind::DropExpression
        | ActionKind::DropPrimaryKey
        | ActionKind::AddCheckNotValid
        | ActionKind::DropConstraint
        | ActionKind::DropForeignKey
        | ActionKind::LoseReference
        | ActionKind::RenameConstraint
        | ActionKind::DropIndex
        | ActionKind::SetPolicy
        | ActionKind::AddPartition
        | ActionKind::DetachPartition
        | ActionKind::DropPartition
        | ActionKind::DropTrigger
        // A truncated table gets new files, but nothing is written into them.
        | ActionKind::Truncate => access_exclusive(Work::Catalog),
        ActionKind::SetNotNull
        | ActionKind::AddPrimaryKey
        | ActionKind::AddUnique
        | ActionKind::AddCheck
        | ActionKind::AddExclusion
        | ActionKind::ScanPartition => access_exclusive(Work::RowsRead),
        ActionKind::AddComputedColumn | ActionKind::SetType | ActionKind::Refresh => {
            access_exclusive(Work::RowsWritten)
        }
        ActionKind::AddForeignKey => share_row_exclusive(Work::RowsRead),
        // The rows of the other table are looked up by its key.
        ActionKind::AddForeignKeyNotValid | ActionKind::BecomeReferenced | ActionKind::CreateTrigger => {
            share_row_exclusive(Work::Catalog)
        }
        ActionKind::CreateIndex | ActionKind::CreateUniqueIndex | ActionKind::CheckDomain => Cost::new("SHARE", Blocks::Writes, Work::RowsRead),
        ActionKind::CreateIndexConcurrently
        | ActionKind::CreateUniqueIndexConcurrently
        | ActionKind::ValidateConstraint => share_update_exclusive(Work::RowsRead),
        ActionKind::DropIndexConcurrently
        | ActionKind::SetComment
        | ActionKind::SetOptions
        | ActionKind::AttachPartition => share_update_exclusive(Work::Catalog),
        // Others wait for the rows that are written, not for the table.
        ActionKind::WriteRows | ActionKind::DeleteRows => {
            Cost::new("ROW EXCLUSIVE", Blocks::Nobody, Work::RowsWritten)
        }
        // To rename an index locks the index alone.
        ActionKind::CreateTable
        | ActionKind::RenameIndex
        | ActionKind::CreateFulltextIndex
        | ActionKind::CreateSpatialIndex
        | ActionKind::Repartition
        | ActionKind::DropDependents
        | ActionKind::Aside
        | ActionKind::Unknown => return None,
    })
}

const fn access_exclusive(work: Work) -> Cost {
    Cost::new("ACCESS EXCLUSIVE", Blocks::ReadsAndWrites, work)
}

const fn share_row_exclusive(work: Work) -> Cost {
    Cost::new("SHARE ROW EXCLUSIVE", Blocks::Writes, work)
}

const fn share_update_exclusive(work: Work) -> Cost {
    Cost::new("SHARE UPDATE EXCLUSIVE", Blocks::Nobody, work)
}
