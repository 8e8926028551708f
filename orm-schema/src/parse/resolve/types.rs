//! Types of columns that aliases, enums and newtypes declare, and defaults that are labels.

use std::collections::HashSet;

use super::super::file::Declared;
use super::super::item::{
    ColumnDecl, ColumnTypeDecl, ColumnTypeDeclKind, Size, TableDecl, TypeRef, VariantRef,
};
use super::super::problem::{Place, Problem};
use super::super::{fits, size, suggest};
use super::names::{Found, Names, ambiguous};
use crate::SqlType;
use crate::model::{ColumnDef, DefaultDef, DomainDef, EnumDef, Literal, ObjectName, TableDef};
use crate::types::known_rust_names;

/// An alias that leads through more others than this leads to itself.
const LONGEST_CHAIN: usize = 64;

/// Resolves types and remembers which enums are stored.
#[derive(Debug)]
pub(super) struct Types<'a> {
    names: &'a Names<'a>,
    enums: HashSet<&'a ObjectName>,
    used_enums: HashSet<&'a ObjectName>,
}

/// What a type of the user's comes down to.
enum Storage<'a> {
    Plain(SqlType),
    Enum(&'a EnumDef, &'a [String]),
}

impl Storage<'_> {
    fn sql_type(&self) -> SqlType {
        match self {
            Self::Plain(ty) => ty.clone(),
            Self::Enum(def, _) => SqlType::Enum(def.name.clone()),
        }
    }
}

impl<'a> Types<'a> {
    pub(super) fn new(names: &'a Names<'a>) -> Self {
        let enums = enums(names).map(|def| &def.name).collect();
        Self { names, enums, used_enums: HashSet::new() }
    }

    /// Fills in the types and defaults of a table, or of the rows of a view, that its own source leaves open.
    pub(super) fn fill(
        &mut self,
        (decl, module): (&TableDecl, &[String]),
        table: &mut TableDef,
        problems: &mut Vec<Problem>,
    ) {
        for (column, decl) in table.columns.iter_mut().zip(&decl.columns) {
            let is_explicit = matches!(decl.size, Some((Size::Explicit(_), _)));
            let is_open =
                decl.inferred.known().is_none() && decl.inferred.opaque_place().is_none() && !is_explicit;
            if is_open && let Some(ty) = self.column_type(decl, module, problems) {
                column.ty = ty;
                report_misfits(column, decl, problems);
            }
            if let SqlType::Enum(name) = element(&column.ty) {
                self.used_enums.extend(self.enums.get(name));
            }
            if let Some(variant) = &decl.variant
                && let Some(label) = self.label(variant, column, module, problems)
            {
                column.default = Some(DefaultDef::Literal(Literal::String(label)));
            } else if decl.variant.is_none() {
                self.report_unknown_label(column, decl, module, problems);
            }
        }
    }

    /// The enums that some column is stored as, in declared order.
    pub(super) fn into_used_enums(self) -> Vec<EnumDef> {
        enums(self.names).filter(|def| self.used_enums.contains(&def.name)).cloned().collect()
    }

    fn column_type(
        &self,
        decl: &ColumnDecl,
        module: &[String],
        problems: &mut Vec<Problem>,
    ) -> Option<SqlType> {
        let inferred = self.storage(&decl.inferred, module, problems, 0)?.sql_type();
        let Some((size, place)) = &decl.size else { return Some(inferred) };
        match size::apply(size, &inferred) {
            Ok(ty) => Some(ty),
            Err(message) => {
                problems.push(Problem::new(*place, message));
                None
            }
        }
    }

    /// The type below a domain.
    pub(super) fn base(
        &self,
        inner: &TypeRef,
        module: &[String],
        problems: &mut Vec<Problem>,
    ) -> Option<SqlType> {
        Some(self.storage(inner, module, problems, 0)?.sql_type())
    }

