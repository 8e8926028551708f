//! The vocabulary of change: what the differ says and the renderers spell.

use orm_schema::Pair;
use orm_schema::model::{
    CheckDef, ColumnDef, EnumDef, ExclusionDef, ForeignKeyDef, IndexDef, ObjectDef, ObjectName, PartitionDef,
    PartitioningDef, PolicyDef, PrimaryKeyDef, RowSecurity, TableDef, TableOptions, UniqueDef, ViewDef,
};

/// One change of a schema.
///
/// Everything but [`RenameTable`](Step::RenameTable) and the removal of foreign keys names a table as the next schema does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A namespace: a PostgreSQL schema, a MySQL database.
    CreateSchema(String),
    /// A namespace in which nothing is left.
    DropSchema(String),
    /// An enum type (PostgreSQL).
    CreateEnum(EnumDef),
    /// An enum type that no column has any more (PostgreSQL).
    DropEnum(EnumDef),
    /// An enum type goes by another name or into another schema (PostgreSQL).
    RenameEnum(Pair<ObjectName>),
    /// A label of an enum type goes by another text, in every row at once (PostgreSQL).
    RenameEnumLabel {
        /// The enum.
        name: ObjectName,
        /// The label.
        labels: Pair<String>,
    },
    /// A new label of an enum type (PostgreSQL).
    AddEnumLabel {
        /// The enum.
        name: ObjectName,
        /// The label.
        label: String,
        /// Where it stands.
        position: LabelPosition,
        /// Does another step of the plan need the label? Then it has to be committed first.
        is_used: bool,
    },
    /// Labels of an enum type went away or changed places: a new type takes over its columns (PostgreSQL).
    RebuildEnum {
        /// The enum on both sides, under its new name.
        defs: Box<Pair<EnumDef>>,
        /// Labels that rows hold and what becomes of them.
        labels: Vec<Pair<String>>,
        /// Columns of this type.
        columns: Vec<EnumColumn>,
    },
    /// A table with its columns and constraints. Indexes, and foreign keys where the database can add them later, follow.
    CreateTable(Box<TableDef>),
    /// A table and its rows.
    DropTable(Box<TableDef>),
    /// A table goes by another name or into another schema.
    RenameTable(Pair<ObjectName>),
    /// A change inside a table, or of an index of a materialized view.
    AlterTable {
        /// The table.
        table: ObjectName,
        /// What changes.
        change: Box<TableChange>,
    },
    /// A table is written anew with its rows, because `ALTER TABLE` cannot make one of the changes (SQLite).
    RebuildTable {
        /// The table on both sides, already under the new names of the table and its columns.
        tables: Box<Pair<TableDef>>,
        /// Every change, those that `ALTER TABLE` could make included.
        changes: Vec<TableChange>,
    },
    /// A view with its comment and indexes.
    CreateView {
        /// The view.
        view: Box<ViewDef>,
        /// The previous name of the view that it was, which a step of its own has dropped.
        replaces: Option<ObjectName>,
    },
    /// A view goes, under its previous name.
    DropView {
        /// The view.
        view: Box<ViewDef>,
        /// What becomes of it in a step of its own, once what it reads has changed.
        remade_as: Option<Box<ViewDef>>,
    },
    /// A view takes another query or other options where it is. The previous one is as it was, under its previous name.
    ReplaceView(Box<Pair<ViewDef>>),
    /// A view goes by another name or into another schema.
    RenameView {
        /// Its names.
        names: Pair<ObjectName>,
        /// Are its rows kept?
        is_materialized: bool,
    },
    /// Another comment on a view, or none.
    CommentOnView(Box<ViewDef>),
    /// What stands beside the tables comes, goes or changes.
    Object(Box<ObjectChange>),
}

/// A change of something that stands beside the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObjectChange {
    /// It comes.
    Create(ObjectDef),
    /// It becomes another one under the same name.
    Alter(Box<Pair<ObjectDef>>),
    /// It goes by another name.
    Rename(Box<Pair<ObjectDef>>),
    /// It goes.
    Drop(ObjectDef),
}

/// Where a new label of an enum stands among the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelPosition {
    /// Before this one.
    Before(String),
    /// After all others.
    Last,
}

/// A column whose enum type is rebuilt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumColumn {
    /// Its table.
    pub table: ObjectName,
    /// The column before the step, under its new name.
    pub column: ColumnDef,
}

