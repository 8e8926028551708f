//! The smallest and the largest of types for which not every database has `min` and `max`.

use mac_address::MacAddress;
use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_core::{Db, Error};
use orm_tests::db_test;
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "sizes")]
pub struct Size {
    #[column(primary_key)]
    pub id: i32,
    pub team: i32,
    pub uuid: Uuid,
    pub data: Vec<u8>,
    pub flag: bool,
    pub maybe: Option<bool>,
    pub mac: MacAddress,
}

fn size(id: i32, team: i32, uuid: u128, data: &[u8], flag: bool, mac: u8) -> NewSize {
    NewSize {
        id,
        team,
        uuid: Uuid::from_u128(uuid),
        data: data.to_vec(),
        flag,
        maybe: (team == 1).then_some(flag),
        mac: MacAddress::new([mac, 0, 0, 0, 0, 1]),
    }
}

/// Creates the table.
async fn sizes<D: Database>(_db: &Db<D>, url: &str) {
    orm_tests::tables::create::<D>(url, "tests/db/queries/extremes.rs").await;
}

db_test!(every_type_has_a_smallest_and_a_largest_value, async |db, url| {
    sizes(&db, url).await;
    let rows = [
        size(1, 1, 0xff << 120, b"\xff", true, 0x9a),
        size(2, 1, 0x0a << 120, b"\x00", false, 0x0b),
        size(3, 2, 0x9f << 120, b"\x00\x00", true, 0xa0),
        size(4, 2, 1, b"", true, 0xff),
    ];
    assert_eq!(Size::insert_many(rows).execute(&db).await?, 4);
    let uuids = Size::query().select((min(Size::uuid), max(Size::uuid))).one(&db).await?;
    assert_eq!(uuids, (Some(Uuid::from_u128(1)), Some(Uuid::from_u128(0xff << 120))));
    let bytes = Size::query().select((min(Size::data), max(Size::data))).one(&db).await?;
    assert_eq!(bytes, (Some(b"".to_vec()), Some(b"\xff".to_vec())));
    let some = Size::query().filter(Size::id.in_([2, 3])).select((min(Size::data), max(Size::data)));
    assert_eq!(some.one(&db).await?, (Some(b"\0".to_vec()), Some(b"\0\0".to_vec())));
    let truth = Size::query().select((min(Size::flag), max(Size::flag), max(Size::maybe))).one(&db).await?;
    assert_eq!(truth, (Some(false), Some(true), Some(true)));
    let macs = Size::query().select((min(Size::mac), max(Size::mac))).one(&db).await?;
    assert_eq!(macs.0.map(|mac| mac.bytes()[0]), Some(0x0b));
    assert_eq!(macs.1.map(|mac| mac.bytes()[0]), Some(0xff));
    let none =
        Size::query().filter(Size::id.gt(9)).select((min(Size::uuid), max(Size::data), min(Size::flag)));
    assert_eq!(none.one(&db).await?, (None, None, None));
    Ok::<_, Error>(())
});

db_test!(extremes_are_had_of_groups_and_windows_and_in_conditions, async |db, url| {
    sizes(&db, url).await;
    let rows = [size(1, 1, 7, b"b", true, 1), size(2, 1, 5, b"a", false, 2), size(3, 2, 9, b"c", true, 3)];
    Size::insert_many(rows).execute(&db).await?;
    let of_teams = Size::query()
        .group_by(Size::team)
        .having(max(Size::uuid).gt(Uuid::from_u128(6)))
        .order_by(max(Size::data).desc())
        .select((Size::team, min(Size::data), min(Size::uuid).filter_where(Size::flag.eq(true))));
    let expected = [
        (2, Some(b"c".to_vec()), Some(Uuid::from_u128(9))),
        (1, Some(b"a".to_vec()), Some(Uuid::from_u128(7))),
    ];
    assert_eq!(of_teams.all(&db).await?, expected);
    let beside = Size::query()
        .order_by(Size::id)
        .select((max(Size::data).over(window().partition_by(Size::team)), min(Size::flag).over(window())));
    let expected = [(b"b", false), (b"b", false), (b"c", false)];
    let expected = expected.map(|(data, flag)| (Some(data.to_vec()), Some(flag)));
    assert_eq!(beside.all(&db).await?, expected);
    Ok::<_, Error>(())
});
