//! Relations with a condition of their own, and those that lead to one row by way of a table between.

use orm_core::Error;
use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_tests::db_test;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(
    name = "clubs",
    has_many(members: Member),
    has_many(grown_members: Member, filter = Member::age.ge(18).and(Member::left_in.is_null())),
    has_one(oldest: Member, filter = Member::is_oldest.eq(true)),
    has_one(venue: Place, through = Booking),
    has_one(first_venue: Place, through = Booking, filter = Booking::year.lt(2000)),
    many_to_many(old_venues: Place, through = Booking, filter = Booking::year.lt(2010).and(Place::name.ne("Hall")))
)]
pub struct Club {
    #[column(primary_key)]
    pub id: i32,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "members", belongs_to(big_club: Club, via = club_id, filter = Club::id.gt(1)))]
pub struct Member {
    #[column(primary_key)]
    pub id: i32,
    #[column(references = Club::id)]
    pub club_id: i32,
    pub age: i32,
    pub left_in: Option<i32>,
    #[column(default = false)]
    pub is_oldest: bool,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "places")]
pub struct Place {
    #[column(primary_key)]
    pub id: i32,
    #[column(varchar = 20)]
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "bookings", primary_key(club_id, place_id))]
pub struct Booking {
    #[column(references = Club::id)]
    pub club_id: i32,
    #[column(references = Place::id)]
    pub place_id: i32,
    pub year: i32,
}

/// Two clubs: the first has members of 17, 18, 40 and 50 years, the last of whom left, and was in all three places; the
/// second has one member, and was in the hall.
async fn clubs<D: Database>(db: &Db<D>, url: &str) -> Result<(), Error> {
    orm_tests::tables::create::<D>(url, "tests/db/relations/declared.rs").await;
    Club::insert_many([1, 2].map(|id| new!(Club { id }))).execute(db).await?;
    let member = |id: i32, club_id: i32, age: i32, left_in: Option<i32>, is_oldest: bool| {
        new!(Member { id, club_id, age, left_in, is_oldest })
    };
    let members = [
        member(1, 1, 17, None, false),
        member(2, 1, 18, None, false),
        member(3, 1, 40, None, false),
        member(4, 1, 50, Some(2001), true),
        member(5, 2, 30, None, false),
    ];
    Member::insert_many(members).execute(db).await?;
    let places = [(1, "Hall"), (2, "Park"), (3, "Pub")].map(|(id, name)| new!(Place { id, name }));
    Place::insert_many(places).execute(db).await?;
    let booking = |club_id: i32, place_id: i32, year: i32| new!(Booking { club_id, place_id, year });
    let bookings = [booking(1, 1, 1990), booking(1, 2, 2005), booking(1, 3, 2015), booking(2, 1, 2005)];
    Booking::insert_many(bookings).execute(db).await?;
    Ok(())
}

db_test!(a_relation_has_a_condition_of_its_own, async |db, url| {
    clubs(&db, url).await?;
    let clubs = Club::query()
        .with(Club::members())
        .with(Club::grown_members().order_by(Member::id))
        .with(Club::oldest())
        .with(Club::old_venues())
        .order_by(Club::id)
        .all(&db)
        .await?;
    let grown: Vec<Vec<i32>> =
        clubs.iter().map(|club| club.grown_members().iter().map(|member| member.id).collect()).collect();
    assert_eq!(grown, [vec![2, 3], vec![5]]);
    assert_eq!(clubs[0].members().len(), 4);
    assert_eq!(clubs[0].oldest().as_ref().map(|member| member.id), Some(4));
    assert!(clubs[1].oldest().is_none());
    let venues: Vec<Vec<&str>> = clubs
        .iter()
        .map(|club| club.old_venues().iter().map(|place| place.name.as_str()).collect())
        .collect();
    assert_eq!(venues, [vec!["Park"], vec![]]);
    Ok::<_, Error>(())
});

db_test!(a_condition_of_its_own_joins_those_of_the_query, async |db, url| {
    clubs(&db, url).await?;
    let counts = Club::query()
        .order_by(Club::id)
        .select((Club::grown_members().count(), Club::grown_members().filter(Member::age.gt(20)).count()))
        .all(&db)
        .await?;
    assert_eq!(counts, [(2, 1), (1, 1)]);
    let asked = Club::query().filter(Club::grown_members().every(Member::age.gt(20))).select(Club::id);
    assert_eq!(asked.all(&db).await?, [2], "the first club has a member of 18 years");
    Ok::<_, Error>(())
});

db_test!(a_row_that_a_key_names_may_be_left_out_by_a_condition, async |db, url| {
    clubs(&db, url).await?;
    let members =
        Member::query().with(Member::big_club()).with(Member::club()).order_by(Member::id).all(&db).await?;
    let big: Vec<Option<i32>> =
        members.iter().map(|member| member.big_club().as_ref().map(|club| club.id)).collect();
    assert_eq!(big, [None, None, None, None, Some(2)]);
    assert_eq!(members[0].club().id, 1, "the relation that follows from the key is another one");
    Ok::<_, Error>(())
});

db_test!(one_row_by_way_of_a_table_between, async |db, url| {
    clubs(&db, url).await?;
    let clubs = Club::query()
        .with(Club::venue().order_by(Place::id.desc()))
        .with(Club::first_venue())
        .order_by(Club::id);
    let clubs = clubs.all(&db).await?;
    let names = |club: &Option<Place>| club.as_ref().map(|place| place.name.clone());
    assert_eq!(names(clubs[0].venue()), Some("Pub".to_owned()), "the first in the order of the relation");
    assert_eq!(names(clubs[1].venue()), Some("Hall".to_owned()));
    assert_eq!(names(clubs[0].first_venue()), Some("Hall".to_owned()));
    assert_eq!(names(clubs[1].first_venue()), None);
    assert_eq!(Club::query().filter(Club::first_venue().exists()).select(Club::id).all(&db).await?, [1]);
    Ok::<_, Error>(())
});
