//! What the service says when it is asked wrongly.

use hyper::Method;
use orm_tests::db_test;
use serde_json::json;

use crate::server::Server;

/// A problem without anything to point at.
fn bare(code: &str) -> (String, Vec<(String, String)>) {
    (code.to_owned(), Vec::new())
}

/// A problem at these places, each with its code.
fn at<const N: usize>(code: &str, issues: [(&str, &str); N]) -> (String, Vec<(String, String)>) {
    (code.to_owned(), issues.map(|(pointer, code)| (pointer.to_owned(), code.to_owned())).into())
}

db_test!(a_body_is_told_all_that_is_wrong_with_it, async |_db, url| {
    let server = Server::empty(url).await;
    let (user, project) = server.user_with_project().await;
    let path = format!("/api/users/{user}/projects");
    let body = json!({ "name": "", "settings": { "historyLength": 1000 } });
    assert_eq!(
        server.post(&path, &body).await.problem(422),
        at("validation_failed", [("#/name", "length"), ("#/settings/historyLength", "range")])
    );
    let body = json!({ "name": 7, "status": "lost" });
    assert_eq!(
        server.post(&path, &body).await.problem(422),
        at("validation_failed", [("#/name", "type"), ("#/status", "variant")])
    );
    let body = json!({ "status": null });
    assert_eq!(
        server.patch(&format!("/api/projects/{project}"), &body).await.problem(422),
        at("validation_failed", [("#/status", "type")])
    );
    let (code, _) = server.send(Method::POST, &path, Some("{".to_owned())).await.problem(400);
    assert_eq!(code, "malformed_request");
    let (code, _) = server.send(Method::POST, &path, None).await.problem(415);
    assert_eq!(code, "unsupported_media_type");
    let listed = server.get(&path).await.ok(200);
    assert_eq!(listed.as_array().map(Vec::len), Some(1), "nothing was created");
});

db_test!(a_check_of_the_database_is_told_like_a_rule, async |_db, url| {
    let server = Server::empty(url).await;
    let (user, _) = server.user_with_project().await;
    let answer = server.post(&format!("/api/users/{user}/projects"), &json!({ "name": "   " })).await;
    let (code, _) = answer.problem(422);
    assert_eq!(code, "check");
    assert!(!answer.text.contains("projects_name_not_blank"), "{answer:?}");
});

db_test!(a_query_is_told_what_is_wrong_with_it, async |_db, url| {
    let server = Server::empty(url).await;
    let answer = server.get("/api/chats/1/messages?limit=1000").await;
    assert_eq!(answer.problem(422).0, "validation_failed");
});

db_test!(what_exists_already_is_a_conflict, async |_db, url| {
    let server = Server::empty(url).await;
    let (_, project) = server.user_with_project().await;
    let again = json!({ "email": "ada@example.org", "name": "Another" });
    assert_eq!(server.post("/api/users", &again).await.problem(409), at("unique", [("#/email", "unique")]));
    let path = format!("/api/projects/{project}/files");
    let file = json!({ "path": "notes.txt", "size": 1 });
    server.post(&path, &file).await.ok(201);
    let (code, issues) = server.post(&path, &file).await.problem(409);
    assert_eq!(code, "unique");
    assert!(issues.contains(&("#/path".to_owned(), "unique".to_owned())), "{issues:?}");
});

db_test!(what_does_not_exist_is_not_found, async |_db, url| {
    let server = Server::empty(url).await;
    for path in [
        "/api/projects/9",
        "/api/chats/9",
        "/api/chats/9/messages",
        "/api/projects/x",
        "/api/nothing",
        "/nothing",
    ] {
        assert_eq!(server.get(path).await.problem(404), bare("not_found"), "{path}");
    }
    let posts = [
        ("/api/users/9/projects", json!({ "name": "Engine" })),
        ("/api/projects/9/chats", json!({ "title": "Chat" })),
        ("/api/projects/9/files", json!({ "path": "notes.txt", "size": 1 })),
        ("/api/chats/9/messages", json!({ "text": "hello" })),
    ];
    for (path, body) in posts {
        assert_eq!(server.post(path, &body).await.problem(404), bare("not_found"), "{path}");
    }
    assert_eq!(
        server.patch("/api/projects/9", &json!({ "name": "x" })).await.problem(404),
        bare("not_found")
    );
    assert_eq!(server.delete("/api/projects/9").await.problem(404), bare("not_found"));
    assert_eq!(server.delete("/api/users").await.problem(405), bare("method_not_allowed"));
});
