//! Rows and request models.

use std::collections::HashSet;

use orm_schema::parse::wire::{
    Cardinality, ModelDecl, ModelField, RuleDecl, WireType, WrittenKind, WrittenModelDecl,
};
use orm_schema::parse::{Declared, InsertPart};

use super::documents::{Builder, Use};
use super::limits::{limits, of_elements};
use super::names::{Names, TableNames};
use super::{Member, Object, Type, Value};

/// Defines everything: rows and models of tables, rows of queries, models that users wrote.
pub(super) fn push(builder: &mut Builder<'_>) {
    for declared in builder.names.all_models() {
        of_table(builder, declared);
    }
    for declared in builder.names.all_documents() {
        if declared.decl.is_projection && declared.decl.is_written {
            builder.document(declared, Use::ANSWER);
        }
    }
    for (declared, name) in builder.names.all_written_models() {
        written(builder, declared, &name);
    }
}

/// The names that [`push`] gives, which no document may have, and the one that formats give to any JSON.
pub(super) fn definition_names(names: &Names<'_>) -> HashSet<String> {
    let of_tables = names.all_models().into_iter().flat_map(|declared| names.of_table(declared).all());
    let written = names.all_written_models().into_iter().map(|(_, name)| name);
    of_tables.chain(written).chain(["JsonValue".to_owned()]).collect()
}

fn of_table(builder: &mut Builder<'_>, declared: &Declared<ModelDecl>) {
    let model = &declared.decl;
    let names = builder.names.of_table(declared);
    let members = row(builder, declared);
    builder.define(&names.row, &model.docs, object(members, false));
    relations(builder, declared);

    let insert =
        new_row(builder, declared, |field| field.part.is_some_and(|part| part.insert != InsertPart::Absent));
    let docs = format!("A new row of `{}`.", model.table);
    define(builder, (&names.insert, &docs), insert, model.denies_unknown_fields, &model.rules);
    if let Some(body) = &names.body {
        let members = new_row(builder, declared, |field| field.part.is_some_and(|part| part.is_in_body));
        let docs = format!("The body of a request for a row of `{}`.", model.table);
        define(builder, (body, &docs), members, model.denies_unknown_fields, &[]);
    }
    let docs = format!("A change of a row of `{}`: what is absent is kept.", model.table);
    let members = patch(builder, declared);
    define(builder, (&names.patch, &docs), members, model.denies_unknown_fields, &[]);
}

fn define(
    builder: &mut Builder<'_>,
    (name, docs): (&str, &str),
    members: Vec<Member>,
    is_closed: bool,
    rules: &[RuleDecl],
) {
    let value = Value { limits: limits(rules), ..object(members, is_closed) };
    builder.define(name, docs, value);
}

fn object(members: Vec<Member>, is_closed: bool) -> Value {
    Value::new(Type::Object(Object { members, is_closed, ..Object::default() }))
}

/// The members of a row in answers.
pub(super) fn row(builder: &mut Builder<'_>, declared: &Declared<ModelDecl>) -> Vec<Member> {
    let fields = declared.decl.fields.iter().filter(|field| field.member.is_written);
    fields.map(|field| builder.member(&field.member, &declared.module, Use::ANSWER)).collect()
}

/// The members of a new row, of the fields that `keep` keeps.
fn new_row(
    builder: &mut Builder<'_>,
    declared: &Declared<ModelDecl>,
    keep: impl Fn(&ModelField) -> bool,
) -> Vec<Member> {
    let mut members = Vec::new();
    for field in declared.decl.fields.iter().filter(|field| keep(field)) {
        let Some(part) = field.part else { continue };
        let is_required = field.member.rules.contains(&RuleDecl::Required);
        let mut member = column(builder, field, &declared.module);
        member.is_optional = part.insert != InsertPart::Required || field.member.has_default;
        if is_required {
            (member.is_optional, member.value.is_nullable) = (false, false);
        }
        members.push(member);
    }
    members
}