    fn storage(
        &self,
        ty: &TypeRef,
        module: &[String],
        problems: &mut Vec<Problem>,
        depth: usize,
    ) -> Option<Storage<'a>> {
        match ty {
            TypeRef::Known(ty) => Some(Storage::Plain(ty.clone())),
            TypeRef::Array(element) => {
                let element = self.storage(element, module, problems, depth)?.sql_type();
                Some(Storage::Plain(SqlType::Array(Box::new(element))))
            }
            TypeRef::Opaque { place } => {
                let mut problem = Problem::new(*place, "this is no type that a column can have");
                problem.hint("say how it is stored: `#[column(type = \"..\")]`; an `Option` is written on the field itself");
                problems.push(problem);
                None
            }
            TypeRef::User { path, has_arguments, place } => {
                if let Some(known) = self.names.known(path, *has_arguments, module) {
                    return Some(Storage::Plain(known));
                }
                let declared = self.lookup(path, *place, module, problems)?;
                match &declared.decl.kind {
                    ColumnTypeDeclKind::Enum { def, variants } => Some(Storage::Enum(def, variants)),
                    ColumnTypeDeclKind::Domain { def, .. } => {
                        Some(Storage::Plain(DomainDef::column_type(&def.name)))
                    }
                    ColumnTypeDeclKind::Newtype(_) if depth > LONGEST_CHAIN => {
                        let name = &declared.decl.rust_name;
                        problems
                            .push(Problem::new(declared.decl.place, format!("`{name}` stands for itself")));
                        None
                    }
                    ColumnTypeDeclKind::Newtype(inner) => {
                        self.storage(inner, &declared.module, problems, depth + 1)
                    }
                }
            }
        }
    }

    fn lookup(
        &self,
        path: &[String],
        place: Place,
        module: &[String],
        problems: &mut Vec<Problem>,
    ) -> Option<&'a Declared<ColumnTypeDecl>> {
        let name = path.join("::");
        match self.names.ty(path, module) {
            Found::One(declared) => return Some(declared),
            Found::Several([one, other]) => {
                problems.push(ambiguous(place, &name, one.decl.place, other.decl.place));
            }
            Found::Nothing => {
                let known = known_rust_names().map(|name| -> &str { name });
                let users = self.names.types().map(|declared| declared.decl.rust_name.as_str());
                let last = path.last().map_or("", String::as_str);
                let mut problem =
                    Problem::new(place, format!("how is `{name}` stored? no type of this name is known"));
                problem
                    .hint_opt(self.names.renamed_elsewhere(path))
                    .hint_opt(suggest::did_you_mean(last, users.chain(known)))
                    .hint("derive `ColumnType` for an enum or a newtype in a file of the schema, wrap a document in `Json<..>`, \
                           or say how it is stored: `#[column(type = \"..\")]`");
                problems.push(problem);
            }
        }
        None
    }

    /// The label that a default such as `ProjectStatus::Active` stands for.
    fn label(
        &self,
        variant: &VariantRef,
        column: &ColumnDef,
        module: &[String],
        problems: &mut Vec<Problem>,
    ) -> Option<String> {
        let ty = TypeRef::User { path: variant.ty.clone(), has_arguments: false, place: variant.place };
        let storage = self.storage(&ty, module, problems, 0)?;
        let name = variant.ty.join("::");
        let Storage::Enum(def, variants) = storage else {
            let mut problem = Problem::new(
                variant.place,
                format!("`{name}` is no enum, so `{}` is no label", variant.variant),
            );
            problem.hint("a default computed in Rust is written `default_fn = path`");
            problems.push(problem);
            return None;
        };
        let position = variants.iter().position(|known| *known == variant.variant);
        let Some(position) = position else {
            let known = variants.iter().map(String::as_str);
            let mut problem =
                Problem::new(variant.place, format!("`{name}` has no variant `{}`", variant.variant));
            problem.hint_opt(suggest::did_you_mean(&variant.variant, known));
            problems.push(problem);
            return None;
        };
        if let SqlType::Enum(stored) = &column.ty
            && *stored != def.name
        {
            problems.push(Problem::new(
                variant.place,
                format!("this column is stored as `{stored}`, not as `{}`", def.name),
            ));
        }
        Some(def.labels[position].label.clone())
    }

    fn report_unknown_label(
        &self,
        column: &ColumnDef,
        decl: &ColumnDecl,
        module: &[String],
        problems: &mut Vec<Problem>,
    ) {
        let Some(DefaultDef::Literal(Literal::String(text))) = &column.default else { return };
        let (SqlType::Enum(_), Some(place)) = (&column.ty, decl.default_place) else { return };
        let Some(Storage::Enum(def, _)) = self.storage(&decl.inferred, module, problems, 0) else { return };
        if def.labels.iter().any(|label| label.label == *text) {
            return;
        }
        let labels = def.labels.iter().map(|label| label.label.as_str());
        let mut problem = Problem::new(place, format!("`{}` has no label `{text}`", def.name));
        problem.hint_opt(suggest::did_you_mean(text, labels));
        problems.push(problem);
    }
}

/// Reports a default or rule that does not go with a type that only now is known.
fn report_misfits(column: &ColumnDef, decl: &ColumnDecl, problems: &mut Vec<Problem>) {
    if decl.variant.is_none()
        && let (Some(default), Some(place)) = (&column.default, decl.default_place)
        && let Err(message) = fits::default(default, &column.ty, column.is_nullable)
    {
        problems.push(Problem::new(place, message));
    }
    for (_, rule) in &decl.rules {
        if let Err(message) = fits::rule(rule, &column.ty) {
            problems.push(Problem::new(decl.place, message));
        }
    }
}

fn enums<'a>(names: &Names<'a>) -> impl Iterator<Item = &'a EnumDef> {
    names.types().filter_map(|declared| match &declared.decl.kind {
        ColumnTypeDeclKind::Enum { def, .. } => Some(def),
        ColumnTypeDeclKind::Newtype(_) | ColumnTypeDeclKind::Domain { .. } => None,
    })
}

fn element(ty: &SqlType) -> &SqlType {
    match ty {
        SqlType::Array(inner) => element(inner),
        other => other,
    }
}
