# What a query costs to compile as it reads more tables: the budget is a cost that grows with the tables, not with their square.

# joins_queries TABLES QUERIES: queries over a chain of so many tables.
joins_queries() {
    local number table
    echo 'use crate::schema::*;'
    echo 'use orm_core::prelude::*;'
    for ((number = 0; number < $2; number++)); do
        local joins="" selected="Table0::name,"
        for ((table = 1; table < $1; table++)); do
            joins+="        .join(Table$table::table, Table$table::parent_id.eq(Table$((table - 1))::id))"$'\n'
            selected+=" Table$table::title,"
        done
        cat <<RUST
pub fn query_$number(views: i64) -> String {
    Table0::query::<Sqlite>()
$joins        .filter(Table0::views.gt(views).and(Table$(($1 - 1))::is_active.eq(true)))
        .order_by(Table0::name.desc())
        .select(($selected))
        .sql(Sqlite)
        .text
}
RUST
    done
}

# joins_compile TABLES QUERIES: the seconds that a crate of eight tables and so many queries over TABLES of them takes.
joins_compile() {
    mkdir -p "$work/joins/src"
    cd "$work/joins"
    orm_manifest | sed 's/compile-bench-orm/compile-bench-joins/' >Cargo.toml
    orm_schema 8 >src/schema.rs
    joins_queries "$1" "$2" >src/queries.rs
    echo "#![allow(unused_imports)] pub mod schema; pub mod queries;" >src/lib.rs
    export CARGO_TARGET_DIR=$work/target-orm
    cargo check --quiet >&2 || {
        echo "error: the crate of joins does not compile" >&2
        return 1
    }
    best_of_runs
}

measure_joins() {
    local none all tables costs=()
    echo "tables in a query   milliseconds for each query"
    none=$(joins_compile 1 0)
    for tables in 2 4 8; do
        # On its own, so that a crate that does not compile ends the measurement.
        all=$(joins_compile "$tables" "$queries")
        costs+=("$(awk -v all="$all" -v none="$none" -v queries="$queries" \
            'BEGIN { printf "%.2f", (all - none) * 1000 / queries }')")
        printf '%8d            %6.2f\n' "$tables" "${costs[-1]}"
    done
    within "a query over eight tables" "${costs[2]}" 5 ms
    # From four to eight tables is twice the way from two to four; noise has half of that again.
    within "what a query over eight tables costs beyond linear" \
        "$(awk -v two="${costs[0]}" -v four="${costs[1]}" -v eight="${costs[2]}" \
            'BEGIN { printf "%.2f", (eight - four) - 3 * (four - two) }')" 0.5 ms
}
