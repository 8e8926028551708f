//! The OIDs of built-in types, which never change.
//! <https://github.com/postgres/postgres/blob/REL_17_STABLE/src/include/catalog/pg_type.dat>

pub(super) const BOOL: u32 = 16;
pub(super) const BYTEA: u32 = 17;
pub(super) const CHAR: u32 = 18;
pub(super) const NAME: u32 = 19;
pub(super) const INT8: u32 = 20;
pub(super) const INT2: u32 = 21;
pub(super) const INT4: u32 = 23;
pub(super) const TEXT: u32 = 25;
pub(super) const OID: u32 = 26;
pub(super) const JSON: u32 = 114;
pub(super) const XML: u32 = 142;
pub(super) const CIDR: u32 = 650;
pub(super) const FLOAT4: u32 = 700;
pub(super) const FLOAT8: u32 = 701;
/// Stands for "whatever the statement wants here": the server infers the type of the parameter.
pub(super) const UNKNOWN: u32 = 705;
pub(super) const MACADDR: u32 = 829;
pub(super) const INET: u32 = 869;
pub(super) const BPCHAR: u32 = 1042;
pub(super) const VARCHAR: u32 = 1043;
pub(super) const DATE: u32 = 1082;
pub(super) const TIME: u32 = 1083;
pub(super) const TIMESTAMP: u32 = 1114;
pub(super) const TIMESTAMPTZ: u32 = 1184;
pub(super) const INTERVAL: u32 = 1186;
pub(super) const BIT: u32 = 1560;
pub(super) const VARBIT: u32 = 1562;
pub(super) const NUMERIC: u32 = 1700;
pub(super) const UUID: u32 = 2950;
pub(super) const JSONB: u32 = 3802;
/// The first OID that is given to types made in a database: enums, domains, types of extensions.
pub(super) const FIRST_OF_USER: u32 = 16384;

/// The type of an array of that type.
pub(super) const fn array_of(element: u32) -> u32 {
    match element {
        BOOL => 1000,
        BYTEA => 1001,
        INT2 => 1005,
        INT4 => 1007,
        TEXT => 1009,
        INT8 => 1016,
        FLOAT4 => 1021,
        FLOAT8 => 1022,
        MACADDR => 1040,
        INET => 1041,
        TIMESTAMP => 1115,
        DATE => 1182,
        TIME => 1183,
        TIMESTAMPTZ => 1185,
        INTERVAL => 1187,
        NUMERIC => 1231,
        VARBIT => 1563,
        UUID => 2951,
        JSONB => 3807,
        _ => UNKNOWN,
    }
}
