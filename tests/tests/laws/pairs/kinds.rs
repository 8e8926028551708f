//! The kinds of change that the differ tells apart. A step of a new kind does not compile until it has one here, and a kind here
//! not until an edit makes it.

use orm_migrate::diff::{ColumnDifference, ObjectChange, Step, TableChange};
use orm_schema::Dialect;
use orm_schema::model::ObjectDef;

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
    AddExclusion,
    DropExclusion,
    SetRowSecurity,
    CreatePolicy,
    AlterPolicy,
    DropPolicy,
    RenamePolicy,
    AddPartition,
    DropPartition,
    RenamePartition,
    SetBounds,
    SetPartitioning,
    CreateView,
    DropView,
    ReplaceView,
    RenameView,
    CommentOnView,
    CreateExtension,
    DropExtension,
    CreateRole,
    AlterRole,
    CreateSequence,
    AlterSequence,
    RenameSequence,
    DropSequence,
    CreateDomain,
    AlterDomain,
    RenameDomain,
    DropDomain,
    CreateFunction,
    AlterFunction,
    DropFunction,
    CreateTrigger,
    DropTrigger,
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
            | Self::RenameCounter
            | Self::AddExclusion
            | Self::DropExclusion
            | Self::SetRowSecurity
            | Self::CreatePolicy
            | Self::AlterPolicy
            | Self::DropPolicy
            | Self::RenamePolicy
            | Self::CommentOnView
            | Self::CreateExtension
            | Self::DropExtension
            | Self::CreateRole
            | Self::AlterRole
            | Self::CreateSequence
            | Self::AlterSequence
            | Self::RenameSequence
            | Self::DropSequence
            | Self::CreateDomain
            | Self::AlterDomain
            | Self::RenameDomain
            | Self::DropDomain
            | Self::AlterFunction => dialect == Dialect::Postgres,
            Self::AlterOnUpdate | Self::SetPartitioning => dialect == Dialect::Mysql,
            // Seldom: MySQL alters an expression only where its kind stays.
            Self::AlterGenerated => dialect != Dialect::Mysql,
            Self::AddPartition
            | Self::DropPartition
            | Self::RenamePartition
            | Self::SetBounds
            | Self::ReplaceView
            | Self::RenameView
            | Self::CreateFunction
            | Self::DropFunction
            // Seldom: SQLite takes a foreign key together with its column.
            | Self::AlterComment | Self::AddForeignKey | Self::RenameIndex | Self::SetComment => {
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
            | Self::SetOptions
            | Self::CreateView
            | Self::DropView
            | Self::CreateTrigger
            | Self::DropTrigger => true,
        }
    }
}

