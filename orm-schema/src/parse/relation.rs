//! Reads `has_many`, `has_one`, `belongs_to` and `many_to_many`, and derives what `references` implies.

use std::collections::HashSet;

use syn::token::Paren;
use syn::{Expr, Ident, Path, Token};

use super::case::Case;
use super::entry::Entries;
use super::item::Field;
use super::problem::{Place, Problems};
use super::{attr, foreign_key};

/// A relation to another table.
pub struct Relation {
    /// The name of its method: `Project::owner()`.
    pub name: Ident,
    /// Its name in JSON.
    pub wire_name: String,
    /// The other table.
    pub target: Path,
    /// How many, and through what.
    pub kind: RelationKind,
    /// The fields that refer, where they are named: `Chat::project_id`, a field of this table for `belongs_to`, of the
    /// table between for `many_to_many`.
    pub via: Vec<Path>,
    /// The fields that are referred to, where they are named; for `many_to_many` the fields of the table between that refer
    /// to the other table.
    pub to: Vec<Path>,
    /// The condition that its rows meet: an expression over the other table.
    pub filter: Option<Expr>,
    /// Follows from `references` instead of being declared.
    pub is_implied: bool,
}

/// The kind of a relation.
pub enum RelationKind {
    /// Many rows of the other table refer to this one.
    HasMany,
    /// At most one row of the other table refers to this one.
    HasOne,
    /// This table refers to the other one.
    BelongsTo,
    /// A third table refers to both.
    ManyToMany {
        /// That table.
        through: Path,
    },
    /// A third table refers to both, by one row at most that is meant.
    OneThrough {
        /// That table.
        through: Path,
    },
}

/// A declared relation whose other side is not looked up yet.
#[derive(Debug, Clone)]
pub struct RelationDecl {
    /// The path of the struct that it leads to, and where it is.
    pub target: (Vec<String>, Place),
    /// The same for the struct between, if it is many to many.
    pub through: Option<(Vec<String>, Place)>,
    /// The fields named by `via`, and where they are.
    pub via: Vec<(String, Place)>,
    /// The fields named by `to`, and where they are.
    pub to: Vec<(String, Place)>,
    /// Is the column that refers on this side? Only for `belongs_to`.
    pub is_own: bool,
}

const WORDS: [&str; 4] = ["has_many", "has_one", "belongs_to", "many_to_many"];

