# A schema in which every table has three relations, and all tables hang together in circles.

# connected_table NUMBER TABLES LENGTH: one table of ten columns and a query that loads its relations.
connected_table() {
    local number=$1 next=$((($1 + 1) % $2)) previous=$((($1 + $2 - 1) % $2)) other=$((($1 + 37) % $2))
    cat <<RUST
use chrono::{DateTime, Utc};
use orm_core::prelude::*;
use serde::Serialize;

use super::table_$next::Table$next;
use super::table_$other::Table$other;
use super::table_$previous::Table$previous;

#[derive(Table, Debug, Clone, Serialize)]
#[table(name = "table_$number", has_many(arrivals: Table$previous, via = Table$previous::next_id))]
pub struct Table$number {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = Table$next::id)]
    pub next_id: i32,
    #[column(references = Table$other::id)]
    pub other_id: Option<i32>,
    #[column(varchar = $3)]
    pub name: String,
    pub body: String,
    pub note: Option<String>,
    pub is_active: bool,
    pub score: f64,
    pub views: i64,
    #[column(default = now())]
    pub created_at: DateTime<Utc>,
}

pub async fn load(db: &Db<Sqlite>, views: i64) -> Result<usize, orm_core::Error> {
    let rows = Table$number::query()
        .filter(Table$number::views.gt(views))
        .with(Table$number::next())
        .with(Table$number::other())
        .with(Table$number::arrivals().order_by(Table$previous::name))
        .all(db)
        .await?;
    Ok(rows.iter().map(|row| row.arrivals().len()).sum())
}
RUST
}

# connected_crate TABLES: writes the crate into the current folder.
connected_crate() {
    local number
    mkdir -p src
    orm_manifest | sed 's/compile-bench-orm/compile-bench-connected/' >Cargo.toml
    for ((number = 0; number < $1; number++)); do
        connected_table "$number" "$1" 100 >"src/table_$number.rs"
        echo "pub mod table_$number;"
    done >src/lib.rs
}

# measured COMMAND..: its processor seconds and elapsed seconds.
measured() {
    local TIMEFORMAT='%U %S %R'
    { time "$@" 2>"$work/errors"; } 2>&1 | awk '{ printf "%.3f %.3f\n", $1 + $2, $3 }'
}

# The crate from nothing, its dependencies being compiled.
connected_check() {
    cargo clean --quiet --offline --package compile-bench-connected
    measured cargo check --quiet --offline
}

# With one column of one table changed.
connected_touch() {
    connected_table 50 "$1" "$((101 + RANDOM))" >src/table_50.rs
    measured cargo check --quiet --offline
}

# best LABEL LIMIT COMMAND..: the best of several runs, processor and elapsed time apart; the limit is of the elapsed seconds.
best() {
    local label=$1 limit=$2 run line elapsed
    shift 2
    line=$(for ((run = 0; run < runs; run++)); do "$@"; done | awk -v label="$label" '
        NR == 1 || $1 < processor { processor = $1 }
        NR == 1 || $2 < elapsed { elapsed = $2 }
        END { printf "%-24s %6.2f s   %6.2f s\n", label, processor, elapsed }')
    echo "$line"
    elapsed=${line% s}
    within "$label" "${elapsed##* }" "$limit" s
}

measure_connected() {
    mkdir -p "$work/connected"
    cd "$work/connected"
    connected_crate "$1"
    # What a developer has: incremental compilation.
    export CARGO_INCREMENTAL=1 CARGO_TARGET_DIR=$work/target-orm
    cargo check --quiet >&2 || {
        echo "error: the connected crate does not compile" >&2
        return 1
    }
    echo "$1 connected tables       processor   elapsed"
    best "check" 3 connected_check
    best "one table changed" 1 connected_touch "$1"
}
