//! What views read: the tables and views that their queries name, and those that they say they depend on.

use std::collections::HashMap;

use crate::SchemaDef;
use crate::model::{ObjectName, ViewDef};
use crate::select;

/// The tables and views of a schema, by name.
pub struct Dependencies<'a> {
    by_name: HashMap<String, Vec<&'a ObjectName>>,
}

impl<'a> Dependencies<'a> {
    /// Those of `schema`.
    pub fn new(schema: &'a SchemaDef) -> Self {
        let mut by_name: HashMap<String, Vec<&'a ObjectName>> = HashMap::new();
        if !schema.views.is_empty() {
            let tables = schema.tables.iter().map(|table| &table.name);
            for name in tables.chain(schema.views.iter().map(|view| &view.name)) {
                by_name.entry(name.name.to_lowercase()).or_default().push(name);
            }
        }
        Self { by_name }
    }

    /// What `view` reads, each once, without itself.
    pub fn of(&self, view: &ViewDef) -> Vec<&'a ObjectName> {
        let mut found: Vec<&'a ObjectName> = Vec::new();
        let mut add = |name: &'a ObjectName| {
            if *name != view.name && !found.contains(&name) {
                found.push(name);
            }
        };
        let named = |name: &str| self.by_name.get(&name.to_lowercase()).into_iter().flatten().copied();
        for source in select::sources(&view.query) {
            named(&source.name.name).filter(|name| source.may_be(name)).for_each(&mut add);
        }
        for declared in &view.depends_on {
            named(&declared.name).filter(|name| *name == declared).for_each(&mut add);
        }
        found
    }
}

/// The views of `schema` by index, those that are read before those that read them.
///
/// # Errors
/// Views that read each other, by index.
pub fn in_order(schema: &SchemaDef) -> Result<Vec<usize>, Vec<usize>> {
    let dependencies = Dependencies::new(schema);
    let places: HashMap<&ObjectName, usize> =
        schema.views.iter().enumerate().map(|(at, view)| (&view.name, at)).collect();
    let reads: Vec<Vec<usize>> = schema
        .views
        .iter()
        .map(|view| dependencies.of(view).into_iter().filter_map(|name| places.get(name).copied()).collect())
        .collect();
    ordered(&reads)
}

/// What is read before what reads it, by place. `reads` says what each one reads.
///
/// # Errors
/// Those that read each other.
pub(crate) fn ordered(reads: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
    let mut visit = Visit { reads, path: Vec::new(), is_done: vec![false; reads.len()], order: Vec::new() };
    for at in 0..reads.len() {
        visit.one(at)?;
    }
    Ok(visit.order)
}

struct Visit<'a> {
    reads: &'a [Vec<usize>],
    /// Those on the way, each read by the one before it.
    path: Vec<usize>,
    is_done: Vec<bool>,
    order: Vec<usize>,
}

impl Visit<'_> {
    fn one(&mut self, at: usize) -> Result<(), Vec<usize>> {
        if self.is_done[at] {
            return Ok(());
        }
        if let Some(start) = self.path.iter().position(|other| *other == at) {
            return Err(self.path[start..].to_vec());
        }
        self.path.push(at);
        let reads = self.reads;
        for &read in &reads[at] {
            self.one(read)?;
        }
        self.path.pop();
        self.is_done[at] = true;
        self.order.push(at);
        Ok(())
    }
}
