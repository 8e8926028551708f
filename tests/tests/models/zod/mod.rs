//! What clients are told: real zod, made from the JSON Schema that is exported and from that of the compiled models, says
//! what the server says, at the same places.

mod documents;
mod values;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use orm_core::models::{Model, NoContext};
use orm_migrate::ExportFormat;
use orm_migrate::source::{self, Request};
use orm_schema::Dialect;
use orm_tests::workspace::root;
use serde_json::{Value, json};

use crate::cases::{Of, columns, request};
use crate::described::compiled;
use crate::schema::{KindPatch, NewKind, NewKindBody, NewPart, NewPartBody, PartPatch};
use crate::wire::{NewRuled, NewShapes, Rename, RuledPatch, ShapesPatch, Short};

/// The exported schema of this test's tables.
pub(crate) fn exported() -> Value {
    let request = Request {
        root: Path::new(env!("CARGO_MANIFEST_DIR")),
        paths: &["tests/models/schema.rs", "tests/models/wire.rs"].map(PathBuf::from),
        dialect: Dialect::Postgres,
        features: &[],
        with_models: true,
    };
    let source = source::read(&request).unwrap_or_else(|diagnostics| panic!("{diagnostics:?}"));
    let text =
        ExportFormat::JsonSchema.text(&source, Dialect::Postgres).expect("a schema that can be exported");
    serde_json::from_str(&text).expect("a document")
}

/// The folder with zod in it, of exactly the version of its lock file.
fn installed() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = root().join("tests/zod");
        let status = Command::new("npm").args(["ci", "--silent"]).current_dir(&folder).status();
        let status = status.expect("`npm` can be run; `scripts/test` installs it");
        assert!(status.success(), "`npm ci` failed");
        folder
    })
}

/// What zod says to each case: the request as a browser sends it, and the places that are wrong.
fn zod(schema: &Value, cases: &[(&str, String)]) -> Vec<(String, Places)> {
    let mut child = Command::new("node")
        .arg("verdicts.mjs")
        .current_dir(installed())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`node` can be run; `scripts/test` installs it");
    let input = json!({ "schema": schema, "cases": cases });
    child.stdin.take().expect("a pipe").write_all(input.to_string().as_bytes()).expect("node reads");
    let output = child.wait_with_output().expect("node ends");
    assert!(output.status.success(), "node failed");
    serde_json::from_slice(&output.stdout).expect("verdicts")
}

/// The places where the server finds something wrong.
fn server(model: &str, json: &str) -> Places {
    fn places<M: Model<Context = NoContext>>(json: &str) -> Places {
        match M::parse(json.as_bytes()) {
            Ok(_) => BTreeSet::new(),
            Err(report) => report.issues().iter().map(|issue| issue.pointer().clone()).collect(),
        }
    }
    match model {
        "NewKind" => places::<NewKind>(json),
        "NewKindBody" => places::<NewKindBody>(json),
        "KindPatch" => places::<KindPatch>(json),
        "NewPart" => places::<NewPart>(json),
        "NewPartBody" => places::<NewPartBody>(json),
        "PartPatch" => places::<PartPatch>(json),
        "NewShapes" => places::<NewShapes>(json),
        "ShapesPatch" => places::<ShapesPatch>(json),
        "NewRuled" => places::<NewRuled>(json),
        "RuledPatch" => places::<RuledPatch>(json),
        "Short" => places::<Short>(json),
        "Rename" => places::<Rename>(json),
        other => panic!("no model `{other}`"),
    }
}

/// Both say the same to every case.
fn check(cases: &[(&str, String)]) {
    compare(cases, |_, server, zod| server == zod);
}

/// Both accept the same; where they do not, zod finds all that the server finds, whose serde ends at the first value of a
/// document that has the wrong type. The derive of schemars knows the places less well.
fn check_documents(cases: &[(&str, String)]) {
    compare(cases, |source, server, zod| {
        server.is_empty() == zod.is_empty() && (source == "compiled" || server.is_subset(zod))
    });
}

type Places = BTreeSet<String>;

fn compare(cases: &[(&str, String)], is_same: impl Fn(&str, &Places, &Places) -> bool) {
    let mut differences = Vec::new();
    for (source, schema) in [("exported", exported()), ("compiled", compiled())] {
        for ((model, _), (sent, zod)) in cases.iter().zip(zod(&schema, cases)) {
            // The derive of schemars takes rules for granted; the server checks those of documents where it is told to.
            if source == "compiled" && sent.contains("uncheckedLeaf") {
                continue;
            }
            let server = server(model, &sent);
            if !is_same(source, &server, &zod) {
                differences.push(format!("{source} {model} {sent}\n  server: {server:?}\n  zod:    {zod:?}"));
            }
        }
    }
    assert!(
        differences.is_empty(),
        "{} of {} differ:\n{}",
        differences.len(),
        2 * cases.len(),
        differences.join("\n")
    );
}

#[test]
fn zod_says_of_the_matrix_what_the_server_says() {
    let mut cases = Vec::new();
    for column in columns() {
        let models = match column.of {
            Of::Kinds => [("NewKind", false), ("NewKindBody", false), ("KindPatch", true)],
            Of::Parts => [("NewPart", false), ("NewPartBody", false), ("PartPatch", true)],
            // Their forms are known to the server alone.
            Of::Foreign => continue,
        };
        for (_, value) in column.cases() {
            for (model, is_patch) in models {
                cases.push((model, request(&column, value.clone(), is_patch).to_string()));
            }
        }
    }
    assert!(cases.len() > 300, "{} cases", cases.len());
    check(&cases);
}

/// A request for each value that a member of a model may have or not.
fn of_member<'m>(model: &'m str, member: &str, values: &[Value]) -> Vec<(&'m str, String)> {
    let base = if model == "NewShapes" { json!({ "id": 1 }) } else { json!({}) };
    let with = |value: &Value| {
        let mut request = base.clone();
        request[member] = value.clone();
        request.to_string()
    };
    values.iter().map(|value| (model, with(value))).collect()
}