/// All relations of a table. Their names in JSON are written as `case` says.
pub(super) fn all(
    entries: &Entries,
    fields: &[Field<'_>],
    case: Option<Case>,
    problems: &mut Problems,
) -> Vec<Relation> {
    let mut relations = Vec::new();
    for word in WORDS {
        for (tokens, place) in entries.lists(word) {
            let mut heads: Vec<(Ident, Path)> = Vec::new();
            let options = Entries::of_list(
                &attr::RELATION,
                tokens.clone(),
                &mut |input, problems| {
                    if !input.peek(Ident) || input.peek2(Token![=]) || input.peek2(Paren) {
                        return false;
                    }
                    match head(input) {
                        Ok(head) => heads.extend(head),
                        Err(error) => problems.push_syn(&error),
                    }
                    true
                },
                problems,
            );
            let Some((name, target)) = heads.pop().filter(|_| heads.is_empty()) else {
                problems
                    .push(place, format!("`{word}` needs one name and the struct it leads to"))
                    .hint(format!("write `{word}(name: Struct)`, once for each relation"));
                continue;
            };
            let Some(kind) = kind(word, &options, place, problems) else { continue };
            let (via, to) = (options.paths("via", problems), options.paths("to", problems));
            let wire_name = wire_name(&name, case);
            let filter = options.expression("filter").cloned();
            relations.push(Relation { name, wire_name, target, kind, via, to, filter, is_implied: false });
        }
    }
    report_clashes(&relations, problems);
    relations.extend(implied(&relations, fields, case));
    relations
}

/// Says that a view has no relations, and how it is read beside a table instead.
pub(super) fn refuse(entries: &Entries, problems: &mut Problems) {
    for word in WORDS {
        for (_, place) in entries.lists(word) {
            problems
                .push(place, format!("a view has no relations, so `{word}` cannot be declared for it"))
                .hint("join it: `Project::query().left_join(ProjectCount::table, ProjectCount::project_id.eq(Project::id))`");
        }
    }
}

fn wire_name(name: &Ident, case: Option<Case>) -> String {
    let name = super::name_of(name);
    case.map_or_else(|| name.clone(), |case| case.of_field(&name))
}

/// What the exporter checks of the declared ones.
pub(super) fn decls(relations: &[Relation], problems: &mut Problems) -> Vec<RelationDecl> {
    let mut named = |path: &Path| {
        let names = path.segments.iter().map(|segment| super::name_of(&segment.ident)).collect();
        (names, problems.place(path))
    };
    relations
        .iter()
        .filter(|relation| !relation.is_implied)
        .map(|relation| RelationDecl {
            target: named(&relation.target),
            through: match &relation.kind {
                RelationKind::ManyToMany { through } | RelationKind::OneThrough { through } => {
                    Some(named(through))
                }
                RelationKind::HasMany | RelationKind::HasOne | RelationKind::BelongsTo => None,
            },
            via: relation.via.iter().filter_map(|path| field_of(named(path))).collect(),
            to: relation.to.iter().filter_map(|path| field_of(named(path))).collect(),
            is_own: matches!(relation.kind, RelationKind::BelongsTo),
        })
        .collect()
}

/// The field that a path ends with.
fn field_of((mut names, place): (Vec<String>, Place)) -> Option<(String, Place)> {
    Some((names.pop()?, place))
}

/// `name: Struct`; nothing of a struct without a name.
fn head(input: syn::parse::ParseStream<'_>) -> syn::Result<Option<(Ident, Path)>> {
    if !input.peek2(Token![:]) || input.peek2(Token![::]) {
        input.call(Path::parse_mod_style)?;
        return Ok(None);
    }
    let name = input.parse()?;
    input.parse::<Token![:]>()?;
    Ok(Some((name, input.call(Path::parse_mod_style)?)))
}

fn kind(word: &str, options: &Entries, place: Place, problems: &mut Problems) -> Option<RelationKind> {
    let through = options.path("through");
    match (word, through) {
        ("many_to_many", Some(through)) => Some(RelationKind::ManyToMany { through: through.clone() }),
        ("has_one", Some(through)) => Some(RelationKind::OneThrough { through: through.clone() }),
        ("many_to_many", None) => {
            problems
                .push(place, "`many_to_many` needs the table that refers to both sides")
                .hint("write `many_to_many(tags: Tag, through = PostTag)`");
            None
        }
        (_, Some(through)) => {
            problems
                .push_at(
                    through,
                    format!("`{word}` leads to its table directly; `through` belongs to `many_to_many` and `has_one`"),
                )
                .hint("by way of a third table, several rows are `many_to_many`, and one at most is `has_one`");
            None
        }
        ("has_many", None) => Some(RelationKind::HasMany),
        ("has_one", None) => Some(RelationKind::HasOne),
        (_, None) => Some(RelationKind::BelongsTo),
    }
}

fn report_clashes(relations: &[Relation], problems: &mut Problems) {
    let mut seen = HashSet::new();
    for relation in relations {
        if !seen.insert(&relation.name) {
            problems.push_at(&relation.name, format!("there are two relations `{}`", relation.name));
        }
    }
}

/// `owner_id` with `references = User::id` gives `owner()`, unless a relation of that name, or one without a condition
/// through that field, is declared.
fn implied(declared: &[Relation], fields: &[Field<'_>], case: Option<Case>) -> Vec<Relation> {
    let is_declared = |field: &Field<'_>, name: &str| {
        declared.iter().any(|relation| {
            relation.name == name
                || matches!(relation.kind, RelationKind::BelongsTo)
                    && relation.filter.is_none()
                    && relation
                        .via
                        .iter()
                        .any(|via| via.segments.last().is_some_and(|last| last.ident == *field.ident))
        })
    };
    fields
        .iter()
        .filter_map(|field| {
            // A path without a struct is said where the foreign key is read.
            let references = field.references.as_ref().filter(|path| path.segments.len() > 1)?;
            let name = super::name_of(field.ident).strip_suffix("_id")?.to_owned();
            let name = if syn::parse_str::<Ident>(&name).is_ok() { name } else { return None };
            if is_declared(field, &name) || fields.iter().any(|other| *other.ident == name.as_str()) {
                return None;
            }
            let name = Ident::new(&name, field.ident.span());
            Some(Relation {
                wire_name: wire_name(&name, case),
                name,
                target: foreign_key::target(references),
                kind: RelationKind::BelongsTo,
                via: vec![Path::from(field.ident.clone())],
                to: Vec::new(),
                filter: None,
                is_implied: true,
            })
        })
        .collect()
}
