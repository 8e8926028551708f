//! What the service does when it is asked rightly.

use orm_tests::db_test;
use serde_json::{Value, json};

use crate::server::Server;

/// The member `name` of each element.
fn each(list: &Value, name: &str) -> Vec<Value> {
    list.as_array().expect("a list").iter().map(|element| element[name].clone()).collect()
}

db_test!(a_project_is_created_with_a_first_chat, async |_db, url| {
    let server = Server::empty(url).await;
    let user = server.post("/api/users", &json!({ "email": "ada@example.org", "name": "Ada" })).await.ok(201);
    let path = format!("/api/users/{}/projects", user["id"]);
    let body = json!({ "name": "Engine", "settings": { "historyLength": 7 } });
    let project = server.post(&path, &body).await.ok(201);
    assert_eq!(project["ownerId"], user["id"]);
    assert_eq!(project["status"], "active");
    assert_eq!(project["description"], Value::Null);
    assert_eq!(project["settings"], json!({ "model": "difference-1", "historyLength": 7 }));
    assert_eq!(each(&project["chats"], "title"), ["First thoughts"]);
    assert_eq!(project["files"], json!([]));
    assert_eq!(server.get(&format!("/api/projects/{}", project["id"])).await.ok(200), project);

    let listed = server.get(&path).await.ok(200);
    assert_eq!(each(&listed, "name"), ["Engine"]);
    assert_eq!(each(&server.get("/api/users").await.ok(200), "name"), ["Ada"]);
});

db_test!(a_project_has_its_chats_newest_first_and_its_files, async |_db, url| {
    let server = Server::empty(url).await;
    let (_, project) = server.user_with_project().await;
    for title in ["Second", "Third"] {
        server.post(&format!("/api/projects/{project}/chats"), &json!({ "title": title })).await.ok(201);
    }
    for (path, size) in [("notes.txt", 10), ("mill.svg", 1_i64 << 40)] {
        let file = json!({ "path": path, "size": size });
        let file = server.post(&format!("/api/projects/{project}/files"), &file).await.ok(201);
        assert_eq!(file["projectId"], project);
    }
    let page = server.get(&format!("/api/projects/{project}")).await.ok(200);
    assert_eq!(each(&page["chats"], "title"), ["Third", "Second", "First thoughts"]);
    assert_eq!(each(&page["files"], "path"), ["mill.svg", "notes.txt"]);
    assert_eq!(each(&page["files"], "size"), [1_i64 << 40, 10]);
});

db_test!(a_patch_changes_what_it_names, async |_db, url| {
    let server = Server::empty(url).await;
    let (_, project) = server.user_with_project().await;
    let path = format!("/api/projects/{project}");
    let changed = server.patch(&path, &json!({ "status": "archived", "description": "done" })).await.ok(200);
    let members = ["name", "status", "description"].map(|member| changed[member].clone());
    assert_eq!(members, ["Engine", "archived", "done"].map(Value::from));
    let emptied = server.patch(&path, &json!({ "description": null })).await.ok(200);
    assert_eq!((&emptied["status"], &emptied["description"]), (&json!("archived"), &Value::Null));
    assert_eq!(server.patch(&path, &json!({})).await.ok(200)["status"], "archived");
});

db_test!(a_removed_project_is_gone_with_all_in_it, async |_db, url| {
    let server = Server::empty(url).await;
    let (_, project) = server.user_with_project().await;
    let path = format!("/api/projects/{project}");
    let chat = server.get(&path).await.ok(200)["chats"][0]["id"].clone();
    server.post(&format!("/api/chats/{chat}/messages"), &json!({ "text": "hello" })).await.ok(201);
    assert_eq!(server.delete(&path).await.status, 204);
    assert_eq!(server.get(&path).await.status, 404);
    assert_eq!(server.get(&format!("/api/chats/{chat}")).await.status, 404);
});

