//! Derived tables, named queries, lateral joins.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::{db_test, tables::by_hand};

use super::family;
use super::schema::{Letter, Person};

#[derive(Debug, PartialEq, Projection)]
#[projection(from = Letter, name = "totals")]
struct Totals {
    person_id: i32,
    #[projection(count_all())]
    letters: i64,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(from = Person, name = "tree")]
struct Tree {
    id: i32,
    #[projection(Person::id * 0)]
    depth: i32,
}

db_test!(a_derived_table_is_joined, async |db, url| {
    family(&db, url).await?;
    let totals = Letter::query().group_by(Letter::person_id).select(Totals::SELECT);
    let rows = Person::query()
        .left_join(Totals::derived(totals), Totals::person_id.eq(Person::id))
        .order_by(Person::id)
        .select((Person::name, Totals::letters))
        .all(&db)
        .await?;
    let sql = "select p.name, t.n from people p left join \
               (select person_id, count(*) as n from letters group by person_id) t on t.person_id = p.id order by p.id";
    assert_eq!(rows, by_hand::<_, (String, Option<i64>)>(&db, url, sql).await);
    Ok::<_, Error>(())
});

db_test!(a_named_query_is_read_whole, async |db, url| {
    family(&db, url).await?;
    let totals = Totals::cte(Letter::query().group_by(Letter::person_id).select(Totals::SELECT));
    let rows = from(totals).order_by(Totals::person_id).all(&db).await?;
    assert_eq!(rows, [Totals { person_id: 1, letters: 2 }, Totals { person_id: 2, letters: 1 }]);
    Ok::<_, Error>(())
});

db_test!(a_named_query_stands_once_wherever_it_is_read, async |db, url| {
    family(&db, url).await?;
    let totals = Totals::cte(Letter::query().group_by(Letter::person_id).select(Totals::SELECT));
    let few = from(totals.clone()).filter(Totals::letters.eq(1)).select(Totals::person_id);
    let many = from(totals).filter(Totals::letters.gt(1)).select(Totals::person_id);
    let whole = few.union_all(many).order_by(Totals::person_id);
    assert_eq!(whole.all(&db).await?, [1, 2]);

    let of_one = Totals::cte(
        Letter::query().filter(Letter::person_id.eq(1)).group_by(Letter::person_id).select(Totals::SELECT),
    );
    let of_two = Totals::cte(
        Letter::query().filter(Letter::person_id.eq(2)).group_by(Letter::person_id).select(Totals::SELECT),
    );
    let refused = from(of_one).union_all(from(of_two)).all(&db).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "two different named queries of one statement are called `totals`; give each a name of its own"
    );
    Ok::<_, Error>(())
});

db_test!(a_recursive_query_walks_a_tree, async |db, url| {
    family(&db, url).await?;
    let tree = Tree::recursive(Person::query().filter(Person::id.eq(1)).select(Tree::SELECT), |tree| {
        Person::query().join(tree, Person::parent_id.eq(Tree::id)).select((Person::id, Tree::depth + 1))
    });
    let rows = from(tree).order_by((Tree::depth, Tree::id)).select((Tree::id, Tree::depth)).all(&db).await?;
    assert_eq!(rows, [(1, 0), (2, 1), (3, 1), (4, 2)]);
    Ok::<_, Error>(())
});

db_test!(a_recursive_query_ends_where_rows_form_a_circle, async |db, url| {
    family(&db, url).await?;
    Person::update().set(Person::parent_id, 4).filter(Person::id.eq(1)).execute(&db).await?;
    let circle =
        Tree::recursive_distinct(Person::query().filter(Person::id.eq(1)).select(Tree::SELECT), |tree| {
            Person::query().join(tree, Person::parent_id.eq(Tree::id)).select((Person::id, Tree::depth))
        });
    assert_eq!(from(circle).order_by(Tree::id).select(Tree::id).all(&db).await?, [1, 2, 3, 4]);
    Ok::<_, Error>(())
});

db_test!(a_recursive_query_has_an_order, [Postgres], async |db, url| {
    family(&db, url).await?;
    let tree = || {
        Tree::recursive(Person::query().filter(Person::id.eq(1)).select(Tree::SELECT), |tree| {
            Person::query().join(tree, Person::parent_id.eq(Tree::id)).select((Person::id, Tree::depth + 1))
        })
    };
    let (depth_first, order) = tree().depth_first(Tree::id);
    let rows = from(depth_first).order_by(order).select((Tree::id, Tree::depth)).all(&db).await?;
    assert_eq!(rows, [(1, 0), (2, 1), (4, 2), (3, 1)]);
    let (breadth_first, order) = tree().breadth_first((Tree::depth, Tree::id));
    let rows = from(breadth_first).order_by(order).select((Tree::id, Tree::depth)).all(&db).await?;
    assert_eq!(rows, [(1, 0), (2, 1), (3, 1), (4, 2)]);
    Ok::<_, Error>(())
});

#[derive(Debug, PartialEq, Projection)]
#[projection(from = Person, name = "walk")]
struct Walk {
    id: i32,
    #[projection(Person::id)]
    search_order: i32,
    #[projection(Person::id.gt(9))]
    is_cycle: bool,
    #[projection(Person::name)]
    cycle_path: String,
}

