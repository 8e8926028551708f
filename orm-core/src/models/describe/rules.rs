//! What the rules of a model say of themselves when they are run on nothing.

use orm_wire::{Limits, TextForm};
use serde_json::Value as Json;

use crate::models::ModelMeta;
use crate::models::rules::{OfColumn, Rules};
use crate::schema::ColumnMeta;

/// A rule that was said.
#[derive(Debug)]
pub(in crate::models) struct Said {
    /// The field, by its name in requests.
    pub(in crate::models) wire: &'static str,
    /// What reports call it.
    pub(in crate::models) code: &'static str,
    /// Its limits that are given.
    pub(in crate::models) limits: Vec<(&'static str, Json)>,
    /// Is it a rule of each element of a list?
    pub(in crate::models) is_each: bool,
}

/// The rules of a column, whatever model it is in.
pub(super) fn of_column(column: &ColumnMeta) -> Vec<Said> {
    let mut rules = Rules::said();
    if let Some(of_column) = column.input.rules {
        of_column(OfColumn::nothing(&mut rules, column.wire));
    }
    rules.into_said()
}

/// The rules that a model adds to those of its columns.
pub(super) fn of_model(model: &ModelMeta) -> Vec<Said> {
    let mut rules = Rules::said();
    if let Some(own) = model.own_rules {
        own(&mut rules);
    }
    rules.into_said()
}

/// Must the value be there?
pub(super) fn is_required(rules: &[&Said]) -> bool {
    rules.iter().any(|said| said.code == "required")
}

/// What a value under these rules keeps, and what each element of it.
pub(super) fn limits(rules: &[&Said]) -> (Limits, Limits) {
    let (mut own, mut of_elements) = (Limits::default(), Limits::default());
    for said in rules {
        add(if said.is_each { &mut of_elements } else { &mut own }, said);
    }
    (own, of_elements)
}

fn add(limits: &mut Limits, said: &Said) {
    let limit = |name: &str| said.limits.iter().find(|(known, _)| *known == name).map(|(_, limit)| limit);
    let count = |name: &str| limit(name).and_then(Json::as_u64);
    let text = |name: &str| limit(name).and_then(Json::as_str).map(str::to_owned);
    let number =
        |name: &str| limit(name).map(|limit| limit.as_str().map_or_else(|| limit.to_string(), str::to_owned));
    let size = |name: &str| count(name).and_then(|count| u16::try_from(count).ok());
    match said.code {
        "length" => {
            let equal = count("equal");
            limits.length(count("min").or(equal), count("max").or(equal));
        }
        "range" => {
            let ends = ["min", "max", "exclusive_min", "exclusive_max"].map(number);
            limits.range(ends.each_ref().map(Option::as_ref));
        }
        "bytes" => limits.bytes(count("max").unwrap_or_default()),
        "dimensions" => limits.length(count("dimensions"), count("dimensions")),
        "digits" => limits.digits = size("precision").zip(size("scale")),
        "email" => limits.forms.push(TextForm::Email),
        "url" => limits.forms.push(TextForm::Url),
        "ip" => limits.forms.push(TextForm::Ip),
        "ipv4" => limits.forms.push(TextForm::Ipv4),
        "ipv6" => limits.forms.push(TextForm::Ipv6),
        "non_control_character" => limits.forms.push(TextForm::NonControl),
        "contains" => limits.contains.extend(text("needle")),
        "does_not_contain" => limits.lacks.extend(text("needle")),
        // The type of the value says so, or the model.
        "finite" | "nested" | "required" => {}
        other => limits.notes.push(format!("the server also checks {other}")),
    }
}
