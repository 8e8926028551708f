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

# connected_crates TABLES: writes the crates of both into folders beside each other.
connected_crates() {
    local number
    mkdir -p "$work/connected-orm/src" "$work/connected-sqlx/src"
    orm_manifest | sed 's/compile-bench-orm/compile-bench-connected/' >"$work/connected-orm/Cargo.toml"
    sqlx_manifest | sed 's/compile-bench-sqlx/compile-bench-connected/' >"$work/connected-sqlx/Cargo.toml"
    for ((number = 0; number < $1; number++)); do
        connected_table "$number" "$1" 100 >"$work/connected-orm/src/table_$number.rs"
        sqlx_table "$number" "$1" 100 >"$work/connected-sqlx/src/table_$number.rs"
        echo "pub mod table_$number;"
    done | tee "$work/connected-orm/src/lib.rs" >"$work/connected-sqlx/src/lib.rs"
}

# The crate of one of them, with its own dependencies, is what the next commands are about.
connected_enter() {
    cd "$work/connected-$1"
    export CARGO_TARGET_DIR=$work/target-$1
}

# measured COMMAND..: its processor seconds and elapsed seconds.
measured() {
    local TIMEFORMAT='%U %S %R'
    { time "$@" 2>"$work/errors"; } 2>&1 | awk '{ printf "%.3f %.3f\n", $1 + $2, $3 }'
}

# The crate from nothing, its dependencies being compiled.
connected_check() {
    connected_enter "$1"
    cargo clean --quiet --offline --package compile-bench-connected
    measured cargo check --quiet --offline
}

# With one column of one table changed.
connected_touch() {
    connected_enter "$1"
    case $1 in
    orm) connected_table 50 "$2" "$((101 + RANDOM))" ;;
    sqlx) sqlx_table 50 "$2" "$((101 + RANDOM))" ;;
    esac >src/table_50.rs
    measured cargo check --quiet --offline
}

# best LABEL LIMIT COMMAND..: the best of several runs of both, which take turns: processor time, elapsed time, and the ratio
# of the former. The limit is of the ratio.
best() {
    local label=$1 limit=$2 run name line ratio
    shift 2
    line=$(for ((run = 0; run < runs; run++)); do
        for name in orm sqlx; do echo "$name $("$1" "$name" "${@:2}")"; done
    done | awk -v label="$label" '
        !($1 in processor) || $2 < processor[$1] { processor[$1] = $2 }
        !($1 in elapsed) || $3 < elapsed[$1] { elapsed[$1] = $3 }
        END {
            printf "%-20s %6.2f s, %6.2f s   %6.2f s, %6.2f s   %5.2f\n", label,
                processor["orm"], elapsed["orm"], processor["sqlx"], elapsed["sqlx"], processor["orm"] / processor["sqlx"]
        }')
    echo "$line"
    ratio=${line##* }
    within "$label" "$ratio" "$limit" "times what sqlx takes"
}

measure_connected() {
    local name
    connected_crates "$1"
    # What a developer has: incremental compilation.
    export CARGO_INCREMENTAL=1
    for name in orm sqlx; do
        connected_enter "$name"
        cargo check --quiet >&2 || {
            echo "error: the connected crate for $name does not compile" >&2
            return 1
        }
    done
    echo "$1 connected tables   orm-core: processor, elapsed   sqlx   ratio"
    # sqlx alone took 1.5 s and 0.4 s where 3 s and 1 s were asked for.
    best "check" 2 connected_check
    best "one table changed" 2.5 connected_touch "$1"
}