db_test!(columns_of_a_recursive_query_have_any_names, [Postgres], async |db, url| {
    family(&db, url).await?;
    let walk = Walk::recursive(Person::query().filter(Person::id.eq(1)).select(Walk::SELECT), |walk| {
        Person::query().join(walk, Person::parent_id.eq(Walk::id)).select(Walk::SELECT)
    });
    let (walk, is_again) = walk.cycle(Walk::id);
    let (walk, order) = walk.depth_first(Walk::id);
    let rows = from(walk)
        .filter(!is_again)
        .order_by(order)
        .select((Walk::search_order, Walk::is_cycle))
        .all(&db)
        .await?;
    assert_eq!(rows, [(1, false), (2, false), (4, false), (3, false)]);
    Ok::<_, Error>(())
});

db_test!(a_recursive_query_says_where_it_came_to_a_row_again, [Postgres], async |db, url| {
    family(&db, url).await?;
    Person::update().set(Person::parent_id, 4).filter(Person::id.eq(1)).execute(&db).await?;
    // The depth grows, so that no two rows are the same.
    let tree = Tree::recursive(Person::query().filter(Person::id.eq(1)).select(Tree::SELECT), |tree| {
        Person::query().join(tree, Person::parent_id.eq(Tree::id)).select((Person::id, Tree::depth + 1))
    });
    let (tree, order) = tree.depth_first(Tree::id);
    let (tree, is_again) = tree.cycle(Tree::id);
    let rows = from(tree).order_by(order).select((Tree::id, is_again)).all(&db).await?;
    assert_eq!(rows, [(1, false), (2, false), (4, false), (1, true), (3, false)]);
    Ok::<_, Error>(())
});

db_test!(a_named_query_stands_before_a_union, async |db, url| {
    family(&db, url).await?;
    let tree = Tree::cte(Person::query().filter(Person::id.gt(2)).select(Tree::SELECT));
    let is_in_tree = sql!("{Person::id} in (select id from tree)").expr::<bool>();
    let names = || Person::query().select(Person::name);
    let both = names().filter(is_in_tree.clone()).union(names().filter(is_in_tree));
    assert_eq!(both.with_cte(tree).order_by(Person::name).all(&db).await?, ["Cleo", "Dan"]);
    Ok::<_, Error>(())
});

db_test!(a_named_query_is_kept_or_written_out, [Postgres, Sqlite], async |db, url| {
    family(&db, url).await?;
    let totals = || Totals::cte(Letter::query().group_by(Letter::person_id).select(Totals::SELECT));
    for totals in [totals().materialized(), totals().not_materialized()] {
        let rows = from(totals).order_by(Totals::person_id).select(Totals::letters).all(&db).await?;
        assert_eq!(rows, [2, 1]);
    }
    Ok::<_, Error>(())
});

db_test!(a_lateral_join_compares, [Postgres], async |db, url| {
    family(&db, url).await?;
    let letters = || {
        let own = Letter::query().correlate(Person::table).filter(Letter::person_id.eq(Person::id));
        Totals::derived(own.select((Letter::person_id, Letter::id.cast::<i64>())))
    };
    let inner = Person::query().join_lateral(letters(), Totals::letters.gt(1_i64));
    let inner = inner.order_by((Person::id, Totals::letters)).select((Person::id, Totals::letters));
    assert_eq!(inner.all(&db).await?, [(1, 2), (2, 3)]);
    let left = Person::query().left_join_lateral(letters(), Totals::letters.gt(2_i64));
    let left = left.order_by((Person::id, Totals::letters)).select((Person::id, Totals::letters));
    assert_eq!(left.all(&db).await?, [(1, None), (2, Some(3)), (3, None), (4, None)]);
    Ok::<_, Error>(())
});

db_test!(a_lateral_join_runs_for_each_row, [Postgres], async |db, url| {
    family(&db, url).await?;
    let last = Letter::query()
        .correlate(Person::table)
        .filter(Letter::person_id.eq(Person::id))
        .order_by(Letter::id.desc())
        .limit(1)
        .select((Letter::person_id, Letter::id.cast::<i64>()));
    let rows = Person::query()
        .left_join_lateral_all(Totals::derived(last))
        .order_by(Person::id)
        .select((Person::id, Totals::letters))
        .all(&db)
        .await?;
    assert_eq!(rows, [(1, Some(2)), (2, Some(3)), (3, None), (4, None)]);
    Ok::<_, Error>(())
});

db_test!(a_named_query_writes, [Postgres], async |db, url| {
    family(&db, url).await?;
    let removed = Letter::delete()
        .filter(Letter::person_id.eq(1))
        .returning_only((Letter::person_id, Letter::id.cast::<i64>()));
    let rows =
        from(Totals::written(removed)).order_by(Totals::letters).select(Totals::letters).all(&db).await?;
    assert_eq!(rows, [1, 2]);
    assert_eq!(Letter::query().count(&db).await?, 1);
    Ok::<_, Error>(())
});

db_test!(a_subquery_stands_wherever_a_value_does, async |db, url| {
    family(&db, url).await?;
    macro_rules! letters {
        () => {
            scalar(
                Letter::query()
                    .correlate(Person::table)
                    .filter(Letter::person_id.eq(Person::id))
                    .select(count_all()),
            )
        };
    }
    let rows = Person::query()
        .filter(letters!().gt(0))
        .order_by(letters!().desc())
        .select((Person::name, letters!()))
        .all(&db)
        .await?;
    assert_eq!(rows, [("Ada".to_owned(), Some(2)), ("Bob".to_owned(), Some(1))]);
    Ok::<_, Error>(())
});
