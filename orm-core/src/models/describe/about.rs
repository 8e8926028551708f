//! What is known of a struct.

use orm_wire::{Definition, Direction, Member, Object, Type, Value};

use super::looks::Looks;
use super::rules::{self, Said};
use crate::models::ModelMeta;

/// A struct that others are told of. Implemented by the derives for rows and models.
pub trait Described: 'static {
    /// What they are told.
    const ABOUT: &'static About;
}

/// What is known of a struct: constant data.
#[derive(Debug)]
pub struct About {
    /// Its name.
    pub name: &'static str,
    /// What the source says of it.
    pub docs: &'static str,
    /// Its fields.
    pub what: What,
}

/// The fields of a struct.
#[derive(Debug)]
pub enum What {
    /// Of a model, which requests are read into.
    Model(&'static ModelMeta),
    /// Of a row, which answers are written from.
    Row(&'static [RowMember]),
}

/// A field of a row.
#[derive(Debug)]
pub struct RowMember {
    name: &'static str,
    looks: Looks,
    is_optional: bool,
    is_flattened: bool,
}

/// A field of a row, by its name in answers.
pub const fn member(name: &'static str, looks: Looks) -> RowMember {
    RowMember { name, looks, is_optional: false, is_flattened: false }
}

impl RowMember {
    /// Answers leave it out at times.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }

    /// Its fields are fields of the row.
    #[must_use]
    pub const fn flattened(mut self) -> Self {
        self.is_flattened = true;
        self
    }
}

impl About {
    /// The definition, in which `foreign` tells what types that are not plain look like.
    pub(super) fn definition(&self, mut foreign: impl FnMut(&Looks) -> Option<Type>) -> Definition {
        let object = match self.what {
            What::Model(model) => of_model(model, &mut foreign),
            What::Row(members) => of_row(members, &mut foreign),
        };
        Definition {
            name: self.name.to_owned(),
            docs: text(self.docs),
            value: Value::new(Type::Object(object)),
        }
    }

    /// What the types of the fields look like.
    pub(super) fn looks(&self) -> Vec<&'static Looks> {
        match self.what {
            What::Model(model) => {
                model.accepted.iter().map(|&position| &model.column(position).looks).collect()
            }
            What::Row(members) => members.iter().map(|member| &member.looks).collect(),
        }
    }
}

fn of_model(model: &ModelMeta, foreign: &mut dyn FnMut(&Looks) -> Option<Type>) -> Object {
    let own = rules::of_model(model);
    let members = model.accepted.iter().map(|position| {
        let column = model.column(*position);
        let of_column = rules::of_column(column);
        let said: Vec<&Said> =
            of_column.iter().chain(own.iter().filter(|said| said.wire == column.wire)).collect();
        let mut value = column.looks.value(Direction::Request, foreign).nullable(column.is_nullable);
        let mut is_optional = !model.required.contains(position);
        if rules::is_required(&said) {
            (is_optional, value.is_nullable) = (false, false);
        }
        let (own, of_elements) = rules::limits(&said);
        Member {
            name: column.wire.to_owned(),
            docs: text(column.looks.docs),
            value: value.under(own).with_elements_under(of_elements),
            is_optional,
        }
    });
    Object { members: members.collect(), is_closed: model.denies_unknown_fields, ..Object::default() }
}

fn of_row(members: &[RowMember], foreign: &mut dyn FnMut(&Looks) -> Option<Type>) -> Object {
    let mut object = Object::default();
    for member in members {
        let value = member.looks.value(Direction::Answer, foreign);
        if member.is_flattened {
            object.flattened.push(value);
        } else {
            let docs = text(member.looks.docs);
            let name = member.name.to_owned();
            object.members.push(Member { name, docs, value, is_optional: member.is_optional });
        }
    }
    object
}

/// The lines behind `///`.
fn text(docs: &str) -> String {
    let lines = docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end());
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}
