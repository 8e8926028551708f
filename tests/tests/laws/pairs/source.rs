//! A schema as the structs that declare it.

use std::fmt::Write as _;

use orm_schema::model::{
    ColumnDef, DefaultDef, Deferrable, EnumDef, ForeignKeyDef, GeneratedDef, GeneratedKind, IdentityDef,
    IdentityKind, IndexDef, IndexKey, IndexPart, Literal, NullsOrder, ObjectDef, ObjectName, TableDef,
    UniqueDef, UpdateDef,
};
use orm_schema::{SchemaDef, SqlType};

use super::beside;

/// The structs and enums.
pub(super) fn source(schema: &SchemaDef) -> String {
    let mut items: Vec<String> = schema.enums.iter().map(enumeration).collect();
    items.extend(schema.objects.iter().filter_map(|object| match object {
        ObjectDef::Domain(def) => Some(beside::domain(def)),
        _ => None,
    }));
    items.extend(beside::database(&schema.objects));
    items.extend(schema.tables.iter().map(structure));
    items.extend(schema.views.iter().map(beside::view));
    items.join("\n")
}

/// A name as Rust wants it: words of letters and digits, the rest left out.
pub(super) fn words(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

pub(super) fn type_name(name: &ObjectName) -> String {
    let words = words(&name.name);
    let capital = |word: &String| word[..1].to_uppercase() + &word[1..];
    words.iter().map(capital).collect::<String>() + "Row"
}

pub(super) fn field_name(name: &str) -> String {
    format!("c_{}", words(name).join("_"))
}

fn enumeration(def: &EnumDef) -> String {
    let mut words = vec![format!("name = {:?}", def.name.name)];
    words.extend(def.name.schema.as_ref().map(|schema| format!("schema = {schema:?}")));
    words.extend(def.renamed_from.as_ref().map(|name| format!("renamed_from = {:?}", name.name)));
    let mut out = format!(
        "#[derive(ColumnType)]\n#[column_type({})]\npub enum {} {{\n",
        words.join(", "),
        enum_name(&def.name)
    );
    for label in &def.labels {
        let mut words = vec![format!("name = {:?}", label.label)];
        words.extend(label.renamed_from.as_ref().map(|text| format!("renamed_from = {text:?}")));
        let _ = writeln!(out, "    #[column_type({})] {},", words.join(", "), variant(&label.label));
    }
    out + "}\n"
}

fn enum_name(name: &ObjectName) -> String {
    type_name(name).replace("Row", "Kind")
}

fn variant(label: &str) -> String {
    format!("V{}", words(label).concat())
}

fn structure(table: &TableDef) -> String {
    let mut words = vec![format!("name = {:?}", table.name.name)];
    words.extend(table.name.schema.as_ref().map(|schema| format!("schema = {schema:?}")));
    words.extend(table.renamed_from.as_ref().map(|name| {
        let schema = name.schema.as_ref().map(|schema| format!("{schema}.")).unwrap_or_default();
        format!("renamed_from = {:?}", schema + &name.name)
    }));
    words.extend(table.comment.as_ref().map(|comment| format!("comment = {comment:?}")));
    words.extend(table.options.strict.then(|| "strict".to_owned()));
    words.extend(table.options.without_rowid.then(|| "without_rowid".to_owned()));
    words.extend(table.options.raw.as_ref().map(|raw| format!("options = {raw:?}")));
    words.extend(
        table
            .primary_key
            .as_ref()
            .map(|pk| format!("primary_key({}, name = {:?})", fields(&pk.columns), pk.name)),
    );
    words.extend(table.uniques.iter().map(unique));
    words.extend(table.foreign_keys.iter().map(foreign_key));
    words.extend(table.indexes.iter().map(index));
    words.extend(
        table.checks.iter().map(|check| format!("check(name = {:?}, {:?})", check.name, check.expression)),
    );
    words.extend(beside::words_of_table(table));
    let columns = table.columns.iter().map(field).collect::<String>();
    format!(
        "#[derive(Table)]\n#[table({})]\npub struct {} {{\n{columns}}}\n",
        words.join(",\n        "),
        type_name(&table.name)
    )
}

fn fields(columns: &[String]) -> String {
    columns.iter().map(|column| field_name(column)).collect::<Vec<_>>().join(", ")
}

pub(super) fn deferrable(deferrable: Deferrable) -> &'static str {
    match deferrable {
        Deferrable::No => "",
        Deferrable::InitiallyImmediate => ", deferrable",
        Deferrable::InitiallyDeferred => ", deferrable = \"deferred\"",
    }
}

