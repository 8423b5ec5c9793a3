#!/usr/bin/env bash
# Real PostgreSQL, Redis and Elasticsearch for the suites, in a folder of their own, on free loopback ports, stopped by the ids it started.
#   eval "$(bash scripts/services.sh start DIR)"   prints TEST_DATABASE_URL, TEST_REDIS_URL and TEST_ELASTICSEARCH_URL
#   bash scripts/services.sh stop DIR
# scripts/install-services.sh installs what it starts.
set -eu
action=${1:?start or stop}
dir=${2:?a folder for data and ids}
. "$(dirname "$0")/elasticsearch-home.sh"

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# PostgreSQL and Elasticsearch refuse to run as root.
as_other() {
  if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}

give_away() {
  if [ "$(id -u)" -eq 0 ]; then chown -R postgres "$@"; fi
}

start_postgres() {
  local bin port
  bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)")
  port=$(free_port)
  mkdir -p "$dir/postgres"
  give_away "$dir/postgres"
  as_other "$bin/initdb" -D "$dir/postgres/data" -U rostra --auth=trust -E UTF8 --locale=C >"$dir/initdb.log"
  as_other "$bin/pg_ctl" -D "$dir/postgres/data" -w -t 60 -l "$dir/postgres/log" \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$dir/postgres -c max_connections=200 -c fsync=off" start >/dev/null
  "$bin/createdb" -h 127.0.0.1 -p "$port" -U rostra rostra
  echo "TEST_DATABASE_URL=postgres://rostra@127.0.0.1:$port/rostra"
}

start_redis() {
  local port
  port=$(free_port)
  mkdir -p "$dir/redis"
  redis-server --port "$port" --bind 127.0.0.1 --dir "$dir/redis" --save '' --maxmemory-policy noeviction --daemonize no >"$dir/redis/log" 2>&1 &
  echo $! >"$dir/redis/pid"
  for _ in $(seq 100); do redis-cli -p "$port" ping >/dev/null 2>&1 && break; sleep 0.1; done
  echo "TEST_REDIS_URL=redis://127.0.0.1:$port"
}

start_elasticsearch() {
  local port transport place="$dir/elasticsearch"
  port=$(free_port)
  transport=$(free_port)
  mkdir -p "$place/tmp"
  cp -r "$ELASTICSEARCH_HOME/config" "$place/config"
  cat >"$place/config/elasticsearch.yml" <<YAML
discovery.type: single-node
network.host: 127.0.0.1
http.port: $port
transport.port: $transport
path.data: $place/data
path.logs: $place/logs
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
YAML
  give_away "$place"
  as_other env HOME="$place" ES_TMPDIR="$place/tmp" ES_PATH_CONF="$place/config" ES_JAVA_HOME="$(java_for_elasticsearch)" \
    ES_JAVA_OPTS='-Xms512m -Xmx512m' "$ELASTICSEARCH_HOME/bin/elasticsearch" >"$place/log" 2>&1 &
  echo $! >"$place/pid"
  for _ in $(seq 120); do curl -sf "127.0.0.1:$port/_cluster/health" >/dev/null && break; sleep 1; done
  echo "TEST_ELASTICSEARCH_URL=http://127.0.0.1:$port"
}

start() {
  mkdir -p "$dir"
  # the folders above it are the caller's: they have to let other users through
  if [ "$(id -u)" -eq 0 ]; then chmod 755 "$dir"; fi
  start_postgres
  start_redis
  start_elasticsearch
}

stop() {
  [ -f "$dir/redis/pid" ] && kill "$(cat "$dir/redis/pid")" 2>/dev/null
  [ -f "$dir/elasticsearch/pid" ] && kill "$(cat "$dir/elasticsearch/pid")" 2>/dev/null
  [ -f "$dir/postgres/data/postmaster.pid" ] && kill -INT "$(head -n 1 "$dir/postgres/data/postmaster.pid")" 2>/dev/null
  return 0
}

"$action"
