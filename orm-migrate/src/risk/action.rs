//! The kinds of things that statements do.

use orm_schema::model::ObjectName;

/// One thing that a statement does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What it does.
    pub kind: ActionKind,
    /// The table that it does it to, where it is one and can be told.
    pub table: Option<ObjectName>,
    /// The name that a table gets, or that of a new column which is NULL in every row.
    pub new_name: Option<String>,
    /// Do values turn into others, which they may not fit? Of a change of type that the schemas do not tell, that is to be expected.
    pub converts: bool,
}

impl Action {
    /// Something done to `table`.
    pub(super) const fn new(kind: ActionKind, table: Option<ObjectName>) -> Self {
        Self { kind, table, new_name: None, converts: false }
    }
}

/// What is done to a table that has more than the model holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TakenApart {
    /// It goes.
    Dropped,
    /// A copy takes its place.
    Rebuilt,
    /// A column goes.
    LosesColumn,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// The kinds of things that statements do, as far as they differ in what they cost.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ActionKind { $($(#[$doc])* $name,)+ }

        impl ActionKind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$name),+];
        }
    };
}

kinds! {
    /// A new table.
    CreateTable,
    /// A table goes, with its rows.
    DropTable,
    /// A table goes by another name or into another schema.
    RenameTable,
    /// A new column, the same for every row.
    AddColumn,
    /// A new column that must have a value, without one for the rows that are there.
    AddRequiredColumn,
    /// A new column whose value is computed for each row.
    AddComputedColumn,
    /// A column goes, with its values.
    DropColumn,
    /// A column goes that was computed from others.
    DropComputedColumn,
    /// A column goes by another name.
    RenameColumn,
    /// A column of another type, whose values stay as they are.
    WidenType,
    /// A column of another type.
    SetType,
    /// A column must not be NULL any more.
    SetNotNull,
    /// A column may be NULL.
    DropNotNull,
    /// A column gets another default, or none.
    SetDefault,
    /// A column is counted up by the database, in another way, or no more.
    SetIdentity,
    /// The values of a column are kept in another way from now on.
    SetStorage,
    /// A column is not computed any more.
    DropExpression,
    /// A primary key.
    AddPrimaryKey,
    /// A primary key goes.
    DropPrimaryKey,
    /// A unique constraint.
    AddUnique,
    /// A check over rows that are there.
    AddCheck,
    /// A check that does not look at the rows that are there.
    AddCheckNotValid,
    /// A constraint that no two rows may break.
    AddExclusion,
    /// A foreign key.
    AddForeignKey,
    /// A foreign key that does not look at the rows that are there.
    AddForeignKeyNotValid,
    /// A table that a new foreign key refers to.
    BecomeReferenced,
    /// A constraint looks at the rows that were there before it.
    ValidateConstraint,
    /// A constraint goes.
    DropConstraint,
    /// A foreign key goes.
    DropForeignKey,
    /// A table to which a foreign key referred that goes.
    LoseReference,
    /// A constraint goes by another name.
    RenameConstraint,
    /// An index.
    CreateIndex,
    /// An index that is built beside the work of others.
    CreateIndexConcurrently,
    /// An index that no two rows may break.
    CreateUniqueIndex,
    /// An index that no two rows may break, built beside the work of others.
    CreateUniqueIndexConcurrently,
    /// An index of the words in texts.
    CreateFulltextIndex,
    /// An index of shapes.
    CreateSpatialIndex,
    /// An index goes.
    DropIndex,
    /// An index goes beside the work of others.
    DropIndexConcurrently,
    /// An index goes by another name.
    RenameIndex,
    /// Another comment.
    SetComment,
    /// Other options of a table.
    SetOptions,
    /// Row level security, and its policies.
    SetPolicy,
    /// A table gets a partition without rows.
    AddPartition,
    /// A table takes up another one as its partition.
    AttachPartition,
    /// A partition whose rows are looked at: one that is taken up, or the one for all other rows beside a new one.
    ScanPartition,
    /// A table lets go of a partition, which stays as a table of its own.
    DetachPartition,
    /// A partition goes, with its rows.
    DropPartition,
    /// Rows go to partitions other than theirs.
    Repartition,
    /// The rows of a table are held against a domain that columns of it have.
    CheckDomain,
    /// A trigger.
    CreateTrigger,
    /// A trigger goes.
    DropTrigger,
    /// Rows are written.
    WriteRows,
    /// Rows go.
    DeleteRows,
    /// All rows go.
    Truncate,
    /// A materialized view is computed anew.
    Refresh,
    /// Something goes that tables or columns may depend on, and takes them along.
    DropDependents,
    /// Something beside the tables: a type, a view, a sequence, a function, a role, a setting.
    Aside,
    /// Something that this version does not understand.
    Unknown,
}
