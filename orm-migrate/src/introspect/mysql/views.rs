//! Views.

use orm_schema::SqlType;
use orm_schema::model::{CheckOption, ViewColumnDef, ViewDef, ViewOptions};

use super::types::{self, Found};
use super::{Scope, Tables, key};
use crate::introspect::words::PROBE;
use crate::runner::MigrateError;
use crate::runner::session::Session;

const VIEWS: &str = "\
SELECT CAST(table_schema AS CHAR), CAST(table_name AS CHAR), CAST(view_definition AS CHAR), CAST(check_option AS CHAR),
       CAST(security_type AS CHAR)
FROM information_schema.views WHERE table_schema IN ({schemas}) ORDER BY table_schema, table_name";

const COLUMNS: &str = "\
SELECT CAST(c.table_schema AS CHAR), CAST(c.table_name AS CHAR), CAST(c.column_name AS CHAR), CAST(c.column_type AS CHAR),
       c.is_nullable = 'YES'
FROM information_schema.columns c
JOIN information_schema.views v ON v.table_schema = c.table_schema AND v.table_name = c.table_name
WHERE c.table_schema IN ({schemas}) ORDER BY c.table_schema, c.table_name, c.ordinal_position";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    for mut row in scope.rows(session, VIEWS).await? {
        let key = key(&mut row);
        let (query, check_option, security) = (row.text(), row.text(), row.text());
        let name = scope.object(key.0.clone(), key.1.clone());
        if name.name.starts_with(PROBE) {
            continue;
        }
        let options = ViewOptions {
            security_invoker: security.eq_ignore_ascii_case("invoker"),
            check_option: match check_option.as_str() {
                "LOCAL" => Some(CheckOption::Local),
                "CASCADED" => Some(CheckOption::Cascaded),
                _ => None,
            },
            ..ViewOptions::default()
        };
        let title = name.to_string();
        let is_hidden = query.is_empty();
        tables.add_view(key.clone(), ViewDef { name, query, options, ..ViewDef::default() });
        if is_hidden {
            tables.lacks(&key, "view", title, "its query is shown to nobody without the right SHOW VIEW");
        }
    }
    for mut row in scope.rows(session, COLUMNS).await? {
        let (key, name, ty, is_nullable) = (key(&mut row), row.text(), row.text(), row.flag());
        let ty = match types::of_name(&ty, false) {
            Found::Type(ty) => ty,
            Found::Labels(_) => SqlType::Custom(ty),
        };
        if let Some(view) = tables.view(&key) {
            view.columns.push(ViewColumnDef { name, ty, is_nullable });
        }
    }
    Ok(())
}
