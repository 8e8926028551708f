//! The page of the browser client, built from its sources and used as a person uses it.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use orm_chat::database::FirstData;
use orm_chat::web::Client;
use orm_tests::db_test;
use orm_tests::workspace::root;

use crate::browser::Browser;
use crate::server::Server;

/// The folder with the built client. Built once per process, with exactly the packages of its lock file.
fn built() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = root().join("examples/chat/client");
        for arguments in [["ci", "--silent"].as_slice(), &["run", "build", "--silent"]] {
            let status = Command::new("npm").args(arguments).current_dir(&folder).status();
            let status = status.expect("`npm` can be run; `scripts/test` installs it");
            assert!(status.success(), "`npm {}` failed", arguments.join(" "));
        }
        folder.join("dist")
    })
}

db_test!(a_person_creates_a_project_and_talks, [Sqlite], async |_db, url| {
    let client = Client::read(built()).expect("the client is read");
    let server = Server::start(url, FirstData::Example, client).await;
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    browser.click("//a[.='Ada']").await;
    browser.wait_for("//td[.='Analytical engine']").await;

    // What is wrong is said next to the field that is meant, and only there.
    browser.fill("name", "").await;
    browser.fill("settings.historyLength", "1000").await;
    browser.click("//button[.='Create project']").await;
    browser.wait_for("//label[.//input[@name='name' and @aria-invalid='true']]/span[.='must have 1 to 120 characters']").await;
    browser.wait_for("//label[.//input[@name='settings.historyLength']]/span[contains(., '100')]").await;
    browser.wait_for("//label[.//input[@name='description' and not(@aria-invalid)]]/span[.='']").await;

    browser.fill("name", "Engine").await;
    browser.fill("settings.historyLength", "7").await;
    browser.click("//button[.='Create project']").await;
    browser.wait_for("//h1[.='Engine']").await;
    browser.click("//a[.='First thoughts']").await;
    browser.fill("text", "<b>What first?</b>").await;
    browser.click("//button[.='Say']").await;
    browser.wait_for("//ol/li[@class='user' and .='<b>What first?</b>']").await;

    browser.reload().await;
    browser.wait_for("//h1[.='First thoughts']").await;
    browser.wait_for("//ol[count(li) = 1]/li[.='<b>What first?</b>']").await;
    browser.click("//a[.='Project']").await;
    browser.click("//a[.='Projects']").await;
    browser.wait_for("//tr[td[1]='Engine' and td[2]='1' and td[3]='1']").await;
    browser.close().await;
});
