//! What one derive input says: the view of source that the derive expands and the exporter resolves.
//!
//! The `*Decl` types hold no tokens, so that files can be read on several threads; [`Table`], [`Field`] and [`ColumnType`]
//! add the tokens that only the derive needs, borrowed from its input where they stand there as they are.

use syn::{Attribute, ExprPath, Ident, Path, Type, Visibility};

use super::case::Case;
use super::problem::Place;
use super::relation::{Relation, RelationDecl};
use crate::SqlType;
use crate::model::{DomainDef, EnumDef, ForeignKeyDef, ObjectName, TableDef, ViewOptions};

/// A struct with `#[derive(Table)]`.
pub struct Table<'a> {
    /// The name of the struct.
    pub ident: &'a Ident,
    /// Its visibility, copied to everything generated.
    pub vis: &'a Visibility,
    /// What stands in for `::orm_core`.
    pub krate: Option<Path>,
    /// The table itself.
    pub decl: TableDecl,
    /// The structs that its foreign keys refer to, one for each of `decl.foreign_keys`.
    pub referred: Vec<Path>,
    /// All fields in declared order, skipped ones included.
    pub fields: Vec<Field<'a>>,
    /// Declared relations, then those implied by `references`.
    pub relations: Vec<Relation>,
    /// The generated models.
    pub models: Models,
    /// Index into `fields`: set when a row is deleted softly.
    pub soft_delete: Option<usize>,
    /// Index into `fields`: counts the changes of a row.
    pub version: Option<usize>,
}

/// The part of a [`Table`] that goes into the schema.
#[derive(Debug, Clone)]
pub struct TableDecl {
    /// The name of the struct.
    pub rust_name: String,
    /// The name of the struct in source.
    pub place: Place,
    /// The table as far as its own source tells. Names are final. Missing until resolved: foreign keys, rules of
    /// `check(..)`, and whatever depends on types that other items declare: their columns stand as [`SqlType::Custom`] with
    /// the Rust name.
    pub def: TableDef,
    /// Beside `def.columns`, one for one.
    pub columns: Vec<ColumnDecl>,
    /// The foreign keys, by column first.
    pub foreign_keys: Vec<ForeignKeyDecl>,
    /// The declared relations; those that follow from `references` need no check.
    pub relations: Vec<RelationDecl>,
    /// Constraints and indexes by name, for problems that name them.
    pub named: Vec<(String, Place)>,
}

/// What a column says beyond its definition.
#[derive(Debug, Clone)]
pub struct ColumnDecl {
    /// The name of the field.
    pub rust_name: String,
    /// The name of the field in source.
    pub place: Place,
    /// The type of the field in source.
    pub type_place: Place,
    /// What the Rust type alone says, `Option` aside. The compiler can be asked whether it is true, unless `size` is
    /// [`Size::Explicit`].
    pub inferred: TypeRef,
    /// What the attributes add to that.
    pub size: Option<(Size, Place)>,
    /// A default that is a variant of an enum.
    pub variant: Option<VariantRef>,
    /// Where the default is.
    pub default_place: Option<Place>,
    /// A declared rule, with the name of its constraint: CHECK in the database, rule in the generated models.
    pub rules: Vec<(String, Rule)>,
}

/// A type as far as one file tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeRef {
    /// A type everybody knows.
    Known(SqlType),
    /// A type declared by an alias, an enum or a newtype.
    User {
        /// The segments of its path, without generic arguments.
        path: Vec<String>,
        /// Does the last segment have generic arguments?
        has_arguments: bool,
        /// Where it is.
        place: Place,
    },
    /// `Vec<T>`.
    Array(Box<TypeRef>),
    /// No path to a type: a tuple, a reference, a slice.
    Opaque {
        /// Where it is.
        place: Place,
    },
}

impl TypeRef {
    /// Where something is that is no path to a type.
    pub(super) fn opaque_place(&self) -> Option<Place> {
        match self {
            Self::Opaque { place } => Some(*place),
            Self::Array(element) => element.opaque_place(),
            Self::Known(_) | Self::User { .. } => None,
        }
    }

    /// The SQL type, if this file alone tells.
    pub fn known(&self) -> Option<SqlType> {
        match self {
            Self::Known(ty) => Some(ty.clone()),
            Self::Array(element) => element.known().map(|ty| SqlType::Array(Box::new(ty))),
            Self::User { .. } | Self::Opaque { .. } => None,
        }
    }
}

/// What attributes say about the type of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Size {
    /// `varchar = n`.
    Varchar(u32),
    /// `char = n`.
    Char(u32),
    /// `numeric(p, s)`.
    Numeric(crate::types::NumericSize),
    /// `precision = n`.
    Precision(u8),
    /// `type = ".."`.
    Explicit(String),
}

/// `ProjectStatus::Active` as a default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantRef {
    /// The path before the last segment.
    pub ty: Vec<String>,
    /// The last segment.
    pub variant: String,
    /// Where it is.
    pub place: Place,
}

/// A rule declared once for the database and the generated models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// `check(range(min = .., max = ..))`: both inclusive, numbers as written.
    Range {
        /// The smallest value.
        min: Option<String>,
        /// The largest value.
        max: Option<String>,
    },
    /// `check(length(min = .., max = ..))`, in characters.
    Length {
        /// The shortest.
        min: Option<u64>,
        /// The longest.
        max: Option<u64>,
    },
}

