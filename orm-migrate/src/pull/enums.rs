//! An enum as source.

use std::fmt::Write as _;

use orm_schema::model::EnumDef;

use super::literal;
use super::names::{Names, is_snake, variants};

pub(super) fn item(names: &Names, def: &EnumDef) -> String {
    let is_snake_case = def.labels.iter().all(|label| is_snake(&label.label));
    let mut words = vec![format!("name = {}", literal(&def.name.name))];
    words.extend(def.name.schema.as_ref().map(|schema| format!("schema = {}", literal(schema))));
    words.extend(is_snake_case.then(|| "rename_all = \"snake_case\"".to_owned()));
    let mut out = format!(
        "#[derive(ColumnType, Debug, Clone, Copy, PartialEq, Eq)]\n#[column_type({})]\npub enum {} {{\n",
        words.join(", "),
        names.enum_name(&def.name).unwrap_or_default()
    );
    for (variant, label) in variants(def).iter().zip(&def.labels) {
        if !is_snake_case && *variant != label.label {
            let _ = writeln!(out, "    #[column_type(name = {})]", literal(&label.label));
        }
        let _ = writeln!(out, "    {variant},");
    }
    out + "}\n"
}
