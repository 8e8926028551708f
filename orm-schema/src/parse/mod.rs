//! The one reader of `#[derive(Table)]` source.
