#!/usr/bin/env bash
# Real PostgreSQL and Redis for the suites, in a folder of their own, on free loopback ports, stopped by the ids it started.
#   eval "$(bash scripts/services.sh start DIR)"   prints TEST_DATABASE_URL and TEST_REDIS_URL
#   bash scripts/services.sh stop DIR
set -eu
action=${1:?start or stop}
dir=${2:?a folder for data and ids}

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}

start() {
  local bin pg_port redis_port
  bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)")
  mkdir -p "$dir/postgres" "$dir/redis"
  if [ "$(id -u)" -eq 0 ]; then
    # the folders above it are the caller's: they have to let other users through
    chmod 755 "$dir"
    chown postgres "$dir/postgres"
  fi
  pg_port=$(free_port)
  as_postgres "$bin/initdb" -D "$dir/postgres/data" -U rostra --auth=trust -E UTF8 --locale=C >"$dir/initdb.log"
  as_postgres "$bin/pg_ctl" -D "$dir/postgres/data" -w -t 60 -l "$dir/postgres/log" \
    -o "-c listen_addresses=127.0.0.1 -c port=$pg_port -c unix_socket_directories=$dir/postgres -c max_connections=200 -c fsync=off" start >/dev/null
  "$bin/createdb" -h 127.0.0.1 -p "$pg_port" -U rostra rostra
  redis_port=$(free_port)
  redis-server --port "$redis_port" --bind 127.0.0.1 --dir "$dir/redis" --save '' --maxmemory-policy noeviction --daemonize no >"$dir/redis/log" 2>&1 &
  echo $! >"$dir/redis/pid"
  for _ in $(seq 100); do redis-cli -p "$redis_port" ping >/dev/null 2>&1 && break; sleep 0.1; done
  echo "TEST_DATABASE_URL=postgres://rostra@127.0.0.1:$pg_port/rostra"
  echo "TEST_REDIS_URL=redis://127.0.0.1:$redis_port"
}

stop() {
  [ -f "$dir/redis/pid" ] && kill "$(cat "$dir/redis/pid")" 2>/dev/null
  [ -f "$dir/postgres/data/postmaster.pid" ] && kill -INT "$(head -n 1 "$dir/postgres/data/postmaster.pid")" 2>/dev/null
  return 0
}

"$action"
