//! Every attribute of a view.

use orm_schema::SqlType;
use orm_schema::model::{CheckOption, IndexDef, IndexPart, ObjectName, ViewColumnDef, ViewDef, ViewOptions};

use super::{ALL, Mutation, NONE, POSTGRES, WITH_NAMED_KEYS};

pub(super) fn declared() -> Vec<ViewDef> {
    let all =
        ViewDef { name: ObjectName::new("everybody"), query: "select id from users".to_owned(), ..grown() };
    vec![grown(), all]
}

fn grown() -> ViewDef {
    let id = ViewColumnDef { name: "id".to_owned(), ty: SqlType::Int, is_nullable: false };
    ViewDef {
        name: ObjectName::new("grown"),
        columns: vec![id],
        query: "select id from users where age > 17".to_owned(),
        ..ViewDef::default()
    }
}

pub(super) fn all() -> Vec<Mutation> {
    let ViewDef {
        name: _,
        columns,
        query: _,
        depends_on: _,
        is_materialized: _,
        indexes: _,
        comment: _,
        options: ViewOptions { security_invoker: _, security_barrier: _, check_option: _, with_no_data: _ },
        renamed_from: _,
    } = grown();
    for ViewColumnDef { name: _, ty: _, is_nullable: _ } in columns {}
    vec![
        ("view.name", ALL, |schema| schema.views[0].name.name = "adults".to_owned()),
        ("view.query", ALL, |schema| schema.views[0].query += " and id > 1"),
        ("view.materialized", ALL, |schema| schema.views[0].is_materialized = true),
        ("view.indexes", ALL, |schema| {
            let parts = vec![IndexPart::column("id")];
            let index = IndexDef { name: "grown_id_idx".to_owned(), parts, ..IndexDef::default() };
            schema.views[0].indexes.push(index);
        }),
        ("view.comment", POSTGRES, |schema| schema.views[0].comment = Some("who".to_owned())),
        ("view.invoker", WITH_NAMED_KEYS, |schema| schema.views[0].options.security_invoker = true),
        ("view.barrier", POSTGRES, |schema| schema.views[0].options.security_barrier = true),
        ("view.check", WITH_NAMED_KEYS, |schema| {
            schema.views[0].options.check_option = Some(CheckOption::Local);
        }),
        // What follows from the query, how it is made, and what is asked of the differ.
        ("view.columns", NONE, |schema| schema.views[0].columns[0].ty = SqlType::BigInt),
        ("view.depends_on", NONE, |schema| schema.views[0].depends_on.push(ObjectName::new("makers"))),
        ("view.no_data", NONE, |schema| schema.views[0].options.with_no_data = true),
        ("view.renamed_from", NONE, |schema| schema.views[0].renamed_from = Some(ObjectName::new("old"))),
    ]
}
