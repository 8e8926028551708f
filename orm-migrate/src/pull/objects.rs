//! What stands beside the tables, as source: `database! { .. }` and the newtypes of domains.

use std::collections::BTreeSet;

use orm_schema::model::{
    DomainDef, ExtensionDef, FunctionDef, ObjectDef, ObjectName, SequenceDef, SequenceOptions, TableDef,
    TriggerDef,
};
use orm_schema::{SchemaDef, SqlType};

use super::names::Names;
use super::{literal, table, text, types};
use crate::introspect::LiveSchema;

/// The newtype of a domain.
pub(super) fn domain(live: &LiveSchema, names: &Names, def: &DomainDef) -> String {
    let mut words = vec![format!("domain = {}", literal(&def.name.name))];
    words.extend(in_schema(&def.name));
    words.extend(def.check.as_ref().map(|check| format!("check = {}", literal(check))));
    let spelled = match DomainDef::column_type(&def.name) {
        SqlType::Custom(spelled) => spelled,
        _ => String::new(),
    };
    format!(
        "#[derive(ColumnType, Debug, Clone, PartialEq)]\n{}pub struct {}(pub {});\n",
        table::attribute("column_type", &words, ""),
        names.domain(&spelled).unwrap_or_default(),
        types::rust_type(live.dialect, names, &def.ty).path
    )
}

/// The items of `database! { .. }`, one below the other.
pub(super) fn items(live: &LiveSchema, names: &Names) -> Vec<String> {
    let functions = Functions::of(&live.schema);
    let order = |object: &&ObjectDef| match object {
        ObjectDef::Namespace(_) => 0,
        ObjectDef::Extension(_) => 1,
        ObjectDef::Role(_) => 2,
        ObjectDef::Sequence(_) | ObjectDef::Domain(_) => 3,
        ObjectDef::Function(_) => 4,
        ObjectDef::Trigger(_) => 5,
    };
    let mut objects: Vec<&ObjectDef> = live.schema.objects.iter().collect();
    objects.sort_by_key(order);
    let mut called = functions.in_order.iter();
    let item = |object: &ObjectDef| match object {
        ObjectDef::Namespace(name) => Some(listed("schema", &[literal(name)])),
        ObjectDef::Extension(def) => Some(extension(live, def)),
        ObjectDef::Sequence(def) => Some(sequence(def)),
        ObjectDef::Function(_) => called.next().map(|def| function(names, def, &functions.reads(def))),
        ObjectDef::Trigger(def) => Some(trigger(names, def)),
        ObjectDef::Role(_) | ObjectDef::Domain(_) => None,
    };
    objects.into_iter().filter_map(item).collect()
}

fn in_schema(name: &ObjectName) -> Option<String> {
    name.schema.as_ref().map(|schema| format!("schema = {}", literal(schema)))
}

/// Whichever version the server has is fine, and so is the place that it chooses by itself.
fn extension(live: &LiveSchema, def: &ExtensionDef) -> String {
    let ExtensionDef { name, schema, version: _ } = def;
    let is_chosen =
        |schema: &&String| !schema.starts_with("pg_") && Some(*schema) != live.default_schema.as_ref();
    let mut words = vec![literal(name)];
    let schema = schema.as_ref().filter(is_chosen);
    words.extend(schema.map(|schema| format!("schema = {}", literal(schema))));
    listed("extension", &words)
}

fn sequence(def: &SequenceDef) -> String {
    let SequenceDef { name, options, renamed_from: _ } = def;
    let mut words = vec![literal(&name.name)];
    words.extend(in_schema(name));
    words.extend(option_words(options));
    listed("sequence", &words)
}

/// How a sequence counts, that of a column as well.
pub(super) fn option_words(options: &SequenceOptions) -> Vec<String> {
    let SequenceOptions { start, increment, min, max, cache, cycle } = *options;
    let numbers = [("start", start), ("increment", increment), ("min", min), ("max", max), ("cache", cache)];
    let said = numbers.into_iter().filter_map(|(word, number)| Some(format!("{word} = {}", number?)));
    said.chain(cycle.then(|| "cycle".to_owned())).collect()
}

fn function(names: &Names, def: &FunctionDef, reads: &[&ObjectName]) -> String {
    let FunctionDef { name, arguments, body, depends_on: _ } = def;
    let mut words = vec![text(&format!("{}({arguments})", name.name)), text(body)];
    words.extend(in_schema(name));
    let structs: Vec<&str> = reads.iter().filter_map(|table| names.table(table)).collect();
    words.extend((!structs.is_empty()).then(|| format!("depends_on({})", structs.join(", "))));
    listed("function", &words)
}