impl Kind {
    /// What has to be done first, so that there is something to do this to.
    pub(super) fn begins_with(self) -> Option<Self> {
        match self {
            Self::DropEnum
            | Self::RenameEnum
            | Self::RenameEnumLabel
            | Self::AddEnumLabel
            | Self::RebuildEnum => Some(Self::CreateEnum),
            Self::DropSchema => Some(Self::CreateSchema),
            Self::AlterGenerated => Some(Self::AlterGenerated),
            Self::AddPrimaryKey => Some(Self::DropPrimaryKey),
            Self::DropUnique => Some(Self::AddUnique),
            Self::DropForeignKey => Some(Self::AddForeignKey),
            Self::DropCheck => Some(Self::AddCheck),
            Self::DropIndex | Self::RenameIndex => Some(Self::CreateIndex),
            Self::DropExclusion => Some(Self::AddExclusion),
            Self::AlterPolicy | Self::DropPolicy | Self::RenamePolicy => Some(Self::CreatePolicy),
            Self::DropView | Self::ReplaceView | Self::RenameView | Self::CommentOnView => {
                Some(Self::CreateView)
            }
            Self::DropExtension => Some(Self::CreateExtension),
            Self::AlterRole => Some(Self::CreateRole),
            Self::AlterSequence | Self::RenameSequence | Self::DropSequence => Some(Self::CreateSequence),
            Self::AlterDomain | Self::RenameDomain | Self::DropDomain => Some(Self::CreateDomain),
            Self::AlterFunction | Self::DropFunction => Some(Self::CreateFunction),
            Self::DropTrigger => Some(Self::CreateTrigger),
            Self::CreateSchema
            | Self::CreateEnum
            | Self::CreateTable
            | Self::DropTable
            | Self::RenameTable
            | Self::RenameColumn
            | Self::AddColumn
            | Self::DropColumn
            | Self::AlterType
            | Self::AlterNullability
            | Self::AlterDefault
            | Self::AlterOnUpdate
            | Self::AlterIdentity
            | Self::AlterCollation
            | Self::AlterComment
            | Self::DropPrimaryKey
            | Self::AddUnique
            | Self::AddForeignKey
            | Self::AddCheck
            | Self::RenameConstraint
            | Self::CreateIndex
            | Self::RenameCounter
            | Self::SetComment
            | Self::SetOptions
            | Self::AddExclusion
            | Self::SetRowSecurity
            | Self::CreatePolicy
            | Self::AddPartition
            | Self::DropPartition
            | Self::RenamePartition
            | Self::SetBounds
            | Self::SetPartitioning
            | Self::CreateView
            | Self::CreateExtension
            | Self::CreateRole
            | Self::CreateSequence
            | Self::CreateDomain
            | Self::CreateFunction
            | Self::CreateTrigger => None,
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
        Step::CreateView { .. } => Kind::CreateView,
        Step::DropView { .. } => Kind::DropView,
        Step::ReplaceView(_) => Kind::ReplaceView,
        Step::RenameView { .. } => Kind::RenameView,
        Step::CommentOnView(_) => Kind::CommentOnView,
        Step::Object(change) => return of_object(change).into_iter().collect(),
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
        TableChange::AddExclusion(_) => Kind::AddExclusion,
        TableChange::DropExclusion(_) => Kind::DropExclusion,
        TableChange::SetRowSecurity(_) => Kind::SetRowSecurity,
        TableChange::CreatePolicy(_) => Kind::CreatePolicy,
        TableChange::AlterPolicy(_) => Kind::AlterPolicy,
        TableChange::DropPolicy(_) => Kind::DropPolicy,
        TableChange::RenamePolicy(_) => Kind::RenamePolicy,
        TableChange::AddPartition(_) => Kind::AddPartition,
        TableChange::DropPartition(_) => Kind::DropPartition,
        TableChange::RenamePartition(_) => Kind::RenamePartition,
        TableChange::SetBounds(_) => Kind::SetBounds,
        TableChange::SetPartitioning(_) => Kind::SetPartitioning,
    };
    vec![kind]
}

/// `None` for what no migration does: namespaces have steps of their own, roles stay, a trigger that changes is made anew.
fn of_object(change: &ObjectChange) -> Option<Kind> {
    Some(match change {
        ObjectChange::Create(object) => match object {
            ObjectDef::Namespace(_) => Kind::CreateSchema,
            ObjectDef::Extension(_) => Kind::CreateExtension,
            ObjectDef::Role(_) => Kind::CreateRole,
            ObjectDef::Sequence(_) => Kind::CreateSequence,
            ObjectDef::Domain(_) => Kind::CreateDomain,
            ObjectDef::Function(_) => Kind::CreateFunction,
            ObjectDef::Trigger(_) => Kind::CreateTrigger,
        },
        ObjectChange::Alter(objects) => match &objects.next {
            ObjectDef::Role(_) => Kind::AlterRole,
            ObjectDef::Sequence(_) => Kind::AlterSequence,
            ObjectDef::Domain(_) => Kind::AlterDomain,
            ObjectDef::Function(_) => Kind::AlterFunction,
            // Cases of `tests/golden` move an extension: back to no schema at all there is no way.
            ObjectDef::Extension(_) | ObjectDef::Namespace(_) | ObjectDef::Trigger(_) => return None,
        },
        ObjectChange::Rename(objects) => match &objects.next {
            ObjectDef::Sequence(_) => Kind::RenameSequence,
            ObjectDef::Domain(_) => Kind::RenameDomain,
            ObjectDef::Namespace(_)
            | ObjectDef::Extension(_)
            | ObjectDef::Role(_)
            | ObjectDef::Function(_)
            | ObjectDef::Trigger(_) => return None,
        },
        ObjectChange::Drop(object) => match object {
            ObjectDef::Namespace(_) => Kind::DropSchema,
            ObjectDef::Extension(_) => Kind::DropExtension,
            ObjectDef::Role(_) => return None,
            ObjectDef::Sequence(_) => Kind::DropSequence,
            ObjectDef::Domain(_) => Kind::DropDomain,
            ObjectDef::Function(_) => Kind::DropFunction,
            ObjectDef::Trigger(_) => Kind::DropTrigger,
        },
    })
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
