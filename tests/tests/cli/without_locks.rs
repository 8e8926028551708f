//! A server of the MySQL family without named locks, as Vitess is one: MariaDB behind a proxy that refuses to take any.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use orm_tests::database::{self, Server};
use orm_tests::project::Project;
use orm_tests::raw;

/// The server at `address` without `GET_LOCK`, at the port that is returned.
fn without_locks(address: String) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let server = TcpStream::connect(&address).expect("the server can be reached");
            let (mut answers, mut back) = (clone(&server), clone(&client));
            thread::spawn(move || std::io::copy(&mut answers, &mut back));
            thread::spawn(move || forward(client, server));
        }
    });
    port
}

fn clone(stream: &TcpStream) -> TcpStream {
    stream.try_clone().expect("a handle of the socket")
}

/// Passes on what the client sends, but for statements about locks. <https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_packets.html>
fn forward(mut client: TcpStream, mut server: TcpStream) -> Option<()> {
    loop {
        let mut header = [0; 4];
        client.read_exact(&mut header).ok()?;
        let length = usize::from(header[0]) | usize::from(header[1]) << 8 | usize::from(header[2]) << 16;
        let mut payload = vec![0; length];
        client.read_exact(&mut payload).ok()?;
        // A command begins a conversation: a query as text, or one to prepare.
        let is_query = header[3] == 0 && matches!(payload.first(), Some(0x03 | 0x16));
        if is_query && String::from_utf8_lossy(&payload).contains("GET_LOCK(") {
            client.write_all(&refusal()).ok()?;
        } else {
            server.write_all(&header).and_then(|()| server.write_all(&payload)).ok()?;
        }
    }
}

/// The answer to a command: error 1305, a function that does not exist.
fn refusal() -> Vec<u8> {
    let payload = [b"\xff\x19\x05#42000".as_slice(), b"FUNCTION GET_LOCK does not exist"].concat();
    let length = u8::try_from(payload.len()).expect("a short message");
    [[length, 0, 0, 1].as_slice(), &payload].concat()
}

#[test]
fn a_server_without_named_locks_is_refused_before_anything_is_made() {
    database::run(Server::Mysql, async |url| {
        let (scheme, place) = url.rsplit_once('@').expect("the URL names a user");
        let (address, rest) = place.split_once('/').expect("the URL names a database");
        let database = rest.split('?').next().unwrap_or_default();
        let port = without_locks(address.to_owned());
        let behind = format!("{scheme}@127.0.0.1:{port}/{database}?ssl-mode=DISABLED");
        let project = Project::with_database(
            "mysql",
            &behind,
            "#[derive(Table)]\n#[table(name = \"notes\")]\npub struct Note { #[column(primary_key)] pub id: i32 }\n",
        );
        project.run(&["generate"]).exits_with(0);
        let run = project.run(&["migrate"]).exits_with(1);
        assert!(run.stderr.contains("GET_LOCK"), "{}", run.stderr);
        let tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = database()";
        assert_eq!(raw::number(Server::Mysql, &url, tables).await, 0, "{}", run.stderr);
    });
}
