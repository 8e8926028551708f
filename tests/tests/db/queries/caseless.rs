//! Text without case: `citext` on PostgreSQL.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;
use orm_tests::tables::run;

#[derive(Table, Debug, Clone, PartialEq)]
#[table(name = "contacts")]
struct Contact {
    #[column(primary_key)]
    id: i32,
    #[column(type = "citext")]
    email: String,
    #[column(type = "public.citext")]
    nickname: Option<String>,
}

/// What is read of a contact.
#[derive(View, Debug, Clone, PartialEq)]
#[view(name = "mailboxes", query = "select id, email as address from contacts")]
struct Mailbox {
    id: i32,
    #[column(type = "citext")]
    address: String,
}

alias!(Other = Contact as "other");

db_test!(a_value_is_compared_without_case_as_its_column_is, [Postgres], async |db, url| {
    let statements = [
        "create extension citext",
        "create table contacts (id integer primary key, email citext not null unique, nickname citext)",
        "create view mailboxes as select id, email as address from contacts",
    ];
    run::<Postgres>(url, &statements.map(str::to_owned)).await;
    let contact = |id, email: &str, nickname: Option<&str>| {
        new!(Contact { id, email: email.to_owned(), nickname: nickname.map(str::to_owned) })
    };
    let contacts = [
        contact(1, "Ada@example.com", Some("A")),
        contact(2, "bob@example.com", None),
        contact(3, "C", Some("C")),
    ];
    assert_eq!(Contact::insert_many(contacts).execute(&db).await?, 3);
    let ids = || Contact::query().order_by(Contact::id).select(Contact::id);
    let ada = "ADA@EXAMPLE.COM";
    assert_eq!(ids().filter(Contact::email.eq(ada)).all(&db).await?, [1]);
    assert_eq!(ids().filter(Contact::email.ne(ada)).all(&db).await?, [2, 3]);
    assert_eq!(ids().filter(Contact::email.lt("B")).all(&db).await?, [1]);
    assert_eq!(ids().filter(Contact::email.between("A", "BOB@EXAMPLE.COM")).all(&db).await?, [1, 2]);
    assert_eq!(ids().filter(Contact::email.in_([ada, "c"])).all(&db).await?, [1, 3]);
    assert_eq!(ids().filter(Contact::email.not_in([ada, "C"])).all(&db).await?, [2]);
    assert_eq!(ids().filter(Contact::nickname.is_distinct_from("a")).all(&db).await?, [2, 3]);
    assert_eq!(ids().filter(Contact::email.like("%EXAMPLE%")).all(&db).await?, [1, 2]);
    let alike = Contact::query()
        .join(Other::table, Other.email.eq(Contact::email))
        .filter(Other.email.eq(ada))
        .select(Contact::id);
    assert_eq!(alike.all(&db).await?, [1]);
    let one = prepare(|email: Param<String>| ids().filter(Contact::email.eq(email)));
    assert_eq!(one.bind(ada).all(&db).await?, [1]);
    let some = prepare(|emails: Param<Vec<String>>| ids().filter(Contact::email.in_(emails)));
    assert_eq!(some.bind([ada.to_owned(), "c".to_owned()]).all(&db).await?, [1, 3]);
    // Sorted as `A .. b .. C`, the next page begins behind the last one.
    let mut seen = Vec::new();
    let mut cursor = None;
    loop {
        let page = ids().page_after((Contact::email, Contact::id), cursor.as_ref(), 1).all(&db).await?;
        seen.extend(page.rows);
        let Some(next) = page.next else { break };
        cursor = Some(next);
    }
    assert_eq!(seen, [1, 2, 3]);
    let mailboxes = |address: &str| Mailbox::query().filter(Mailbox::address.eq(address)).select(Mailbox::id);
    assert_eq!(mailboxes(ada).all(&db).await?, [1]);
    let pair = |id, email: &'static str| row((Contact::id, Contact::email)).eq((id, email));
    assert_eq!(ids().filter(pair(1, ada)).all(&db).await?, [1]);
    assert_eq!(
        ids().filter(row((Contact::email, Contact::id)).gt(("BOB@EXAMPLE.COM", 1))).all(&db).await?,
        [2, 3]
    );
    let rows = [(ada, 1), ("c", 3), ("C", 4)];
    assert_eq!(ids().filter(row((Contact::email, Contact::id)).in_(rows)).all(&db).await?, [1, 3]);
    let many = (0..17_000).map(|id| ("ADA@EXAMPLE.COM", id));
    assert_eq!(ids().filter(row((Contact::email, Contact::id)).in_(many)).all(&db).await?, [1]);
    let alike = ids().filter(Contact::email.eq_any(vec![ada.to_owned(), "c".to_owned()]));
    assert_eq!(alike.all(&db).await?, [1, 3]);
    assert_eq!(ids().filter(Contact::email.ne_all(vec![ada.to_owned()])).all(&db).await?, [2, 3]);
    // The keys of changed rows too, whether they are one or many.
    let renamed = |email: &str, nickname: &str| {
        (
            email.to_owned(),
            ContactPatch { nickname: Some(Some(nickname.to_owned())), ..ContactPatch::default() },
        )
    };
    for rows in [vec![(ada, "a2"), ("BOB@example.com", "b2")], vec![(ada, "a3")]] {
        let rows: Vec<_> = rows.into_iter().map(|(email, nickname)| renamed(email, nickname)).collect();
        let count = rows.len() as u64;
        assert_eq!(Contact::update_many(Contact::email, rows).execute(&db).await?, count);
    }
    let names = Contact::query().order_by(Contact::id).select(Contact::nickname).all(&db).await?;
    assert_eq!(names, [Some("a3".to_owned()), Some("b2".to_owned()), Some("C".to_owned())]);
    // What is calculated of it is text.
    assert_eq!(ids().filter(Contact::email.lower().eq(ada)).all(&db).await?, [0; 0]);
    assert_eq!(Contact::query().filter(Contact::email.eq(ada)).one(&db).await?.email, "Ada@example.com");
    Ok::<_, Error>(())
});
