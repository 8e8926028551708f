//! Starts the service: `cargo run -p orm-chat`, then open the address that it prints.
//!
//! `DATABASE_URL` says where the data is, by default in a SQLite file beside this package; `ADDRESS` where to listen.

use std::env;
use std::error::Error;
use std::path::Path;

use orm_chat::database::{self, FirstData};
use orm_chat::web::Client;
use tokio::net::TcpListener;

const DATABASE: &str = concat!("sqlite://", env!("CARGO_MANIFEST_DIR"), "/chat.db?mode=rwc");
const CLIENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/client/dist");
const ADDRESS: &str = "127.0.0.1:3000";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt().with_max_level(tracing::Level::INFO).init();
    let url = env::var("DATABASE_URL").unwrap_or_else(|_| DATABASE.to_owned());
    let address = env::var("ADDRESS").unwrap_or_else(|_| ADDRESS.to_owned());

    let service = database::open(&url, FirstData::Example, Client::read(Path::new(CLIENT))?).await?;
    let listener = TcpListener::bind(&address).await?;
    tracing::info!("listening on http://{}", listener.local_addr()?);
    let stop = async {
        // Without a signal handler there is only the hard way to stop.
        let _ = tokio::signal::ctrl_c().await;
    };
    axum::serve(listener, service).with_graceful_shutdown(stop).await?;
    Ok(())
}