fn unique(def: &UniqueDef) -> String {
    let UniqueDef { name, columns, nulls_not_distinct, deferrable: when } = def;
    let nulls = if *nulls_not_distinct { ", nulls_not_distinct" } else { "" };
    format!("unique({}, name = {name:?}{nulls}{})", fields(columns), deferrable(*when))
}

fn foreign_key(fk: &ForeignKeyDef) -> String {
    let ForeignKeyDef {
        name,
        columns,
        references,
        referenced_columns,
        on_delete,
        on_update,
        deferrable: when,
    } = fk;
    format!(
        "foreign_key(name = {name:?}, columns({}), references({}({})), on_delete = {:?}, on_update = {:?}{})",
        fields(columns),
        type_name(references),
        fields(referenced_columns),
        on_delete.sql().to_lowercase(),
        on_update.sql().to_lowercase(),
        deferrable(*when)
    )
}

pub(super) fn index(def: &IndexDef) -> String {
    let IndexDef {
        name,
        parts,
        is_unique,
        method,
        predicate,
        include,
        with,
        nulls_not_distinct,
        concurrently,
    } = def;
    let mut words: Vec<String> = parts.iter().map(part).collect();
    words.push(format!("name = {name:?}"));
    words.extend(is_unique.then(|| "unique".to_owned()));
    words.extend(method.as_ref().map(|method| format!("using = {method:?}")));
    words.extend(predicate.as_ref().map(|sql| format!("where = {sql:?}")));
    words.extend((!include.is_empty()).then(|| format!("include({})", fields(include))));
    words.extend(with.as_ref().map(|with| format!("with = {with:?}")));
    words.extend(nulls_not_distinct.then(|| "nulls_not_distinct".to_owned()));
    words.extend(concurrently.then(|| "concurrently".to_owned()));
    format!("index({})", words.join(", "))
}

pub(super) fn part(part: &IndexPart) -> String {
    let IndexPart { key, is_descending, nulls, opclass, collation, prefix } = part;
    let mut out = match key {
        IndexKey::Column(column) => field_name(column),
        IndexKey::Expression(sql) => format!("{sql:?}"),
    };
    if *is_descending {
        out += ".desc()";
    }
    match nulls {
        Some(NullsOrder::First) => out += ".nulls_first()",
        Some(NullsOrder::Last) => out += ".nulls_last()",
        None => {}
    }
    if let Some(opclass) = opclass {
        let _ = write!(out, ".opclass({opclass:?})");
    }
    if let Some(collation) = collation {
        let _ = write!(out, ".collate({collation:?})");
    }
    if let Some(prefix) = prefix {
        let _ = write!(out, ".prefix({prefix})");
    }
    out
}

fn field(column: &ColumnDef) -> String {
    let ColumnDef {
        name,
        ty,
        is_nullable,
        default: default_value,
        on_update,
        generated,
        auto_increment,
        identity: counts,
        collation,
        comment,
        renamed_from,
    } = column;
    let (ty, size) = rust_type(ty);
    let mut words = vec![format!("name = {name:?}")];
    words.extend(size);
    words.extend(default_value.as_ref().map(|value| default(column, value)));
    words.extend(on_update.as_ref().map(|update| match update {
        UpdateDef::Now => "on_update = now()".to_owned(),
        UpdateDef::Sql(sql) => format!("on_update = {sql:?}"),
    }));
    words.extend(generated.as_ref().map(|GeneratedDef { expression, kind }| match kind {
        GeneratedKind::Stored => format!("generated = {expression:?}, stored"),
        GeneratedKind::Virtual => format!("generated = {expression:?}, virtual"),
    }));
    words.extend(auto_increment.then(|| "auto_increment".to_owned()));
    words.extend(counts.as_ref().map(identity));
    words.extend(collation.as_ref().map(|name| format!("collate = {name:?}")));
    words.extend(comment.as_ref().map(|text| format!("comment = {text:?}")));
    words.extend(renamed_from.as_ref().map(|name| format!("renamed_from = {name:?}")));
    let ty = if *is_nullable { format!("Option<{ty}>") } else { ty };
    format!("    #[column({})] pub {}: {ty},\n", words.join(", "), field_name(name))
}