db_test!(a_message_is_a_row_and_an_entry_of_the_history, async |_db, url| {
    let server = Server::empty(url).await;
    let (_, project) = server.user_with_project().await;
    let chat = server.get(&format!("/api/projects/{project}")).await.ok(200)["chats"][0]["id"].clone();
    let path = format!("/api/chats/{chat}/messages");
    server.post(&path, &json!({ "text": "\"What first?\" \u{1F914}" })).await.ok(201);
    let appended = server.post(&path, &json!({ "author": "assistant", "text": "Bernoulli" })).await.ok(201);
    assert_eq!(each(&appended["history"], "author"), ["user", "assistant"]);
    assert_eq!(each(&appended["history"], "text"), ["\"What first?\" \u{1F914}", "Bernoulli"]);
    assert_eq!(appended["messageCount"], 2);
    assert_eq!(server.get(&format!("/api/chats/{chat}")).await.ok(200), appended);

    let rows = server.get(&path).await.ok(200);
    assert_eq!(each(&rows, "text"), ["Bernoulli", "\"What first?\" \u{1F914}"]);
    let entries: Vec<Value> = each(&appended["history"], "messageId").into_iter().rev().collect();
    assert_eq!(each(&rows, "id"), entries);
    assert_eq!(each(&server.get(&format!("{path}?limit=1")).await.ok(200), "text"), ["Bernoulli"]);
});

db_test!(messages_appended_at_the_same_time_are_all_kept, async |_db, url| {
    let server = Server::empty(url).await;
    let (_, project) = server.user_with_project().await;
    let chat = server.get(&format!("/api/projects/{project}")).await.ok(200)["chats"][0]["id"].clone();
    let path = format!("/api/chats/{chat}/messages");
    let texts: Vec<String> = (0..8).map(|number| format!("message {number}")).collect();
    let bodies: Vec<Value> = texts.iter().map(|text| json!({ "text": text })).collect();
    let answers = futures_util::future::join_all(bodies.iter().map(|body| server.post(&path, body))).await;
    for answer in answers {
        answer.ok(201);
    }
    let chat = server.get(&format!("/api/chats/{chat}")).await.ok(200);
    let mut kept: Vec<String> = each(&chat["history"], "text")
        .into_iter()
        .map(|text| text.as_str().expect("a text").to_owned())
        .collect();
    kept.sort();
    assert_eq!(kept, texts);
    assert_eq!(chat["messageCount"], 8);
});

db_test!(activity_counts_each_chat_and_message_once, async |_db, url| {
    let server = Server::empty(url).await;
    let (user, busy) = server.user_with_project().await;
    let quiet = server.post(&format!("/api/users/{user}/projects"), &json!({ "name": "Quiet" })).await;
    let quiet = quiet.ok(201)["id"].clone();
    let second =
        server.post(&format!("/api/projects/{busy}/chats"), &json!({ "title": "Second" })).await.ok(201);
    let first = server.get(&format!("/api/projects/{busy}")).await.ok(200)["chats"][1]["id"].clone();
    let mut last = Value::Null;
    for chat in [&first, &first, &second["id"]] {
        let said =
            server.post(&format!("/api/chats/{chat}/messages"), &json!({ "text": "hello" })).await.ok(201);
        last = said["history"].as_array().and_then(|history| history.last()).expect("an entry")["createdAt"]
            .clone();
    }
    assert_eq!(
        server.get(&format!("/api/users/{user}/activity")).await.ok(200),
        json!([
            { "projectId": busy, "name": "Engine", "chats": 2, "messages": 3, "lastActivity": last },
            { "projectId": quiet, "name": "Quiet", "chats": 1, "messages": 0, "lastActivity": null },
        ])
    );
});

db_test!(a_new_database_can_begin_with_an_example, async |_db, url| {
    use orm_chat::database::FirstData;
    use orm_chat::web::Client;

    for _start in 0..2 {
        let server = Server::start(url, FirstData::Example, Client::default()).await;
        let users = server.get("/api/users").await.ok(200);
        assert_eq!(each(&users, "name"), ["Ada", "Charles"]);
        let activity = server.get(&format!("/api/users/{}/activity", users[0]["id"])).await.ok(200);
        assert_eq!((&activity[0]["chats"], &activity[0]["messages"]), (&json!(2), &json!(3)));
        let page = server.get("/").await;
        assert_eq!((page.status, page.content_type.as_str()), (200, "text/html; charset=utf-8"));
    }
});
