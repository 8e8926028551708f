# Private database servers for scripts/test, which sources this file. Data is thrown away afterwards, so nothing waits for
# the disk.

# The servers started here, and the signal that stops each.
server_pids=()
server_stop_signals=()

# Runs a command as root.
as_root() {
    if [[ $EUID == 0 ]]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else
        echo "error: not root and no sudo, cannot run: $*" >&2
        return 1
    fi
}

# The folder of the newest installed PostgreSQL's programs.
postgres_bin() {
    local newest
    newest=$(find /usr/lib/postgresql/*/bin -name initdb 2>/dev/null | sort -V | tail -n 1)
    if [[ -z $newest ]]; then newest=$(command -v initdb); fi
    [[ -n $newest ]] && dirname "$newest"
}

has_mariadb() {
    command -v mariadbd >/dev/null || [[ -x /usr/sbin/mariadbd ]]
}

# The client programs are wanted even with a server from elsewhere: tests compare schemas with `pg_dump`.
install_missing_packages() {
    local missing=()
    if ! postgres_bin >/dev/null || ! command -v pg_dump >/dev/null; then missing+=(postgresql); fi
    if [[ -z ${ORM_TEST_MYSQL_URL:-} ]] && ! has_mariadb; then missing+=(mariadb-server); fi
    # Migrations behind a pooler.
    if ! PATH=$PATH:/usr/sbin command -v pgbouncer >/dev/null; then missing+=(pgbouncer); fi
    # The page of examples/chat is built and used in a browser.
    if ! command -v npm >/dev/null; then missing+=(nodejs npm); fi
    if ! command -v chromedriver >/dev/null; then missing+=(chromium chromium-driver); fi
    # SQLite is compiled from source.
    if ! command -v cc >/dev/null; then missing+=(gcc libc6-dev); fi
    if [[ ${#missing[@]} == 0 ]]; then return; fi

    echo "installing: ${missing[*]}" >&2
    if ! command -v apt-get >/dev/null; then
        echo "error: no apt-get here, install these by hand: ${missing[*]}" >&2
        return 1
    fi
    without_service_starts install_packages "${missing[@]}"
}

install_packages() {
    as_root apt-get update -q >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@" >&2
}

# The packages start a server of their own when they are installed, unless a policy forbids it. It would stay behind.
without_service_starts() {
    local policy=/usr/sbin/policy-rc.d result
    if [[ -e $policy ]]; then
        "$@"
        return
    fi
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
    "$@"
    result=$?
    as_root rm -f "$policy"
    return "$result"
}

# Sets `server_user` to the user that a server may run as: root must not, so the package's user or nobody takes its place.
choose_user() {
    if [[ $EUID != 0 ]]; then
        server_user=()
        return
    fi
    local name
    for name in "$1" nobody; do
        if id "$name" >/dev/null 2>&1; then break; fi
    done
    server_user=(setpriv --reuid "$name" --regid "$(id -g "$name")" --clear-groups)
    chown "$name" "$2"
}

# A port that nobody listens on. It may be taken before we are: the callers try again.
free_port() {
    local port
    while true; do
        port=$((20000 + RANDOM % 12000))
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
}

# launch SIGNAL OUTPUT COMMAND..: starts a server in the background. SIGNAL stops it; the kernel sends it too, should this
# script be killed outright.
launch() {
    local signal=$1 output=$2
    shift 2
    "${server_user[@]}" setpriv --pdeathsig "$signal" "$@" </dev/null >"$output" 2>&1 &
    server_pids+=("$!")
    server_stop_signals+=("$signal")
}

# Waits until `"$@"` succeeds or the server launched last is gone.
wait_until_ready() {
    local pid=${server_pids[-1]} attempt
    for attempt in {1..600}; do
        if ! kill -0 "$pid" 2>/dev/null; then return 1; fi
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.1
    done
    return 1
}

# start_postgres FOLDER: sets ORM_TEST_POSTGRES_URL.
start_postgres() {
    local folder=$1 bin port attempt
    bin=$(postgres_bin) || return 1
    mkdir -p "$folder"
    choose_user postgres "$folder"
    "${server_user[@]}" "$bin/initdb" --pgdata "$folder/data" --username orm --auth trust --encoding UTF8 --locale C.UTF-8 \
        --no-sync >"$folder.log" 2>&1 || {
        cat "$folder.log" >&2
        return 1
    }
    for attempt in 1 2 3 4 5; do
        port=$(free_port)
        # SIGINT is the fast shutdown; SIGTERM would wait for the clients.
        launch INT "$folder.log" "$bin/postgres" -D "$folder/data" -k "$folder" -p "$port" -c listen_addresses=127.0.0.1 \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300
        if wait_until_ready "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" -U orm -d postgres; then
            ORM_TEST_POSTGRES_URL="postgres://orm@127.0.0.1:$port/postgres"
            return
        fi
    done
    cat "$folder.log" >&2
    return 1
}

# start_mariadb FOLDER: sets ORM_TEST_MYSQL_URL.
start_mariadb() {
    local folder=$1 server port attempt
    server=$(PATH=$PATH:/usr/sbin command -v mariadbd) || return 1
    mkdir -p "$folder"
    choose_user mysql "$folder"
    "${server_user[@]}" mariadb-install-db --no-defaults --datadir="$folder/data" --skip-test-db \
        --auth-root-authentication-method=normal --innodb-flush-method=nosync >"$folder.log" 2>&1 || {
        cat "$folder.log" >&2
        return 1
    }
    # An init file holds one statement a line.
    printf '%s\n' "CREATE USER IF NOT EXISTS orm@'%' IDENTIFIED BY 'orm';" "GRANT ALL ON *.* TO orm@'%' WITH GRANT OPTION;" >"$folder.sql"
    for attempt in 1 2 3 4 5; do
        port=$(free_port)
        launch TERM "$folder.log" "$server" --no-defaults --datadir="$folder/data" --socket="$folder/socket" --port="$port" \
            --pid-file="$folder/pid" --tmpdir="$folder" --init-file="$folder.sql" --bind-address=127.0.0.1 --skip-name-resolve \
            --character-set-server=utf8mb4 --innodb-flush-method=nosync --innodb-flush-log-at-trx-commit=0 --sync-binlog=0 \
            --innodb-buffer-pool-size=64M --max-connections=300
        if wait_until_ready mariadb-admin --no-defaults --host=127.0.0.1 --port="$port" --user=orm --password=orm ping; then
            ORM_TEST_MYSQL_URL="mysql://orm:orm@127.0.0.1:$port/mysql"
            return
        fi
    done
    cat "$folder.log" >&2
    return 1
}

# Stops exactly the servers that were launched here.
stop_servers() {
    local index pid attempt
    for index in "${!server_pids[@]}"; do
        kill -"${server_stop_signals[index]}" "${server_pids[index]}" 2>/dev/null
    done
    for pid in "${server_pids[@]}"; do
        for attempt in {1..100}; do
            if ! kill -0 "$pid" 2>/dev/null; then break; fi
            sleep 0.05
        done
        kill -KILL -- "-$pid" 2>/dev/null
        wait "$pid" 2>/dev/null
    done
    server_pids=()
    server_stop_signals=()
}