fn trigger(names: &Names, def: &TriggerDef) -> String {
    let TriggerDef { name, table, event, body, depends_on: _ } = def;
    let on = format!("on = {}", names.table(table).unwrap_or_default());
    listed("trigger", &[literal(name), on, text(event), text(body)])
}

/// `    sequence("numbers", start = 5),`, or with a line for each word.
fn listed(kind: &str, words: &[String]) -> String {
    table::lines(&format!("    {kind}("), words, "    ", "),\n")
}

/// The functions, each behind those that it calls.
struct Functions<'a> {
    schema: &'a SchemaDef,
    in_order: Vec<&'a FunctionDef>,
    /// Those that tables call: they are made before any table.
    called_by_tables: BTreeSet<&'a ObjectName>,
}

impl<'a> Functions<'a> {
    fn of(schema: &'a SchemaDef) -> Self {
        let all = schema.objects.iter().filter_map(|object| match object {
            ObjectDef::Function(def) => Some(def),
            _ => None,
        });
        let mut functions = Self { schema, in_order: Vec::new(), called_by_tables: BTreeSet::new() };
        let all: Vec<&FunctionDef> = all.collect();
        let mut seen = BTreeSet::new();
        for def in &all {
            functions.visit(def, &all, &mut seen);
        }
        // From the last to the first: what a function calls stands before it.
        for def in functions.in_order.iter().rev() {
            let is_called = schema.tables.iter().any(|table| is_in_table(table, &def.name.name))
                || functions.in_order.iter().any(|other| {
                    functions.called_by_tables.contains(&other.name) && mentions(&other.body, &def.name.name)
                });
            if is_called {
                functions.called_by_tables.insert(&def.name);
            }
        }
        functions
    }

    fn visit(&mut self, def: &'a FunctionDef, all: &[&'a FunctionDef], seen: &mut BTreeSet<&'a ObjectName>) {
        if !seen.insert(&def.name) {
            return;
        }
        for other in all.iter().filter(|other| mentions(&def.body, &other.name.name)) {
            self.visit(other, all, seen);
        }
        self.in_order.push(def);
    }

    /// The tables that a function speaks of, itself or by the functions it calls: the server looks for them when it is made.
    fn reads(&self, def: &FunctionDef) -> Vec<&'a ObjectName> {
        if self.called_by_tables.contains(&def.name) {
            return Vec::new();
        }
        let mut texts = vec![def];
        let mut at = 0;
        while let Some(def) = texts.get(at) {
            let called = self.in_order.iter().filter(|other| mentions(&def.body, &other.name.name));
            let called: Vec<&FunctionDef> = called.copied().collect();
            for other in called {
                if !texts.iter().any(|known| known.name == other.name) {
                    texts.push(other);
                }
            }
            at += 1;
        }
        let is_read = |table: &&TableDef| {
            let name = &table.name.name;
            texts.iter().any(|def| mentions(&def.arguments, name) || mentions(&def.body, name))
        };
        self.schema.tables.iter().filter(is_read).map(|table| &table.name).collect()
    }
}

/// Does a text have this word, in any case?
fn mentions(text: &str, name: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    text.split(|c| !is_letter(c)).any(|word| word.eq_ignore_ascii_case(name))
        || (name.contains(|c| !is_letter(c)) && text.contains(name))
}

/// Does an expression of a table call this function?
fn is_in_table(table: &TableDef, function: &str) -> bool {
    use orm_schema::model::{DefaultDef, IndexKey};
    let defaults = table.columns.iter().filter_map(|column| match &column.default {
        Some(DefaultDef::Sql(sql)) => Some(sql),
        _ => None,
    });
    let generated = table.columns.iter().filter_map(|column| Some(&column.generated.as_ref()?.expression));
    let keys = table.indexes.iter().flat_map(|index| &index.parts).filter_map(|part| match &part.key {
        IndexKey::Expression(sql) => Some(sql),
        IndexKey::Column(_) => None,
    });
    let predicates = table.indexes.iter().filter_map(|index| index.predicate.as_ref());
    let checks = table.checks.iter().map(|check| &check.expression);
    let mut all = defaults.chain(generated).chain(keys).chain(predicates).chain(checks);
    all.any(|sql| mentions(sql, function))
}
