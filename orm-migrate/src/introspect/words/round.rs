//! One round of prints: all texts of all tables at once, so that the number of statements does not grow with the tables. Where the
//! server refuses something, each half of the tables is tried, and at last each text on its own.

use std::collections::{BTreeMap, HashSet};

use orm_schema::Dialect;

use super::question::Probe;
use super::{Inquiry, mysql, postgres};
use crate::runner::MigrateError;
use crate::runner::session::{self, Session};

/// So many tables are made at once: a server holds a lock or a file for each.
const AT_ONCE: usize = 250;

/// Texts of one table that are still to be printed.
#[derive(Clone)]
pub(super) struct Asked<'a> {
    /// Which of the inquiries.
    pub(super) at: usize,
    pub(super) inquiry: &'a Inquiry<'a>,
    /// Each with its number in the inquiry.
    pub(super) probes: Vec<(usize, &'a Probe)>,
    /// Is this one text of a table that was refused?
    is_alone: bool,
}

/// What is printed, by the number of the inquiry and that of the text in it.
pub(super) type Prints = BTreeMap<(usize, usize), String>;

/// The prints in the order of `probes`; `None` for what the server refuses, and where there is nothing to print.
pub(super) async fn texts(
    session: &mut dyn Session,
    inquiries: &[Inquiry<'_>],
    probes: &[Vec<Option<Probe>>],
) -> Result<Vec<Vec<Option<String>>>, MigrateError> {
    let mut texts: Vec<Vec<Option<String>>> = probes.iter().map(|probes| vec![None; probes.len()]).collect();
    let asked = inquiries.iter().zip(probes).enumerate().map(|(at, (inquiry, probes))| {
        let numbered = probes.iter().enumerate();
        let probes = numbered.filter_map(|(number, probe)| Some((number, probe.as_ref()?)));
        Asked { at, inquiry, probes: probes.collect(), is_alone: false }
    });
    let mut waiting = batches(asked.filter(|asked| !asked.probes.is_empty()));
    while let Some(mut asked) = waiting.pop() {
        if let Some(prints) = prints(session, &asked).await? {
            for ((at, number), print) in prints {
                if let Some(text) = texts.get_mut(at).and_then(|texts| texts.get_mut(number)) {
                    *text = Some(print);
                }
            }
            continue;
        }
        if asked.len() > 1 {
            let half = asked.split_off(asked.len() / 2);
            waiting.extend([asked, half]);
            continue;
        }
        for one in asked.iter().filter(|one| !one.is_alone) {
            let without = Asked { probes: Vec::new(), ..one.clone() };
            if prints(session, std::slice::from_ref(&without)).await?.is_none() {
                // Not the texts are at fault: say what is.
                let sql = statements(session.dialect(), &without).join("; ");
                session::run(session, "making a temporary table", &sql).await?;
            }
            let alone = one
                .probes
                .iter()
                .map(|probe| vec![Asked { probes: vec![*probe], is_alone: true, ..one.clone() }]);
            waiting.extend(alone);
        }
    }
    Ok(texts)
}

/// Tables that can be made next to each other: each goes by its own name, which two may share that are in different schemas.
fn batches<'a>(asked: impl Iterator<Item = Asked<'a>>) -> Vec<Vec<Asked<'a>>> {
    let mut batches: Vec<(HashSet<&str>, Vec<Asked<'_>>)> = Vec::new();
    for one in asked {
        let name = one.inquiry.table.name.name.as_str();
        let has_room = |(names, batch): &&mut (HashSet<&str>, Vec<Asked<'_>>)| {
            batch.len() < AT_ONCE && !names.contains(name)
        };
        match batches.iter_mut().find(has_room) {
            Some((names, batch)) => {
                names.insert(name);
                batch.push(one);
            }
            None => batches.push((HashSet::from([name]), vec![one])),
        }
    }
    batches.into_iter().map(|(_, batch)| batch).collect()
}

/// The prints; `None` when the server refuses one of the texts.
async fn prints(session: &mut dyn Session, asked: &[Asked<'_>]) -> Result<Option<Prints>, MigrateError> {
    match session.dialect() {
        Dialect::Postgres => postgres::prints(session, asked).await,
        Dialect::Mysql => mysql::prints(session, asked).await,
        // It prints nothing: its texts are compared as they are.
        Dialect::Sqlite => Ok(Some(Prints::new())),
    }
}

/// What makes the table with its texts.
fn statements(dialect: Dialect, asked: &Asked<'_>) -> Vec<String> {
    match dialect {
        Dialect::Postgres => postgres::statements(asked),
        Dialect::Mysql => vec![mysql::table(asked)],
        Dialect::Sqlite => Vec::new(),
    }
}
