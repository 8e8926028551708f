//! The kinds of change that the differ tells apart. A step of a new kind does not compile until it has one here, and a kind here
//! not until an edit makes it.

use orm_migrate::diff::{ColumnDifference, Step, TableChange};
use orm_schema::Dialect;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident),+ $(,)?) => {
        /// A kind of change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Kind {
            $($(#[$doc])* $kind),+
        }

        impl Kind {
            /// All of them.
            pub(super) const ALL: &[Self] = &[$(Self::$kind),+];
        }
    };
}

kinds!(
    CreateSchema,
    DropSchema,
    CreateEnum,
    DropEnum,
    RenameEnum,
    RenameEnumLabel,
    AddEnumLabel,
    RebuildEnum,
    CreateTable,
    DropTable,
    RenameTable,
    RenameColumn,
    AddColumn,
    DropColumn,
    AlterType,
    AlterNullability,
    AlterDefault,
    AlterOnUpdate,
    AlterGenerated,
    AlterIdentity,
    AlterCollation,
    AlterComment,
    AddPrimaryKey,
    DropPrimaryKey,
    AddUnique,
    DropUnique,
    AddForeignKey,
    DropForeignKey,
    AddCheck,
    DropCheck,
    RenameConstraint,
    CreateIndex,
    DropIndex,
    RenameIndex,
    RenameCounter,
    SetComment,
    SetOptions,
);

impl Kind {
    /// Does the differ say it of this database, and often?
    pub(super) fn is_of(self, dialect: Dialect) -> bool {
        match self {
            Self::CreateSchema
            | Self::DropSchema
            | Self::CreateEnum
            | Self::DropEnum
            | Self::RenameEnum
            | Self::RenameEnumLabel
            | Self::AddEnumLabel
            | Self::RebuildEnum
            | Self::RenameConstraint
            | Self::RenameCounter => dialect == Dialect::Postgres,
            Self::AlterOnUpdate => dialect == Dialect::Mysql,
            // Seldom: MySQL alters an expression only where its kind stays.
            Self::AlterGenerated => dialect != Dialect::Mysql,
            // Seldom: SQLite takes a foreign key together with its column.
            Self::AlterComment | Self::AddForeignKey | Self::RenameIndex | Self::SetComment => {
                dialect != Dialect::Sqlite
            }
            Self::CreateTable
            | Self::DropTable
            | Self::RenameTable
            | Self::RenameColumn
            | Self::AddColumn
            | Self::DropColumn
            | Self::AlterType
            | Self::AlterNullability
            | Self::AlterDefault
            | Self::AlterIdentity
            | Self::AlterCollation
            | Self::AddPrimaryKey
            | Self::DropPrimaryKey
            | Self::AddUnique
            | Self::DropUnique
            | Self::DropForeignKey
            | Self::AddCheck
            | Self::DropCheck
            | Self::CreateIndex
            | Self::DropIndex
            | Self::SetOptions => true,
        }
    }
}

/// What a step is made of.
pub(super) fn of_step(step: &Step) -> Vec<Kind> {
    let kind = match step {
        Step::CreateSchema(_) => Kind::CreateSchema,
        Step::DropSchema(_) => Kind::DropSchema,
        Step::CreateEnum(_) => Kind::CreateEnum,
        Step::DropEnum(_) => Kind::DropEnum,
        Step::RenameEnum(_) => Kind::RenameEnum,
        Step::RenameEnumLabel { .. } => Kind::RenameEnumLabel,
        Step::AddEnumLabel { .. } => Kind::AddEnumLabel,
        Step::RebuildEnum { .. } => Kind::RebuildEnum,
        Step::CreateTable(_) => Kind::CreateTable,
        Step::DropTable(_) => Kind::DropTable,
        Step::RenameTable(_) => Kind::RenameTable,
        Step::AlterTable { change, .. } => return of_change(change),
        Step::RebuildTable { changes, .. } => return changes.iter().flat_map(of_change).collect(),
        // The random schemas have none of these; cases of `tests/golden` change them.
        Step::CreateView { .. }
        | Step::DropView { .. }
        | Step::ReplaceView(_)
        | Step::RenameView { .. }
        | Step::CommentOnView(_)
        | Step::Object(_) => return Vec::new(),
    };
    vec![kind]
}

fn of_change(change: &TableChange) -> Vec<Kind> {
    let kind = match change {
        TableChange::RenameColumn(_) => Kind::RenameColumn,
        TableChange::AddColumn { .. } => Kind::AddColumn,
        TableChange::DropColumn(_) => Kind::DropColumn,
        TableChange::AlterColumn(change) => return of_difference(change.differs),
        TableChange::AddPrimaryKey(_) => Kind::AddPrimaryKey,
        TableChange::DropPrimaryKey(_) => Kind::DropPrimaryKey,
        TableChange::AddUnique(_) => Kind::AddUnique,
        TableChange::DropUnique(_) => Kind::DropUnique,
        TableChange::AddForeignKey(_) => Kind::AddForeignKey,
        TableChange::DropForeignKey(_) => Kind::DropForeignKey,
        TableChange::AddCheck(_) => Kind::AddCheck,
        TableChange::DropCheck(_) => Kind::DropCheck,
        TableChange::RenameConstraint(_) => Kind::RenameConstraint,
        TableChange::CreateIndex(_) => Kind::CreateIndex,
        TableChange::DropIndex(_) => Kind::DropIndex,
        TableChange::RenameIndex(_) => Kind::RenameIndex,
        TableChange::RenameCounter(_) => Kind::RenameCounter,
        TableChange::SetComment(_) => Kind::SetComment,
        TableChange::SetOptions(_) => Kind::SetOptions,
        // The random schemas have none of these; cases of `tests/golden` change them.
        TableChange::AddExclusion(_)
        | TableChange::DropExclusion(_)
        | TableChange::SetRowSecurity(_)
        | TableChange::CreatePolicy(_)
        | TableChange::AlterPolicy(_)
        | TableChange::DropPolicy(_)
        | TableChange::RenamePolicy(_)
        | TableChange::AddPartition(_)
        | TableChange::DropPartition(_)
        | TableChange::RenamePartition(_)
        | TableChange::SetBounds(_)
        | TableChange::SetPartitioning(_) => return Vec::new(),
    };
    vec![kind]
}

fn of_difference(differs: ColumnDifference) -> Vec<Kind> {
    let ColumnDifference { ty, nullability, default, on_update, generated, identity, collation, comment } =
        differs;
    let kinds = [
        (ty, Kind::AlterType),
        (nullability, Kind::AlterNullability),
        (default, Kind::AlterDefault),
        (on_update, Kind::AlterOnUpdate),
        (generated, Kind::AlterGenerated),
        (identity, Kind::AlterIdentity),
        (collation, Kind::AlterCollation),
        (comment, Kind::AlterComment),
    ];
    kinds.into_iter().filter(|(is_it, _)| *is_it).map(|(_, kind)| kind).collect()
}
