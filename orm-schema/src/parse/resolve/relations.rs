//! Relations: both sides are tables, and a column of one refers to the other.

use super::super::file::Declared;
use super::super::item::{ForeignKeyDecl, TableDecl};
use super::super::problem::{Place, Problem};
use super::super::relation::RelationDecl;
use super::names::{Found, Names};
use super::references;

/// Checks the relations that a table declares.
pub(super) fn check(declared: &Declared<TableDecl>, names: &Names<'_>, problems: &mut Vec<Problem>) {
    for relation in &declared.decl.relations {
        let mut target = |path: &(Vec<String>, Place)| {
            references::target((&path.0, path.1), &declared.module, names, problems)
        };
        let Some(other) = target(&relation.target) else { continue };
        match &relation.through {
            None => of_two(relation, declared, other, names, problems),
            Some(path) => {
                let Some(holder) = target(path) else { continue };
                for (word, referred, fields) in
                    [("via", declared, &relation.via), ("to", other, &relation.to)]
                {
                    let sides = Sides { holder, referred };
                    if fields.is_empty() {
                        sides.check_only(word, path.1, names, problems);
                    } else {
                        sides.check_fields(fields, &[], names, problems);
                    }
                }
            }
        }
    }
}

fn of_two(
    relation: &RelationDecl,
    own: &Declared<TableDecl>,
    other: &Declared<TableDecl>,
    names: &Names<'_>,
    problems: &mut Vec<Problem>,
) {
    let (holder, referred) = if relation.is_own { (own, other) } else { (other, own) };
    let sides = Sides { holder, referred };
    if relation.via.is_empty() {
        sides.check_only("via", relation.target.1, names, problems);
    } else {
        sides.check_fields(&relation.via, &relation.to, names, problems);
    }
}

/// The table with the column that refers, and the table that it refers to.
struct Sides<'a> {
    holder: &'a Declared<TableDecl>,
    referred: &'a Declared<TableDecl>,
}

impl Sides<'_> {
    /// Is there exactly one foreign key? What follows from another problem of the table is not said.
    fn check_only(&self, word: &str, place: Place, names: &Names<'_>, problems: &mut Vec<Problem>) {
        let (holder, referred) = self.names();
        match self.keys(names) {
            1 => {}
            0 if self.holder.has_problems => {}
            0 => problems.push(self.missing(place)),
            several => {
                let message = format!("`{holder}` refers to `{referred}` by {several} columns");
                let mut problem = Problem::new(place, message);
                problem.hint(format!("say which one is meant: `{word} = {holder}::field`"));
                problems.push(problem);
            }
        }
    }

    /// Do the fields `via` refer to the fields `to`, or to the primary key where those are not named?
    fn check_fields(
        &self,
        via: &[(String, Place)],
        to: &[(String, Place)],
        names: &Names<'_>,
        problems: &mut Vec<Problem>,
    ) {
        let before = problems.len();
        for (field, place) in via {
            self.check_field(field, *place, names, problems);
        }
        for (field, place) in to {
            references::column((field, *place), &self.referred.decl, problems);
        }
        let Some((_, place)) = via.first().filter(|_| problems.len() == before) else { return };
        let has_key = self.holder.decl.foreign_keys.iter().any(|key| self.is_meant(&key.target, names));
        let count = match (&self.referred.decl.def.primary_key, to.len()) {
            (Some(key), 0) if !has_key => key.columns.len(),
            (None, 0) if !has_key => 0,
            (_, 0) => return,
            (_, count) => count,
        };
        if count != via.len() {
            let (_, referred) = self.names();
            let message = format!("{} columns cannot refer to {count} columns of `{referred}`", via.len());
            let mut problem = Problem::new(*place, message);
            problem.hint("name as many on both sides: `via(A::x, A::y), to(B::x, B::y)`");
            problems.push(problem);
        }
    }

    /// Is `field` a column that may refer? Without a foreign key nobody knows what it means; with one it must fit.
    fn check_field(&self, field: &str, place: Place, names: &Names<'_>, problems: &mut Vec<Problem>) {
        let decl = &self.holder.decl;
        let Some(column) = references::column((field, place), decl, problems) else { return };
        let keys = decl.foreign_keys.iter().filter(|key| key.def.columns.contains(column));
        let is_meant = |key: &&ForeignKeyDecl| self.is_meant(&key.target, names);
        if let Some(key) = keys.clone().next()
            && !keys.clone().any(|key| is_meant(&key))
        {
            let ((holder, referred), target) = (self.names(), key.target.join("::"));
            let message = format!("`{holder}::{field}` refers to `{target}`, not to `{referred}`");
            problems.push(Problem::new(place, message));
        }
    }

    fn keys(&self, names: &Names<'_>) -> usize {
        self.holder.decl.foreign_keys.iter().filter(|key| self.is_meant(&key.target, names)).count()
    }

    fn is_meant(&self, path: &[String], names: &Names<'_>) -> bool {
        matches!(names.table(path, &self.holder.module), Found::One(found) if std::ptr::eq(found, self.referred))
    }

    fn missing(&self, place: Place) -> Problem {
        let (holder, referred) = self.names();
        let mut problem = Problem::new(place, format!("no column of `{holder}` refers to `{referred}`"));
        problem.hint(format!("add `#[column(references = {referred}::..)]` to a field of `{holder}`"));
        problem
    }

    fn names(&self) -> (&str, &str) {
        (&self.holder.decl.rust_name, &self.referred.decl.rust_name)
    }
}
