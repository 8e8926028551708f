//! What is written of a schema: the words of each format.

use std::path::PathBuf;

use orm_schema::Dialect;

use super::Format;
use crate::source::{self, Request};

/// What is written of this source.
fn written(format: Format, text: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("schema.rs"), text).expect("written");
    let request = Request {
        root: folder.path(),
        paths: &[PathBuf::from("schema.rs")],
        dialect: Dialect::Postgres,
        features: &[],
        with_models: format.has_models(),
    };
    let source = source::read(&request).unwrap_or_else(|problems| panic!("{problems}"));
    format.text(&source, Dialect::Postgres).expect("a schema that can be written")
}

const SCHEMA: &str = r#"
/// Who writes.
#[derive(Table, Serialize)]
#[serde(rename_all = "camelCase")]
#[table(name = "users", has_many(posts: Post, via = Post::author_id))]
struct User {
    #[column(primary_key, auto_increment)]
    id: i32,
    #[column(varchar = 40, unique)]
    #[validate(length(min = 1), custom(function = is_free))]
    nick_name: String,
    #[column(secret)]
    #[serde(skip_serializing)]
    password: String,
    friend_id: Option<i32>,
}

#[derive(Table, Serialize)]
#[serde(rename_all = "camelCase")]
#[table(name = "posts")]
struct Post {
    #[column(primary_key, default_fn = Uuid::now_v7)]
    id: Uuid,
    #[column(references = User::id, server)]
    author_id: i32,
    #[column(references = User::id, on_delete = "set null")]
    editor_id: Option<i32>,
    #[column(default = State::Draft)]
    state: State,
    /// What it is worth.
    #[column(numeric(6, 2), check(range(min = 0)))]
    price: Decimal,
    meta: Option<Json<Meta>>,
    views: i64,
}

#[derive(ColumnType, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum State { Draft, Public }

#[derive(Serialize, Deserialize, Validate)]
struct Meta {
    #[serde(default)]
    tags: Vec<Option<String>>,
    elsewhere: other::Thing,
}
"#;

