//! Columns of types that other crates bring, whose forms are theirs: clients are told as much as is known of them.

use bit_vec::BitVec;
use ipnetwork::IpNetwork;
use mac_address::MacAddress;
use orm_core::prelude::*;

#[expect(dead_code, reason = "only its models are used")]
#[derive(Debug, Clone, Table)]
#[table(name = "foreign_kinds", rename_all = "camelCase")]
pub(crate) struct Foreign {
    #[column(type = "bit(4)")]
    #[serde(with = "orm_core::types::bits")]
    pub bits: BitVec,
    #[column(type = "bit varying(4)")]
    #[serde(with = "orm_core::types::bits")]
    pub few_bits: BitVec,
    pub network: IpNetwork,
    pub mac: MacAddress,
    pub time_day: time::Date,
    pub time_time: time::Time,
    pub time_moment: time::PrimitiveDateTime,
    pub time_instant: time::OffsetDateTime,
    pub jiff_day: jiff::civil::Date,
    pub jiff_time: jiff::civil::Time,
    pub jiff_moment: jiff::civil::DateTime,
    pub jiff_instant: jiff::Timestamp,
    #[column(server)]
    pub owner: i32,
}
