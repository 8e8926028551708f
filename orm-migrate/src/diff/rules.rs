//! What the differ must know about a database.

use orm_schema::model::{ColumnDef, FunctionDef, GeneratedDef, ObjectName, TableDef, ViewDef};
use orm_schema::{Pair, SchemaDef, SqlType};

use super::{Obstacle, ReadChange, Step, TableChange};

/// Questions of the differ to a dialect: no SQL statements, no connection, no default answers.
pub(crate) trait DiffRules {
    /// The table as the database keeps it: without what it ignores, with what it adds by itself.
    fn stored(&self, table: TableDef) -> TableDef;
    /// A text that is equal for two types exactly if they are kept in the same way.
    fn storage(&self, schema: &SchemaDef, ty: &SqlType) -> String;
    /// Is a UUID kept as its bytes, which are no text?
    fn keeps_uuids_as_bytes(&self) -> bool;
    /// The default of a column in SQL.
    fn default(&self, column: &ColumnDef) -> Option<String>;
    /// Do two texts say the same options of a table?
    fn same_options(&self, options: Pair<Option<&str>>) -> bool;
    /// Do other options give the texts of the table, but for those that say their own, another character set or order?
    fn recollates(&self, options: Pair<Option<&str>>) -> bool;
    /// What the table asks for and the database does not have.
    fn obstacles(&self, table: &TableDef) -> Vec<Obstacle>;
    /// Are there schemas or databases inside a connection?
    fn has_namespaces(&self) -> bool;
    /// Is a schema that nothing uses any more dropped?
    fn drops_namespaces(&self) -> bool;
    /// Is an enum a type with a name?
    fn has_enum_types(&self) -> bool;
    /// Can a foreign key be added to a table that exists?
    fn adds_foreign_keys(&self) -> bool;
    /// Is a collation the same however its name is cased?
    fn folds_collations(&self) -> bool;
    /// Does `CREATE TABLE` make the indexes too?
    fn creates_indexes_inline(&self) -> bool;
    /// Can a constraint go by another name?
    fn renames_constraints(&self) -> bool;
    /// Can an index, and with it a unique constraint, go by another name?
    fn renames_indexes(&self) -> bool;
    /// May indexes of two tables have one name?
    fn names_indexes_per_table(&self) -> bool;
    /// The name that the database gives the sequence behind a column that it counts up, if it does.
    fn counter_name(&self, table: &str, column: &str) -> Option<String>;
    /// Are all columns of a table renamed at once, so that two may exchange their names?
    fn renames_columns_at_once(&self) -> bool;
    /// May a foreign key stay while a column at either end changes its type, or begins or stops counting?
    fn foreign_key_outlives(&self, types: Pair<&SqlType>) -> bool;
    /// Must expressions over a column be dropped and added again when it changes its type?
    fn retyping_frees_expressions(&self) -> bool;
    /// Must expressions over a column be dropped and added again when it changes its name?
    fn renaming_frees_expressions(&self) -> bool;
    /// Can a column that stays take up, change or lose its expression?
    fn alters_generated(&self, generated: Pair<Option<&GeneratedDef>>) -> bool;
    /// Can one function take the place of the other while others hold on to it?
    fn replaces_function(&self, functions: Pair<&FunctionDef>) -> bool;
    /// Can a table that has rows be partitioned in another way?
    fn repartitions(&self) -> bool;
    /// Does a partition by range begin where the one before it ends?
    fn chains_ranges(&self) -> bool;
    /// Can this be done without writing the table anew?
    fn alters_in_place(&self, tables: Pair<&TableDef>, change: &TableChange) -> bool;
    /// The view as the database keeps it: without what it ignores.
    fn stored_view(&self, view: ViewDef) -> ViewDef;
    /// What the view asks for and the database does not have.
    fn view_obstacle(&self, view: &ViewDef) -> Option<Obstacle>;
    /// Which queries can take the place of a view's query, where it is?
    fn replaces_views(&self) -> ViewReplacement;
    /// Can a view change its name in this way?
    fn renames_view(&self, names: Pair<&ObjectName>) -> bool;
    /// Is a view in the way when what it reads is dropped or renamed?
    fn views_stand_aside(&self) -> bool;
    /// Does a policy, or a function that is bound to a view, keep the view from being dropped?
    fn readers_hold_views(&self) -> bool;
    /// Do the statements of the step share no transaction with others, on a table that is there before?
    fn stands_alone(&self, step: &Step) -> bool;
    /// Which views over a table have to be made anew when this changes?
    fn view_effect<'a>(&self, change: ReadChange<'a>) -> ViewEffect<'a>;
}

/// Which queries can take the place of a view's query, where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ViewReplacement {
    /// None.
    Never,
    /// Those that only add columns behind the others.
    Appending,
    /// All.
    Always,
}

/// Which views over a table have to be made anew when something of it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ViewEffect<'a> {
    /// None.
    None,
    /// Those that read this column.
    OnColumn(&'a str),
    /// Those that read columns without naming them.
    OnAllColumns,
    /// Those that group rows, because the key says that the columns beside it are of one row.
    OnGroups,
    /// All.
    Every,
}
