//! What actions cost on MySQL: the cheapest algorithm that the server accepts, and the lock that this takes.
//!
//! Measured on MariaDB 10.11 by `tests/tests/costs`, which fails where the server says otherwise. Without an `ALGORITHM` the server
//! takes the cheapest by itself. <https://mariadb.com/kb/en/innodb-online-ddl-overview/>

use crate::risk::{ActionKind, Blocks, Cost, Work};

/// What an action of `kind` costs.
pub(in crate::dialect) const fn cost(kind: ActionKind) -> Option<Cost> {
    Some(match kind {
        ActionKind::AddColumn
        | ActionKind::AddRequiredColumn
        | ActionKind::DropColumn
        | ActionKind::DropComputedColumn
        | ActionKind::RenameColumn
        | ActionKind::WidenType
        | ActionKind::SetDefault
        | ActionKind::DropConstraint
        | ActionKind::DropForeignKey
        | ActionKind::RenameIndex
        | ActionKind::SetComment
        | ActionKind::RenameTable => instant(),
        // An index goes by a note in the catalog; those who are at work finish first.
        ActionKind::DropIndex => Cost::new("NOCOPY, LOCK=NONE", Blocks::Nobody, Work::Catalog),
        ActionKind::AddUnique | ActionKind::CreateIndex | ActionKind::CreateUniqueIndex => {
            Cost::new("NOCOPY, LOCK=NONE", Blocks::Nobody, Work::RowsRead)
        }
        // The first one of a table needs a column of its own.
        ActionKind::CreateFulltextIndex => {
            Cost::new("INPLACE, LOCK=SHARED", Blocks::Writes, Work::RowsWritten)
        }
        ActionKind::CreateSpatialIndex => Cost::new("NOCOPY, LOCK=SHARED", Blocks::Writes, Work::RowsRead),
        ActionKind::AddPrimaryKey | ActionKind::SetNotNull | ActionKind::DropNotNull => {
            Cost::new("INPLACE, LOCK=NONE", Blocks::Nobody, Work::RowsWritten)
        }
        ActionKind::AddComputedColumn
        | ActionKind::SetType
        | ActionKind::SetIdentity
        | ActionKind::DropExpression
        | ActionKind::DropPrimaryKey
        | ActionKind::AddCheck
        | ActionKind::AddForeignKey
        | ActionKind::SetOptions
        | ActionKind::Repartition => Cost::new("COPY, LOCK=SHARED", Blocks::Writes, Work::RowsWritten),
        ActionKind::DropTable
        | ActionKind::AddPartition
        | ActionKind::DropPartition
        | ActionKind::Truncate
        | ActionKind::CreateTrigger
        | ActionKind::DropTrigger => Cost::new("metadata lock", Blocks::ReadsAndWrites, Work::Catalog),
        ActionKind::BecomeReferenced | ActionKind::LoseReference => {
            Cost::new("metadata lock", Blocks::Nobody, Work::Catalog)
        }
        ActionKind::WriteRows | ActionKind::DeleteRows => {
            Cost::new("row locks", Blocks::Nobody, Work::RowsWritten)
        }
        ActionKind::CreateTable
        | ActionKind::AddCheckNotValid
        | ActionKind::AddExclusion
        | ActionKind::AddForeignKeyNotValid
        | ActionKind::ValidateConstraint
        | ActionKind::RenameConstraint
        | ActionKind::CreateIndexConcurrently
        | ActionKind::CreateUniqueIndexConcurrently
        | ActionKind::SetStorage
        | ActionKind::DropIndexConcurrently
        | ActionKind::SetPolicy
        | ActionKind::AttachPartition
        | ActionKind::ScanPartition
        | ActionKind::DetachPartition
        | ActionKind::Refresh
        | ActionKind::DropDependents
        | ActionKind::CheckDomain
        | ActionKind::Aside
        | ActionKind::Unknown => return None,
    })
}

const fn instant() -> Cost {
    Cost::new("INSTANT", Blocks::Nobody, Work::Catalog)
}