/// A foreign key whose target is not looked up yet.
#[derive(Debug, Clone)]
pub struct ForeignKeyDecl {
    /// Complete but for `references` and `referenced_columns`, which are empty.
    pub def: ForeignKeyDef,
    /// The path of the struct referred to.
    pub target: Vec<String>,
    /// Where that path is.
    pub target_place: Place,
    /// Its fields, one for each column.
    pub fields: Vec<(String, Place)>,
}

/// A field of a table.
#[expect(clippy::struct_excessive_bools, reason = "each is an attribute of its own, given or not")]
pub struct Field<'a> {
    /// Its name.
    pub ident: &'a Ident,
    /// Its type as written.
    pub ty: &'a Type,
    /// Its attributes, ours and those of others.
    pub attributes: &'a [Attribute],
    /// Index into the columns of the table; `None` for `#[column(skip)]`.
    pub column: Option<usize>,
    /// Is it an `Option`?
    pub is_nullable: bool,
    /// Its name in JSON.
    pub wire_name: String,
    /// Absent from request bodies.
    pub is_server: bool,
    /// Never serialised, redacted in Debug.
    pub is_secret: bool,
    /// In request bodies even though the database could count it.
    pub is_input: bool,
    /// In the patch model even though it is part of the primary key.
    pub is_patch: bool,
    /// A default computed in Rust.
    pub rust_default: Option<RustDefault>,
    /// A default that is a variant of an enum, for the compiler to check.
    pub variant_default: Option<ExprPath>,
    /// The path given to `references`, for the compiler to check: `User::id`.
    pub references: Option<Path>,
}

/// A default computed in Rust when a row is inserted.
pub enum RustDefault {
    /// `default_fn = path`: called without arguments.
    Function(Path),
    /// `default = uuid_v7()`.
    UuidV7,
    /// `on_update = now()` without a default: a new row gets a time as well.
    Now,
}

/// The models that are generated beside a table.
pub struct Models {
    /// How wire names are written.
    pub wire_case: Option<Case>,
    /// The insert model: `NewProject`.
    pub insert: Ident,
    /// The request body: `NewProjectBody`.
    pub body: Ident,
    /// The update model: `ProjectPatch`.
    pub patch: Ident,
    /// The struct of column handles: `ProjectColumns`.
    pub columns: Ident,
    /// Did the user name that struct? Then handles live only there, so that they clash with no method of the user's.
    pub has_own_columns: bool,
    /// Unknown fields of a request are errors.
    pub deny_unknown_fields: bool,
    /// What the rules of the models need to know beyond the values: `context = PlanLimits`.
    pub context: Option<Path>,
    /// `#[validate(..)]` on the struct.
    pub validate: Vec<Attribute>,
}

/// A struct with `#[derive(View)]`.
pub struct View<'a> {
    /// The name of the struct.
    pub ident: &'a Ident,
    /// Its visibility, copied to everything generated.
    pub vis: &'a Visibility,
    /// What stands in for `::orm_core`.
    pub krate: Option<Path>,
    /// The view itself.
    pub decl: ViewDecl,
    /// All fields in declared order, skipped ones included.
    pub fields: Vec<ViewField<'a>>,
}

/// A field of a view.
pub struct ViewField<'a> {
    /// Its name.
    pub ident: &'a Ident,
    /// Its type as written.
    pub ty: &'a Type,
    /// Its attributes, ours and those of others.
    pub attributes: &'a [Attribute],
    /// Index into the columns of the view; `None` for `#[column(skip)]`.
    pub column: Option<usize>,
}

/// The part of a [`View`] that goes into the schema.
#[derive(Debug, Clone)]
pub struct ViewDecl {
    /// What it has in common with a table: names, columns, indexes, comment.
    pub rows: TableDecl,
    /// The query.
    pub query: String,
    /// The structs that it says it reads, and where they are named.
    pub depends_on: Vec<(Vec<String>, Place)>,
    /// Are its rows kept?
    pub is_materialized: bool,
    /// What only some databases have.
    pub options: ViewOptions,
}

/// An enum or newtype with `#[derive(ColumnType)]`.
pub struct ColumnType {
    /// The name of the type.
    pub ident: Ident,
    /// What stands in for `::orm_core`.
    pub krate: Option<Path>,
    /// What it is.
    pub decl: ColumnTypeDecl,
    /// The tokens behind it.
    pub kind: ColumnTypeKind,
}

/// The tokens of a [`ColumnType`].
pub enum ColumnTypeKind {
    /// An enum: its variants, one for each label.
    Enum(Vec<Ident>),
    /// A newtype.
    Newtype {
        /// The name of its field, if it has one.
        field: Option<Ident>,
        /// The type it wraps.
        ty: Box<Type>,
    },
}

/// The part of a [`ColumnType`] that goes into the schema.
#[derive(Debug, Clone)]
pub struct ColumnTypeDecl {
    /// The name of the type.
    pub rust_name: String,
    /// Where it is.
    pub place: Place,
    /// What it is.
    pub kind: ColumnTypeDeclKind,
}

/// What a type of the user's is stored as.
#[derive(Debug, Clone)]
pub enum ColumnTypeDeclKind {
    /// An enum.
    Enum {
        /// Its definition.
        def: EnumDef,
        /// The names of its variants, one for each label.
        variants: Vec<String>,
    },
    /// A newtype that is a domain of its own.
    Domain {
        /// Its definition, but for the type below.
        def: DomainDef,
        /// The type below.
        inner: TypeRef,
    },
    /// A newtype, or an alias: stored as what it stands for.
    Newtype(TypeRef),
}

/// The blank that stands for the target of an unresolved foreign key.
pub(super) fn unresolved_name() -> ObjectName {
    ObjectName::default()
}
