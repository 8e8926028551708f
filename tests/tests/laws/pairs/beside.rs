//! What stands beside columns and keys, as the source that declares it.

use std::fmt::Write as _;

use orm_schema::model::{
    CheckOption, DomainDef, ExclusionDef, ExclusionPart, ExtensionDef, FunctionDef, ObjectDef, ObjectName,
    PartitioningDef, PolicyCommand, PolicyDef, RoleDef, RowSecurity, SequenceDef, SequenceOptions, TableDef,
    TriggerDef, ViewDef,
};

use super::source::{deferrable, field_name, index, part, rust_type, type_name, words};

/// The words of `#[table(..)]` for guards and partitions.
pub(super) fn words_of_table(table: &TableDef) -> Vec<String> {
    let mut words: Vec<String> = table.exclusions.iter().map(exclusion).collect();
    words.extend(match table.row_security {
        RowSecurity::Off => None,
        RowSecurity::On => Some("rls".to_owned()),
        RowSecurity::Forced => Some("rls = \"forced\"".to_owned()),
    });
    words.extend(table.policies.iter().map(policy));
    if let Some(PartitioningDef { by, partitions }) = &table.partitioning {
        words.push(format!("partition_by = {by:?}"));
        let partitions = partitions.iter();
        words.extend(partitions.map(|range| format!("partition({:?}, {:?})", range.name, range.bounds)));
    }
    words
}

fn exclusion(def: &ExclusionDef) -> String {
    let ExclusionDef { name, method, parts, predicate, deferrable: when } = def;
    let compared =
        |compared: &ExclusionPart| format!("{}.with({:?})", part(&compared.part), compared.operator);
    let mut words: Vec<String> = parts.iter().map(compared).collect();
    words.push(format!("name = {name:?}"));
    words.extend(method.as_ref().map(|method| format!("using = {method:?}")));
    words.extend(predicate.as_ref().map(|sql| format!("where = {sql:?}")));
    format!("exclude({}{})", words.join(", "), deferrable(*when))
}

fn policy(def: &PolicyDef) -> String {
    let PolicyDef { name, command, is_restrictive, roles, using, check } = def;
    let mut words = vec![format!("{name:?}")];
    if *command != PolicyCommand::All {
        words.push(format!("for = {:?}", command.sql().to_lowercase()));
    }
    words.extend((!roles.is_empty()).then(|| format!("to = {roles:?}")));
    words.extend(using.as_ref().map(|sql| format!("using = {sql:?}")));
    words.extend(check.as_ref().map(|sql| format!("check = {sql:?}")));
    words.extend(is_restrictive.then(|| "restrictive".to_owned()));
    format!("policy({})", words.join(", "))
}

/// A view as its struct.
pub(super) fn view(def: &ViewDef) -> String {
    let ViewDef {
        name,
        columns,
        query,
        depends_on: _,
        is_materialized,
        indexes,
        comment,
        options,
        renamed_from,
    } = def;
    let mut words = vec![format!("name = {:?}", name.name), format!("query = {query:?}")];
    words.extend(is_materialized.then(|| "materialized".to_owned()));
    words.extend(indexes.iter().map(index));
    words.extend(comment.as_ref().map(|comment| format!("comment = {comment:?}")));
    words.extend(options.security_invoker.then(|| "security_invoker".to_owned()));
    words.extend(options.security_barrier.then(|| "security_barrier".to_owned()));
    words.extend(options.check_option.map(|option| match option {
        CheckOption::Local => "check_option = \"local\"".to_owned(),
        CheckOption::Cascaded => "check_option = \"cascaded\"".to_owned(),
    }));
    words.extend(options.with_no_data.then(|| "with_no_data".to_owned()));
    words.extend(renamed_from.as_ref().map(|old| format!("renamed_from = {:?}", old.name)));
    let mut out = format!(
        "#[derive(View)]\n#[view({})]\npub struct {} {{\n",
        words.join(",\n       "),
        type_name(name).replace("Row", "View")
    );
    for column in columns {
        let (ty, size) = rust_type(&column.ty);
        let ty = if column.is_nullable { format!("Option<{ty}>") } else { ty };
        let size = size.map(|size| format!(", {size}")).unwrap_or_default();
        let name = &column.name;
        let _ = writeln!(out, "    #[column(name = {name:?}{size})] pub {}: {ty},", field_name(name));
    }
    out + "}\n"
}