/// One change inside a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableChange {
    /// A column goes by another name.
    RenameColumn(Pair<String>),
    /// A new column.
    AddColumn {
        /// The column.
        column: ColumnDef,
        /// The SQL expression that gives rows which are already there their value.
        backfill: Option<String>,
        /// Its foreign key, where the database takes one only together with the column (SQLite).
        references: Option<ForeignKeyDef>,
    },
    /// A column and its values.
    DropColumn(ColumnDef),
    /// Attributes of a column.
    AlterColumn(Box<ColumnChange>),
    /// A primary key.
    AddPrimaryKey(PrimaryKeyDef),
    /// A primary key goes.
    DropPrimaryKey(PrimaryKeyDef),
    /// A unique constraint.
    AddUnique(UniqueDef),
    /// A unique constraint goes.
    DropUnique(UniqueDef),
    /// A foreign key.
    AddForeignKey(ForeignKeyDef),
    /// A foreign key goes. Comes before all renames, so its table goes by the previous name.
    DropForeignKey(ForeignKeyDef),
    /// A check.
    AddCheck(CheckDef),
    /// A check goes.
    DropCheck(CheckDef),
    /// A constraint goes by another name.
    RenameConstraint(Pair<String>),
    /// An index.
    CreateIndex(IndexDef),
    /// An index goes.
    DropIndex(IndexDef),
    /// An index goes by another name.
    RenameIndex(Pair<String>),
    /// The sequence behind a column that the database counts up follows the name of the table or the column (PostgreSQL).
    RenameCounter(Pair<String>),
    /// An exclusion constraint (PostgreSQL).
    AddExclusion(ExclusionDef),
    /// An exclusion constraint goes (PostgreSQL).
    DropExclusion(ExclusionDef),
    /// Policies begin or cease to decide about the rows (PostgreSQL).
    SetRowSecurity(Pair<RowSecurity>),
    /// A policy (PostgreSQL).
    CreatePolicy(PolicyDef),
    /// Other roles or expressions of a policy (PostgreSQL).
    AlterPolicy(Box<Pair<PolicyDef>>),
    /// A policy goes (PostgreSQL).
    DropPolicy(PolicyDef),
    /// A policy goes by another name (PostgreSQL).
    RenamePolicy(Pair<String>),
    /// A partition.
    AddPartition(PartitionDef),
    /// A partition and its rows.
    DropPartition(PartitionDef),
    /// A partition goes by another name.
    RenamePartition(Pair<PartitionDef>),
    /// Partitions divide their rows in another way.
    SetBounds(Pair<Vec<PartitionDef>>),
    /// Another way to partition the table, or none (MySQL).
    SetPartitioning(Pair<Option<PartitioningDef>>),
    /// Another comment on the table, or none.
    SetComment(Option<String>),
    /// Other options of the table.
    SetOptions(Pair<TableOptions>),
}

/// What a change of a table is to those who read the table.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ReadChange<'a> {
    /// There is another column.
    AddColumn,
    /// The column of that name goes.
    DropColumn(&'a str),
    /// The column that had this name has another.
    RenameColumn(&'a str),
    /// A column that stays is another.
    AlterColumn(&'a ColumnChange),
    /// Rows are not told apart by the primary key any longer.
    DropPrimaryKey,
}

impl TableChange {
    /// What it is to those who read the table; `None` where they cannot tell.
    pub(super) fn to_readers(&self) -> Option<ReadChange<'_>> {
        match self {
            Self::AddColumn { .. } => Some(ReadChange::AddColumn),
            Self::DropColumn(column) => Some(ReadChange::DropColumn(&column.name)),
            Self::RenameColumn(names) => Some(ReadChange::RenameColumn(&names.previous)),
            Self::AlterColumn(change) => Some(ReadChange::AlterColumn(change)),
            Self::DropPrimaryKey(_) => Some(ReadChange::DropPrimaryKey),
            Self::AddPrimaryKey(_)
            | Self::AddUnique(_)
            | Self::DropUnique(_)
            | Self::AddForeignKey(_)
            | Self::DropForeignKey(_)
            | Self::AddCheck(_)
            | Self::DropCheck(_)
            | Self::RenameConstraint(_)
            | Self::CreateIndex(_)
            | Self::DropIndex(_)
            | Self::RenameIndex(_)
            | Self::RenameCounter(_)
            | Self::AddExclusion(_)
            | Self::DropExclusion(_)
            | Self::SetRowSecurity(_)
            | Self::CreatePolicy(_)
            | Self::AlterPolicy(_)
            | Self::DropPolicy(_)
            | Self::RenamePolicy(_)
            | Self::AddPartition(_)
            | Self::DropPartition(_)
            | Self::RenamePartition(_)
            | Self::SetBounds(_)
            | Self::SetPartitioning(_)
            | Self::SetComment(_)
            | Self::SetOptions(_) => None,
        }
    }

    /// Is a column computed no more, and holds what it held? Until then it needs what it was computed from.
    pub(super) fn ends_computing(&self) -> bool {
        matches!(self, Self::AlterColumn(change) if change.differs.generated && change.columns.next.generated.is_none())
    }
}

/// A change of a column that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnChange {
    /// The column on both sides, under its new name.
    pub columns: Pair<ColumnDef>,
    /// Which attributes differ, as this database stores them.
    pub differs: ColumnDifference,
    /// The SQL expression that takes the place of NULL in rows that have one.
    pub backfill: Option<String>,
    /// Labels of its enum that rows may hold and what becomes of them (MySQL, SQLite).
    pub labels: Vec<Pair<String>>,
    /// Labels of its enum that rows may hold and that are gone (MySQL, SQLite).
    pub removed_labels: Vec<String>,
}

/// Which attributes of a column differ.
#[expect(clippy::struct_excessive_bools, reason = "one flag for each attribute of a column")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ColumnDifference {
    /// How it is stored.
    pub ty: bool,
    /// Whether it may be NULL.
    pub nullability: bool,
    /// Its default.
    pub default: bool,
    /// What is written on updates (MySQL).
    pub on_update: bool,
    /// The expression that computes it, or whether there is one.
    pub generated: bool,
    /// Whether the database counts it up, and how.
    pub identity: bool,
    /// Its collation.
    pub collation: bool,
    /// Its comment.
    pub comment: bool,
}

impl ColumnDifference {
    /// Is there any difference?
    pub fn any(self) -> bool {
        self != Self::default()
    }
}
