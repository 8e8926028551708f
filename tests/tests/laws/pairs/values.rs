//! Random attributes that a database takes: defaults, conditions, options.

use fastrand::Rng;
use orm_schema::model::{
    ColumnDef, DefaultDef, GeneratedDef, GeneratedKind, Literal, TableDef, TableOptions,
};
use orm_schema::{Dialect, SchemaDef, SqlType};

use super::draft::{is_plain, spelled};

/// A default of a column of type `ty`, if there is one that every database takes.
pub(super) fn default(
    dialect: Dialect,
    schema: &SchemaDef,
    ty: &SqlType,
    rng: &mut Rng,
) -> Option<DefaultDef> {
    let text = |text: &str| DefaultDef::Literal(Literal::String(text.to_owned()));
    let mut choices = match ty {
        SqlType::Bool => {
            vec![DefaultDef::Literal(Literal::Bool(true)), DefaultDef::Literal(Literal::Bool(false))]
        }
        SqlType::Real | SqlType::Double | SqlType::Numeric(_) => {
            vec![DefaultDef::Literal(Literal::Float("1.5".to_owned())), DefaultDef::Literal(Literal::Int(12))]
        }
        SqlType::Text | SqlType::Varchar(_) => vec![text("it's"), text("a \\ b"), text(""), text("77")],
        SqlType::Char(_) => vec![text("ab"), text("cd")],
        SqlType::Bytes => vec![DefaultDef::Literal(Literal::Bytes(vec![0, 39, 255]))],
        SqlType::Date | SqlType::Time(_) | SqlType::Timestamp(_) | SqlType::TimestampTz(_) => {
            vec![DefaultDef::Now]
        }
        SqlType::Uuid => vec![DefaultDef::UuidV4],
        SqlType::Json => {
            vec![
                DefaultDef::Json("{\"b\":1,\"a\":[true,null]}".to_owned()),
                DefaultDef::Json("[]".to_owned()),
            ]
        }
        SqlType::Enum(name) => {
            let labels = schema.enum_def(name)?.labels.iter();
            labels.map(|label| text(&label.label)).collect()
        }
        _ if ty.is_integer() => vec![
            DefaultDef::Literal(Literal::Int(12)),
            DefaultDef::Literal(Literal::Int(100)),
            DefaultDef::Sql("40 + 3".to_owned()),
        ],
        _ => Vec::new(),
    };
    if dialect == Dialect::Postgres && matches!(ty, SqlType::Interval) {
        choices.push(DefaultDef::Sql("'1 day'".to_owned()));
    }
    rng.choice(choices)
}

/// A condition that holds for every value we make up and for every default.
pub(super) fn condition(dialect: Dialect, column: &ColumnDef, rng: &mut Rng) -> Option<String> {
    let name = spelled(dialect, &column.name);
    let choices = match &column.ty {
        SqlType::Text | SqlType::Varchar(_) => vec![
            format!("{name} <> 'x'"),
            format!("{name} NOT IN ('x', 'it''s gone')"),
            format!("{name} IS NULL OR length({name}) < 900"),
        ],
        ty if ty.is_integer() => vec![
            format!("{name} > 1"),
            format!("{name} BETWEEN 2 AND 120"),
            format!("{name} <> 7 AND {name} > 0"),
        ],
        _ => Vec::new(),
    };
    rng.choice(choices)
}

/// The expression of a generated column of `table` over one of its columns, and its type.
pub(super) fn generated(
    dialect: Dialect,
    table: &TableDef,
    rng: &mut Rng,
) -> Option<(GeneratedDef, SqlType)> {
    let columns = table.columns.iter().filter(|column| is_plain(table, column));
    let choices = columns.flat_map(|column| {
        let name = spelled(dialect, &column.name);
        let is_small = column.ty.is_integer() && column.ty != SqlType::UnsignedBigInt;
        match &column.ty {
            SqlType::Text | SqlType::Varchar(_) => {
                vec![(format!("upper({name})"), SqlType::Text), (format!("lower({name})"), SqlType::Text)]
            }
            _ if is_small => vec![
                (format!("{name} + 1"), SqlType::BigInt),
                (format!("{name} * 2 + 1"), SqlType::BigInt),
                (format!("{name} + 1"), SqlType::Int),
            ],
            _ => Vec::new(),
        }
    });
    let (expression, ty) = rng.choice(choices.collect::<Vec<_>>())?;
    let kinds = match dialect {
        Dialect::Postgres => vec![GeneratedKind::Stored],
        Dialect::Mysql | Dialect::Sqlite => vec![GeneratedKind::Stored, GeneratedKind::Virtual],
    };
    Some((GeneratedDef { expression, kind: rng.choice(kinds)? }, ty))
}

/// A collation that text may have beside the usual one.
pub(super) fn collation(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => "C",
        Dialect::Mysql => "utf8mb4_bin",
        Dialect::Sqlite => "NOCASE",
    }
}

/// Options of a table, most often none.
pub(super) fn table_options(dialect: Dialect, rng: &mut Rng) -> TableOptions {
    let mut often = |n: u8| rng.u8(..n) == 0;
    let raw = match dialect {
        Dialect::Postgres => "WITH (fillfactor = 70)",
        Dialect::Mysql => "COLLATE = utf8mb4_bin",
        Dialect::Sqlite => "",
    };
    TableOptions {
        strict: dialect == Dialect::Sqlite && often(3),
        without_rowid: dialect == Dialect::Sqlite && often(4),
        raw: (!raw.is_empty() && often(3)).then(|| raw.to_owned()),
    }
}
