//! Vectors of pgvector: on a server that has the extension, which `scripts/test-postgres-versions` starts.

use bit_vec::BitVec;
use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::database::Server;
use orm_tests::{db_test, live, tables};
use pgvector::Vector;

database! {
    extension("vector"),
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "pictures", index(embedding.opclass("vector_l2_ops"), using = "hnsw", name = "pictures_nearest"))]
pub struct Picture {
    #[column(primary_key)]
    pub id: i32,
    #[column(type = "vector(3)")]
    pub embedding: Vector,
    pub loose: Option<Vector>,
    #[column(type = "bit(8)")]
    #[serde(with = "orm_core::types::bits")]
    pub hash: BitVec,
}

fn picture(id: i32, embedding: [f32; 3], hash: u8) -> NewPicture {
    new!(Picture { id, embedding: Vector::from(embedding.to_vec()), hash: BitVec::from_bytes(&[hash]) })
}

db_test!(vectors_are_kept_and_the_nearest_found, [Postgres], async |db, url| {
    let file = "tests/db/queries/vectors.rs";
    tables::create::<Postgres>(url, file).await;
    let source = include_str!("vectors.rs");
    assert_eq!(live::differences(url, &live::declared(Server::Postgres, source)).await, Vec::<String>::new());

    let mut pictures = [
        picture(1, [1.0, 0.0, 0.0], 0b1111_0000),
        picture(2, [0.0, 2.0, 0.0], 0b1100_0000),
        picture(3, [-1.0, 0.5, 3.5], 0b0000_1111),
    ];
    pictures[2].loose = Some(Vector::from(vec![f32::MIN_POSITIVE, -0.25]));
    assert_eq!(Picture::insert_many(pictures).execute(&db).await?, 3);
    let all = Picture::query().order_by(Picture::id).all(&db).await?;
    assert_eq!(all[2].embedding.as_slice(), [-1.0, 0.5, 3.5]);
    assert_eq!(all[2].loose.as_ref().map(Vector::as_slice), Some(&[f32::MIN_POSITIVE, -0.25][..]));
    assert_eq!((all[0].hash.to_bytes(), all[0].loose.as_ref()), (vec![0b1111_0000], None));

    let wanted = || Vector::from(vec![1.0, 1.0, 0.0]);
    let nearest = || Picture::query().order_by(Picture::embedding.l2_distance(wanted())).limit(2);
    assert_eq!(nearest().select(Picture::id).all(&db).await?, [1, 2]);
    let distances = Picture::query().filter(Picture::id.eq(2)).select((
        Picture::embedding.l2_distance(wanted()),
        Picture::embedding.l1_distance(wanted()),
        Picture::embedding.inner_product(wanted()),
        Picture::embedding.cosine_distance(wanted()),
        Picture::embedding.cosine_distance(Picture::embedding),
    ));
    let (l2, l1, inner, cosine, none) = distances.one(&db).await?;
    assert!((l2 - 2_f64.sqrt()).abs() < 1e-6 && (cosine - (1.0 - 0.5_f64.sqrt())).abs() < 1e-6);
    assert_eq!((l1, inner, none), (2.0, -2.0, 0.0));
    let by_bits = Picture::query()
        .order_by((Picture::hash.hamming_distance(BitVec::from_bytes(&[0b1100_0001])), Picture::id))
        .select((Picture::id, Picture::hash.jaccard_distance(BitVec::from_bytes(&[0b1100_0000]))));
    let by_bits = by_bits.all(&db).await?;
    assert_eq!(by_bits, [(2, 0.0), (1, 0.5), (3, 1.0)]);

    let prepared = prepare(|to: Param<Vector>| {
        Picture::query().order_by(Picture::embedding.l2_distance(to)).limit(1).select(Picture::id)
    });
    assert_eq!(prepared.bind(Vector::from(vec![-1.0, 0.0, 3.0])).one(&db).await?, 3);
    assert_eq!(Picture::query().filter(Picture::embedding.eq(wanted())).count(&db).await?, 0);
    let smallest = Picture::query().select((max(Picture::embedding), count_distinct(Picture::embedding)));
    assert_eq!(smallest.one(&db).await?.1, 3);

    db.transaction(async |tx| {
        sql("set local enable_seqscan = off").execute(tx).await?;
        let plan = nearest().explain(tx).await?;
        assert!(plan.mentions("pictures_nearest"), "{plan}");
        Ok::<_, Error>(())
    })
    .await
});

db_test!(copied_and_listed_vectors, [Postgres], async |db, url| {
    tables::create::<Postgres>(url, "tests/db/queries/vectors.rs").await;
    let pictures = (0..2_000_u16).map(|n| picture(n.into(), [f32::from(n), 0.0, 1.0], 0));
    assert_eq!(Picture::copy_many(pictures).execute(&db).await?, 2_000);
    let listed = [7.0, 9.0, 9.5].map(|first| Vector::from(vec![first, 0.0, 1.0]));
    let found =
        Picture::query().filter(Picture::embedding.in_(listed)).order_by(Picture::id).select(Picture::id);
    assert_eq!(found.all(&db).await?, [7, 9]);
    let patch = |first| PicturePatch {
        embedding: Some(Vector::from(vec![first, 1.0, 1.0])),
        ..PicturePatch::default()
    };
    assert_eq!(Picture::update_many(Picture::id, [(1, patch(5.5)), (2, patch(6.5))]).execute(&db).await?, 2);
    let changed = Picture::query().filter(Picture::id.eq(2)).select(Picture::embedding).one(&db).await?;
    assert_eq!(changed.as_slice(), [6.5, 1.0, 1.0]);
    Ok::<_, Error>(())
});
