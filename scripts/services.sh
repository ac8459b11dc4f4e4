#!/usr/bin/env bash
# A throw-away PostgreSQL and Redis on free ports, for the tests that need real ones.
#
#   export $(scripts/services.sh start)      starts both; prints SERVICES_DIR, TEST_DATABASE_URL, TEST_REDIS_URL
#   scripts/services.sh stop [SERVICES_DIR]  stops both and removes their folder
#   scripts/services.sh run COMMAND…         starts, runs the command with the variables set, stops
#
# Works as root (PostgreSQL refuses root, so it then runs as another user) and as an ordinary user. A
# service whose programs are neither there nor installable is left out, with a word on stderr.
set -euo pipefail

say() { echo "services: $*" >&2; }

is_root() { [ "$(id -u)" = 0 ]; }

# The user that PostgreSQL runs as; empty when that is ourselves.
postgres_user() {
  is_root || return 0
  local user
  for user in postgres nobody; do
    if id "$user" >/dev/null 2>&1; then echo "$user"; return; fi
  done
}

as_postgres() {
  local user
  user=$(postgres_user)
  if [ -z "$user" ]; then "$@"
  elif command -v runuser >/dev/null; then runuser -u "$user" -- "$@"
  else su -s /bin/sh "$user" -c "$(printf '%q ' "$@")"; fi
}

install_packages() {
  command -v apt-get >/dev/null || return 1
  local sudo=()
  if ! is_root; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    sudo=(sudo -n)
  fi
  say "installing $*"
  { "${sudo[@]}" apt-get update -q &&
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
      apt-get install -y -q --no-install-recommends "$@"; } >&2
}

# The folder with initdb and postgres: the newest that Debian has, else wherever the PATH says.
postgres_bin() {
  local newest
  newest=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
  if [ -n "$newest" ] && [ -x "$newest/initdb" ]; then echo "$newest"; return; fi
  command -v pg_config >/dev/null && [ -x "$(pg_config --bindir)/initdb" ] && pg_config --bindir && return
  command -v initdb >/dev/null && dirname "$(readlink -f "$(command -v initdb)")"
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 20000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

# Calls the command until it succeeds, for ten seconds.
wait_for() {
  local tries
  for tries in $(seq 100); do "$@" >/dev/null 2>&1 && return; sleep 0.1; done
  return 1
}

start_postgres() {
  local dir=$1 bin port attempt
  bin=$(postgres_bin || true)
  if [ -z "$bin" ]; then install_packages postgresql >&2 || true; bin=$(postgres_bin || true); fi
  if [ -z "$bin" ]; then say "no PostgreSQL on this machine: left out"; return 1; fi
  mkdir "$dir/postgres"
  if [ -n "$(postgres_user)" ]; then chmod 711 "$dir"; chown "$(postgres_user)" "$dir/postgres"; fi
  # From a folder that the other user may enter.
  (cd / && as_postgres "$bin/initdb" -D "$dir/postgres/data" -U backhaul --auth=trust -E UTF8 --locale=C -N) >"$dir/initdb.log" ||
    { cat "$dir/initdb.log" >&2; return 1; }
  for attempt in 1 2 3; do
    port=$(free_port)
    # Nothing here needs to survive the machine, so nothing waits for the disk.
    (cd / && as_postgres "$bin/pg_ctl" -D "$dir/postgres/data" -l "$dir/postgres/log" -w -t 30 -o \
      "-p $port -h 127.0.0.1 -k '' -c fsync=off -c full_page_writes=off -c max_connections=200 -c timezone=UTC" start) \
      >/dev/null && break
    if [ "$attempt" = 3 ]; then cat "$dir/postgres/log" >&2; return 1; fi
  done
  wait_for "$bin/pg_isready" -h 127.0.0.1 -p "$port"
  echo "TEST_DATABASE_URL=postgres://backhaul@127.0.0.1:$port/postgres"
}

start_redis() {
  local dir=$1 port attempt
  command -v redis-server >/dev/null || install_packages redis-server >&2 || true
  if ! command -v redis-server >/dev/null; then say "no Redis on this machine: left out"; return 1; fi
  mkdir "$dir/redis"
  for attempt in 1 2 3; do
    port=$(free_port)
    redis-server --port "$port" --bind 127.0.0.1 --dir "$dir/redis" --daemonize yes --save '' \
      --appendonly yes --appendfsync everysec --maxmemory-policy noeviction \
      --pidfile "$dir/redis/pid" --logfile "$dir/redis/log" >/dev/null
    if wait_for redis_answers "$port"; then echo "TEST_REDIS_URL=redis://127.0.0.1:$port/0"; return; fi
  done
  cat "$dir/redis/log" >&2
  return 1
}

redis_answers() { [ "$(redis-cli -p "$1" ping 2>/dev/null)" = PONG ]; }

start() {
  local dir
  dir=$(mktemp -d "${TMPDIR:-/tmp}/backhaul-services.XXXXXX")
  echo "SERVICES_DIR=$dir" | tee "$dir/env"
  { start_postgres "$dir" || true; start_redis "$dir" || true; } | tee -a "$dir/env"
}

stop() {
  local dir=$1 bin
  case $(basename "$dir") in backhaul-services.*) ;; *) say "not ours: $dir"; return 1 ;; esac
  [ -d "$dir" ] || return 0
  bin=$(postgres_bin || true)
  if [ -f "$dir/postgres/data/postmaster.pid" ]; then
    (cd / && as_postgres "$bin/pg_ctl" -D "$dir/postgres/data" -m immediate -w stop) >/dev/null || true
  fi
  if [ -f "$dir/redis/pid" ]; then kill -9 "$(cat "$dir/redis/pid")" 2>/dev/null || true; fi
  rm -rf "$dir"
}

run() {
  local variables status=0
  variables=$(start)
  # shellcheck disable=SC2046  # one variable a line, without spaces
  export $(echo "$variables")
  trap 'stop "$SERVICES_DIR"' EXIT
  "$@" || status=$?
  return "$status"
}

case ${1:-} in
  start) start ;;
  stop) stop "${2:-${SERVICES_DIR:?which folder?}}" ;;
  run) shift; run "$@" ;;
  *) sed -n '2,9p' "$0" >&2; exit 2 ;;
esac
