//! Documents of every shape, and models that users write.

use serde_json::json;

use super::{check, check_documents, of_member};

#[test]
fn zod_reads_documents_of_every_shape() {
    let values = [
        (
            "shape",
            json!([{ "kind": "circle", "radius": 1 }, { "kind": "circle" }, { "kind": "square" }, { "kind": "nothing" }, null, {}, "circle"]),
        ),
        (
            "steps",
            json!([[], ["wait"], [{ "move": [1, 2] }], [{ "move": [1] }], [{ "say": "a" }, { "turn": { "degrees": 9 } }], ["say"], null]),
        ),
        (
            "setting",
            json!([{ "type": "Volume", "value": 3 }, { "type": "Volume", "value": 256 }, { "type": "Off" }, { "type": "On" }, null]),
        ),
        ("amount", json!([1, "a", true, -1, null])),
        (
            "leaf",
            json!([
                { "shortName": "a", "children": [] }, { "shortName": "", "children": [] }, { "shortName": "abcd", "children": [] },
                { "shortName": "a", "children": [{ "shortName": "b", "children": [] }] }, { "shortName": "a" }, null,
            ]),
        ),
        (
            "uncheckedLeaf",
            json!([{ "shortName": "abcd", "children": [] }, { "shortName": "a", "children": [{}] }, null]),
        ),
        (
            "options",
            json!([
                {}, { "size": 9 }, { "size": 10 }, { "size": null }, { "inner": { "items": [true, true] } },
                { "inner": { "items": [true, true, true] } }, { "depth": 3 }, { "other": 1 }, null,
            ]),
        ),
        ("tags", json!([{}, { "a": ["b"] }, { "a": "b" }, { "a": ["\0"] }, { "\0": [] }, []])),
        ("pair", json!([[1, "a"], [1, null], [1], [1, "a", 2], ["a", 1], {}])),
        ("triple", json!([[1, 2, 3], [1, 2], [1, 2, 3, 4], [1, 2, 256]])),
    ];
    let mut cases = Vec::new();
    for (member, values) in values {
        let values = values.as_array().expect("a list");
        cases.extend(of_member("NewShapes", member, values));
        cases.extend(of_member("ShapesPatch", member, values));
    }
    cases.push(("NewShapes", json!({ "id": 1, "other": 2 }).to_string()));
    cases.push(("ShapesPatch", json!({ "id": 1 }).to_string()));
    check_documents(&cases);
}

#[test]
fn zod_knows_the_models_that_users_write() {
    let bodies = [
        json!({ "name": "ab" }),
        json!({}),
        json!({ "name": "a" }),
        json!({ "name": "abcde" }),
        json!({ "name": null }),
        json!({ "name": "ab", "E-Mail": "ada@example.com" }),
        json!({ "name": "ab", "E-Mail": "ada" }),
        json!({ "name": "ab", "E-Mail": null }),
        json!({ "name": "ab", "email": "ada" }),
        json!({ "name": "ab", "times": 4 }),
        json!({ "name": "ab", "times": 3 }),
        json!({ "name": "ab", "long": null }),
        json!({ "name": "ab", "long": "a" }),
    ];
    let bodies = bodies.iter().flat_map(|body| ["Short", "Rename"].map(|model| (model, body.to_string())));
    check(&bodies.collect::<Vec<_>>());
}