fn identity(def: &IdentityDef) -> String {
    let IdentityDef { kind, options } = def;
    let kind = match kind {
        IdentityKind::ByDefault => "by_default",
        IdentityKind::Always => "always",
        IdentityKind::Serial => "serial",
    };
    let mut words = vec![kind.to_owned()];
    words.extend(beside::option_words(options));
    format!("identity({})", words.join(", "))
}

fn default(column: &ColumnDef, value: &DefaultDef) -> String {
    match value {
        DefaultDef::Literal(Literal::Bool(value)) => format!("default = {value}"),
        DefaultDef::Literal(Literal::Int(value)) => format!("default = {value}"),
        DefaultDef::Literal(Literal::Float(value)) => format!("default = {value}"),
        DefaultDef::Literal(Literal::String(text)) => match &column.ty {
            SqlType::Enum(name) => format!("default = {}::{}", enum_name(name), variant(text)),
            _ => format!("default = {text:?}"),
        },
        DefaultDef::Literal(Literal::Bytes(bytes)) => {
            let escaped: Vec<String> = bytes.iter().map(|byte| format!("\\x{byte:02x}")).collect();
            format!("default = b\"{}\"", escaped.concat())
        }
        DefaultDef::Now => "default = now()".to_owned(),
        DefaultDef::UuidV4 => "default = uuid_v4()".to_owned(),
        DefaultDef::Json(json) => format!("default = json!({json})"),
        DefaultDef::Sql(sql) => format!("default_sql = {sql:?}"),
    }
}

/// The Rust type that is stored as `ty`, and what else has to be said.
pub(super) fn rust_type(ty: &SqlType) -> (String, Option<String>) {
    let digits = |digits: &Option<u8>| digits.map(|digits| format!("precision = {digits}"));
    let (name, size) = match ty {
        SqlType::Bool => ("bool", None),
        SqlType::TinyInt => ("i8", None),
        SqlType::SmallInt => ("i16", None),
        SqlType::Int => ("i32", None),
        SqlType::BigInt => ("i64", None),
        SqlType::UnsignedTinyInt => ("u8", None),
        SqlType::UnsignedSmallInt => ("u16", None),
        SqlType::UnsignedInt => ("u32", None),
        SqlType::UnsignedBigInt => ("u64", None),
        SqlType::Real => ("f32", None),
        SqlType::Double => ("f64", None),
        SqlType::Numeric(size) => {
            ("Decimal", size.map(|size| format!("numeric({}, {})", size.precision, size.scale)))
        }
        SqlType::Text => ("String", None),
        SqlType::Varchar(length) => ("String", Some(format!("varchar = {length}"))),
        SqlType::Char(length) => ("String", Some(format!("char = {length}"))),
        SqlType::Bytes => ("Vec<u8>", None),
        SqlType::Date => ("NaiveDate", None),
        SqlType::Time(kept) => ("NaiveTime", digits(kept)),
        SqlType::Timestamp(kept) => ("NaiveDateTime", digits(kept)),
        SqlType::TimestampTz(kept) => ("DateTime<Utc>", digits(kept)),
        SqlType::Interval => ("PgInterval", None),
        SqlType::Uuid => ("Uuid", None),
        SqlType::Json => ("Value", None),
        SqlType::Inet => ("IpNetwork", None),
        SqlType::MacAddr => ("MacAddress", None),
        SqlType::VarBit => ("BitVec", None),
        SqlType::Vector(_) => ("Vector", None),
        SqlType::Enum(name) => return (enum_name(name), None),
        SqlType::Array(element) => {
            let (element, size) = rust_type(element);
            return (format!("Vec<{element}>"), size);
        }
        // Nothing but a domain is spelled by hand.
        SqlType::Custom(sql) => return (beside::domain_name(sql), None),
    };
    (name.to_owned(), size)
}