/// The struct of a domain.
pub(super) fn domain(def: &DomainDef) -> String {
    let DomainDef { name, ty, check, renamed_from } = def;
    let mut words = vec![format!("domain = {:?}", name.name)];
    words.extend(check.as_ref().map(|check| format!("check = {check:?}")));
    words.extend(renamed_from.as_ref().map(|old| format!("renamed_from = {:?}", old.name)));
    format!(
        "#[derive(ColumnType)]\n#[column_type({})]\npub struct {}({});\n",
        words.join(", "),
        domain_name(&name.name),
        rust_type(ty).0
    )
}

pub(super) fn domain_name(name: &str) -> String {
    type_name(&ObjectName::new(words(name).concat())).replace("Row", "Domain")
}

/// `database! { .. }`, if there is anything in it.
pub(super) fn database(objects: &[ObjectDef]) -> Option<String> {
    let lines: Vec<String> = objects.iter().filter_map(object).map(|line| format!("    {line},\n")).collect();
    (!lines.is_empty()).then(|| format!("database! {{\n{}}}\n", lines.concat()))
}

fn object(object: &ObjectDef) -> Option<String> {
    Some(match object {
        ObjectDef::Namespace(name) => format!("schema({name:?})"),
        ObjectDef::Extension(ExtensionDef { name, schema, version }) => {
            let mut words = vec![format!("{name:?}")];
            words.extend(schema.as_ref().map(|schema| format!("schema = {schema:?}")));
            words.extend(version.as_ref().map(|version| format!("version = {version:?}")));
            format!("extension({})", words.join(", "))
        }
        ObjectDef::Role(def) => role(def),
        ObjectDef::Sequence(def) => sequence(def),
        ObjectDef::Domain(_) => return None,
        ObjectDef::Function(FunctionDef { name, arguments, body, depends_on: _ }) => {
            format!("function({:?}, {body:?})", format!("{}({arguments})", name.name))
        }
        ObjectDef::Trigger(TriggerDef { name, table, event, body, depends_on: _ }) => {
            format!("trigger({name:?}, on = {}, {event:?}, {body:?})", type_name(table))
        }
    })
}

fn role(def: &RoleDef) -> String {
    let RoleDef { name, can_login, is_noinherit, creates_databases, creates_roles, bypasses_policies } = def;
    let rights = [
        (can_login, ", login"),
        (is_noinherit, ", noinherit"),
        (creates_databases, ", createdb"),
        (creates_roles, ", createrole"),
        (bypasses_policies, ", bypassrls"),
    ];
    let rights: String = rights.iter().filter(|(has, _)| **has).map(|(_, word)| *word).collect();
    format!("role({name:?}{rights})")
}

fn sequence(def: &SequenceDef) -> String {
    let SequenceDef { name, options, renamed_from } = def;
    let mut words = vec![format!("{:?}", name.name)];
    words.extend(option_words(options));
    words.extend(renamed_from.as_ref().map(|old| format!("renamed_from = {:?}", old.name)));
    format!("sequence({})", words.join(", "))
}

/// How a sequence counts, that of a column as well.
pub(super) fn option_words(options: &SequenceOptions) -> Vec<String> {
    let SequenceOptions { start, increment, min, max, cache, cycle } = *options;
    let numbers = [("start", start), ("increment", increment), ("min", min), ("max", max), ("cache", cache)];
    let said = numbers.into_iter().filter_map(|(word, number)| Some(format!("{word} = {}", number?)));
    said.chain(cycle.then(|| "cycle".to_owned())).collect()
}