/// The members of a change.
fn patch(builder: &mut Builder<'_>, declared: &Declared<ModelDecl>) -> Vec<Member> {
    let mut members = Vec::new();
    for field in &declared.decl.fields {
        if field.part.is_some_and(|part| part.is_in_patch) && !field.is_server {
            members.push(Member { is_optional: true, ..column(builder, field, &declared.module) });
        }
    }
    members
}

/// A column in a request: named, typed and under the rules of the column.
fn column(builder: &mut Builder<'_>, field: &ModelField, module: &[String]) -> Member {
    let decl = &field.member;
    let (ty, is_nullable) = decl.value_type();
    let value = column_value(builder, ty, decl.is_read_otherwise, &decl.rules, module);
    let value = value.nullable(is_nullable);
    Member { name: decl.read_name.clone(), docs: decl.docs.clone(), value, is_optional: false }
}

fn column_value(
    builder: &mut Builder<'_>,
    ty: &WireType,
    is_read_otherwise: bool,
    rules: &[RuleDecl],
    module: &[String],
) -> Value {
    if is_read_otherwise {
        return Value::new(Type::Unknown);
    }
    let is_checked = rules.contains(&RuleDecl::Nested);
    let value = builder.value(ty, module, Use { is_checked, ..Use::REQUEST });
    value.under(limits(rules)).with_elements_under(of_elements(rules))
}

/// What rows of the table may have been read with, for clients to pick from.
fn relations(builder: &mut Builder<'_>, declared: &Declared<ModelDecl>) {
    let model = &declared.decl;
    let mut members = Vec::new();
    for relation in &model.relations {
        let Some(target) = builder.names.model(&relation.target, &declared.module) else { continue };
        let row = Value::new(Type::Named(builder.names.of_table(target).row));
        let value = match relation.cardinality {
            Cardinality::Many => Value::new(Type::List(Box::new(row))),
            Cardinality::Optional => row.nullable(true),
            Cardinality::One => row,
        };
        members.push(Member { name: relation.name.clone(), docs: String::new(), value, is_optional: false });
    }
    if !members.is_empty() {
        let TableNames { row: name, relations, .. } = builder.names.of_table(declared);
        let docs = format!(
            "What a row of `{}` can be read with: `{name} & Pick<{name}Relations, \"{}\">`.",
            model.table, members[0].name
        );
        builder.define_relations(relations, docs, members);
    }
}

/// A model that a user wrote: its own fields, in the words and under the rules of their columns.
fn written(builder: &mut Builder<'_>, declared: &Declared<WrittenModelDecl>, name: &str) {
    let model = &declared.decl;
    let Some(table) = builder.names.model(&model.table, &declared.module) else { return };
    let mut members = Vec::new();
    for (decl, is_extra, is_renamed) in &model.members {
        let field = table.decl.fields.iter().find(|field| field.member.rust_name == decl.rust_name);
        let Some(field) = field.filter(|_| !is_extra && !model.is_plain) else {
            let is_checked = decl.rules.contains(&RuleDecl::Nested);
            let mut member = builder.member(decl, &declared.module, Use { is_checked, ..Use::REQUEST });
            member.value = member.value.under(limits(&decl.rules));
            members.push(member);
            continue;
        };
        let mut rules = field.member.rules.clone();
        rules.extend(decl.rules.iter().cloned());
        let (ty, is_option) = decl.value_type();
        let (_, column_is_nullable) = field.member.value_type();
        let is_double = decl.ty.option().is_some_and(|inner| inner.option().is_some());
        let value = column_value(builder, ty, decl.is_read_otherwise, &rules, &declared.module);
        // A single `Option` of a column that may be NULL is NULL itself; of any other column it says that the field may be
        // absent.
        let is_nullable = is_double || is_option && column_is_nullable && model.kind == WrittenKind::Insert;
        members.push(Member {
            name: if *is_renamed { &decl.read_name } else { &field.member.read_name }.clone(),
            docs: decl.docs.clone(),
            value: value.nullable(is_nullable),
            is_optional: is_option || decl.has_default,
        });
    }
    define(builder, (name, &model.docs), members, model.denies_unknown_fields, &model.rules);
}