#[test]
fn types_have_the_names_of_requests_and_answers() {
    let text = written(Format::TypeScript, SCHEMA);
    for part in [
        "/** Who writes. */\nexport interface User {\n",
        "  nickName: string;\n",
        "  friendId: number | null;\n}\n",
        "export interface UserRelations {\n  posts: Post[];\n}\n",
        "  /**\n   * @minLength 1\n   * @maxLength 40\n   * Note: the server also checks custom(function = is_free).\n   */\n  nickName: string;\n",
        "  password: string;\n",
        "  friendId?: number | null;\n",
        "  price: string;\n",
        "  price: string | number;\n",
        "export type State = \"draft\" | \"public\";\n",
        "  editor: User | null;\n",
        "  tags: (string | null)[];\n",
        "  tags?: (string | null)[];\n",
        "  /** Note: the form of other::Thing is known to the server alone. */\n  elsewhere: unknown;\n",
        "  meta?: MetaInput | null;\n",
    ] {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
    let row =
        &text[text.find("interface User {").expect("a row")..text.find("UserRelations").expect("relations")];
    assert!(!row.contains("password"), "{row}");
    let body = &text[text.find("interface NewPostBody {").expect("a body")..];
    assert!(!body[..body.find('}').expect("an end")].contains("authorId"), "{body}");
}

#[test]
fn a_diagram_says_who_refers_to_whom() {
    let text = written(Format::Mermaid, SCHEMA);
    for part in [
        "    \"posts\" }o--o| \"users\" : \"editor_id\"\n",
        "    \"posts\" }o--|| \"users\" : \"author_id\"\n",
        "        integer id PK\n",
        "        varchar(40) nick_name UK\n",
        "        integer editor_id FK \"nullable\"\n",
        "        numeric(6_2) price\n",
    ] {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
}

#[test]
fn dbml_holds_enums_tables_and_references() {
    let text = written(Format::Dbml, SCHEMA);
    for part in [
        "Enum \"state\" {\n  \"Draft\"\n  \"Public\"\n}\n",
        "  \"id\" integer [pk, increment, not null]\n",
        "  \"nick_name\" varchar(40) [not null, unique]\n",
        "  \"state\" \"state\" [not null, default: 'Draft']\n",
        "  \"friend_id\" integer\n",
        "Ref: \"posts\".(\"editor_id\") > \"users\".(\"id\") [delete: set null]\n",
    ] {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
}

#[test]
fn the_statements_are_those_of_a_first_migration() {
    let text = written(Format::Sql, SCHEMA);
    assert!(
        text.starts_with("CREATE TYPE \"state\" AS ENUM ('Draft', 'Public');\n\nCREATE TABLE \"users\" (\n"),
        "{text}"
    );
    assert!(text.ends_with(";\n"), "{text}");
}

#[test]
fn a_document_that_holds_itself_ends() {
    let text = written(
        Format::TypeScript,
        "#[derive(Table)] struct T { #[column(primary_key)] id: i32, tree: Json<Node>, same: Json<A> }
         #[derive(Serialize, Deserialize)] struct Node { children: Vec<Node> }
         type A = B; type B = A;",
    );
    assert!(text.contains("export interface Node {\n  children: Node[];\n}\n"), "{text}");
    assert!(text.contains("  same: unknown;\n"), "{text}");
}

#[test]
fn documents_have_no_names_of_models_and_no_rules_that_are_not_asked_for() {
    let text = written(
        Format::JsonSchema,
        r#"
        #[derive(Table, Serialize)]
        #[table(name = "places")]
        struct Place {
            #[column(primary_key)]
            id: i32,
            #[column(default = json!({}))]
            #[validate(nested)]
            seen: Json<doc::Place>,
            unknown: Value,
        }

        mod doc {
            #[derive(Serialize, Deserialize, Validate)]
            struct Place {
                #[serde(flatten)]
                street: Street,
                #[validate(length(max = 7))]
                zip: String,
                any: JsonValue,
            }

            #[derive(Serialize, Deserialize, Validate)]
            struct Street {
                #[validate(length(max = 9))]
                line: String,
            }

            #[derive(Serialize, Deserialize)]
            struct JsonValue {
                one: bool,
            }
        }
        "#,
    );
    let schema: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let mut names: Vec<&String> = schema["$defs"].as_object().expect("definitions").keys().collect();
    names.sort();
    let expected = ["JsonValue", "JsonValue2", "NewPlace", "Place", "Place2", "PlaceInput", "PlacePatch"];
    assert_eq!(names, expected, "{text}");
    assert_eq!(schema["$defs"]["Place"]["properties"]["id"]["type"], "integer");
    let input = &schema["$defs"]["PlaceInput"]["properties"];
    let holds = |member: &str, limit: &str| input[member].to_string().contains(limit);
    assert!(
        holds("zip", "7") && !holds("line", "9"),
        "a flattened document is checked where it is `nested`: {text}"
    );
}

/// The definitions of a schema.
fn definitions(text: &str) -> serde_json::Value {
    let schema: serde_json::Value = serde_json::from_str(&written(Format::JsonSchema, text)).expect("JSON");
    schema["$defs"].clone()
}

#[test]
fn flattened_documents_keep_their_members_whatever_names_them() {
    let definitions = definitions(
        r#"
        #[derive(Table, Serialize)]
        #[table(name = "places")]
        struct Place { #[column(primary_key)] id: i32, at: Json<Address> }
        #[derive(Serialize, Deserialize)]
        struct Address {
            #[serde(flatten)] street: Alias,
            #[serde(flatten)] town: Wrapped,
            #[serde(flatten)] kind: Kind,
            #[serde(flatten)] more: HashMap<String, Value>,
        }
        type Alias = Street;
        #[derive(Serialize, Deserialize)] struct Street { line: String }
        #[derive(Serialize, Deserialize)] struct Wrapped(Town);
        #[derive(Serialize, Deserialize)] struct Town { zip: String }
        #[derive(Serialize, Deserialize)] #[serde(tag = "kind")] enum Kind { Home, Work { firm: String } }
        "#,
    );
    let parts = definitions["Address"]["allOf"].as_array().expect("the enum stands beside the members");
    let members: Vec<&String> = parts[0]["properties"].as_object().expect("members").keys().collect();
    assert_eq!(members, ["line", "zip"]);
    assert_eq!(parts[1]["$ref"], "#/$defs/Kind");
    assert_eq!(parts.len(), 2);
}

#[test]
fn tags_stand_among_the_members_of_what_variants_wrap() {
    let definitions = definitions(
        r#"
        #[derive(Table, Serialize)]
        #[table(name = "events")]
        struct Event { #[column(primary_key)] id: i32, what: Json<What>, how: Json<How> }
        #[derive(Serialize, Deserialize)]
        #[serde(tag = "type")]
        enum What { Said(Said), Left }
        #[derive(Serialize, Deserialize)] #[serde(deny_unknown_fields)] struct Said { text: String }
        #[derive(Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        enum How { Loud { level: u8 }, Twice(u8) }
        "#,
    );
    let said = &definitions["What"]["anyOf"][0];
    assert_eq!(said["properties"]["type"]["enum"][0], "Said");
    assert_eq!(said["properties"]["text"]["type"], "string");
    assert_eq!(said["additionalProperties"], false);
    let loud = &definitions["How"]["anyOf"][0];
    assert_eq!(loud["additionalProperties"], false, "a variant is one key");
    assert_eq!(loud["properties"]["Loud"]["additionalProperties"], false, "the enum denies others");
}

#[test]
fn tables_of_one_name_in_two_modules_have_two_definitions() {
    let text = "
        mod shop { #[derive(Table, Serialize)] #[table(name = \"shop_items\")]
            struct Item { #[column(primary_key)] id: i32, price: i32 } }
        mod game { #[derive(Table, Serialize)] #[table(name = \"game_items\")]
            struct Item { #[column(primary_key)] id: i32, power: i32 } }
    ";
    let definitions = definitions(text);
    assert!(definitions["Item"]["properties"]["price"].is_object(), "{definitions}");
    assert!(definitions["Item2"]["properties"]["power"].is_object(), "{definitions}");
    assert!(definitions["NewItem2"]["properties"]["power"].is_object(), "{definitions}");
    assert!(definitions["ItemPatch2"]["properties"]["power"].is_object(), "{definitions}");
}

#[test]
fn models_of_one_name_have_definitions_of_their_own() {
    let text = "
        #[derive(Table, Serialize)] #[table(name = \"items\")] struct Item { #[column(primary_key)] id: i32, price: i32, power: i32 }
        mod shop { #[derive(Insert)] #[model(super::Item)] struct Short { id: i32, price: i32 } }
        mod game { #[derive(Insert)] #[model(super::Item)] struct Short { id: i32, power: i32 } }
        mod more { #[derive(Patch)] #[model(super::Item)] struct ItemPatch { power: Option<i32> } }
    ";
    let definitions = definitions(text);
    assert!(definitions["Short"]["properties"]["price"].is_object(), "{definitions}");
    assert!(definitions["Short2"]["properties"]["power"].is_object(), "{definitions}");
    assert!(definitions["ItemPatch"]["properties"]["price"].is_object(), "{definitions}");
    assert_eq!(definitions["ItemPatch2"]["properties"].as_object().map(serde_json::Map::len), Some(1));
}

#[test]
fn rows_of_views_are_answers_too() {
    let definitions = definitions(
        "#[derive(View, Serialize)] #[serde(rename_all = \"camelCase\")]
        #[view(query = \"select owner_id, count(*) as chats from chats group by owner_id\")]
        struct ChatCount { owner_id: Option<i32>, chats: i64 }",
    );
    let properties = &definitions["ChatCount"]["properties"];
    assert_eq!(properties["ownerId"]["type"], serde_json::json!(["integer", "null"]), "{definitions}");
    assert!(properties["chats"].is_object(), "{definitions}");
}

#[test]
fn types_whose_form_depends_on_features_are_unknown() {
    let definitions = definitions(
        "#[derive(Table, Serialize)] #[table(name = \"t\")] struct T {
            #[column(primary_key)] id: i32, at: OffsetDateTime, then: PrimitiveDateTime, day: time::Date, civil: jiff::civil::Date
        }",
    );
    let properties = &definitions["T"]["properties"];
    for name in ["at", "then", "day"] {
        assert!(
            properties[name]["type"].is_null() && properties[name]["$comment"].is_string(),
            "{properties}"
        );
    }
    assert_eq!(properties["civil"]["format"], "date");
}

#[test]
fn no_double_is_divided_by_a_fraction() {
    let price = definitions(SCHEMA)["PostPatch"]["properties"]["price"].clone();
    assert_eq!(price["anyOf"][1]["exclusiveMaximum"], 10_000.0);
    assert!(!price.to_string().contains("multipleOf"), "{price}");
}
