# What a program of 100 tables is larger than one that calls sqlx alone.

size_profile='
[profile.release]
strip = true
lto = true
codegen-units = 1'

# binary NAME: builds the crate in the current folder and prints the bytes of its program.
binary() {
    export CARGO_TARGET_DIR=$work/target-size
    cargo build --quiet --release >&2 || {
        echo "error: the program $1 does not compile" >&2
        return 1
    }
    stat --format %s "$CARGO_TARGET_DIR/release/$1"
}

bare_program() {
    mkdir -p "$work/size-bare/src"
    cd "$work/size-bare"
    cat >Cargo.toml <<TOML
[package]
name = "size-bare"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
sqlx = { version = "0.9.0", default-features = false, features = ["runtime-tokio", "sqlite"] }
tokio = { version = "1", features = ["rt", "macros"] }
$size_profile
TOML
    cat >src/main.rs <<'RUST'
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), sqlx::Error> {
    let pool = sqlx::SqlitePool::connect("sqlite://:memory:").await?;
    let (one,): (i64,) = sqlx::query_as("select 1").fetch_one(&pool).await?;
    println!("{one}");
    Ok(())
}
RUST
    binary size-bare
}

# orm_program TABLES: a program that reads each of so many tables.
orm_program() {
    local number
    mkdir -p "$work/size-orm/src"
    cd "$work/size-orm"
    orm_manifest | sed 's/compile-bench-orm/size-orm/' >Cargo.toml
    echo "tokio = { version = \"1\", features = [\"rt\", \"macros\"] }$size_profile" >>Cargo.toml
    orm_schema "$1" >src/schema.rs
    {
        echo 'mod schema;'
        echo 'use orm_core::prelude::*;'
        echo '#[tokio::main(flavor = "current_thread")]'
        echo 'async fn main() -> Result<(), orm_core::Error> {'
        echo '    let db: Db<Sqlite> = Db::connect("sqlite://:memory:").await?;'
        echo '    let mut rows = 0;'
        for ((number = 0; number < $1; number++)); do
            echo "    rows += schema::Table$number::query().all(&db).await?.len();"
        done
        echo '    println!("{rows}");'
        echo '    Ok(())'
        echo '}'
    } >src/main.rs
    binary size-orm
}

measure_size() {
    local bare orm
    bare=$(bare_program)
    orm=$(orm_program 100)
    echo "program                   bytes"
    printf 'sqlx alone           %10d\norm, 100 tables      %10d\n' "$bare" "$orm"
    within "what 100 tables add to a program" "$(((orm - bare) / 1000))" 400 KB
}
