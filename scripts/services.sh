#!/usr/bin/env bash
# Real PostgreSQL, Redis, Elasticsearch and an S3 server for the suites, in a folder of their own, on free loopback ports, stopped by the ids it started.
#   eval "$(bash scripts/services.sh start DIR)"   prints TEST_DATABASE_URL, TEST_REDIS_URL, TEST_ELASTICSEARCH_URL and TEST_BLOBS_URL
#   bash scripts/services.sh stop DIR              gives them time to end
#   bash scripts/services.sh kill DIR redis        kill -9; without names, all of them
#   eval "$(bash scripts/services.sh start DIR redis)"   again, on the same port with what it has kept; Redis keeps nothing
# scripts/install-services.sh installs what it starts.
set -eu
action=${1:?start, stop or kill}
dir=${2:?a folder for data and ids}
shift 2
services=${*:-postgres redis elasticsearch s3}
. "$(dirname "$0")/elasticsearch-home.sh"
. "$(dirname "$0")/versitygw-home.sh"

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# The port of a service: a free one at its first start, the same ever after.
port_of() {
  mkdir -p "$dir/$1"
  [ -f "$dir/$1/port" ] || free_port >"$dir/$1/port"
  cat "$dir/$1/port"
}

# PostgreSQL and Elasticsearch refuse to run as root. Runs a command in the place of this shell.
become_other() {
  if [ "$(id -u)" -eq 0 ]; then exec setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else exec "$@"; fi
}

as_other() { (become_other "$@"); }

give_away() {
  if [ "$(id -u)" -eq 0 ]; then chown -R postgres "$@"; fi
}

start_postgres() {
  local bin port place="$dir/postgres"
  bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)")
  port=$(port_of postgres)
  give_away "$place"
  if [ ! -d "$place/data" ]; then
    as_other "$bin/initdb" -D "$place/data" -U rostra --auth=trust -E UTF8 --locale=C >"$place/initdb.log"
  fi
  as_other "$bin/pg_ctl" -D "$place/data" -w -t 60 -l "$place/log" \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$place -c max_connections=200 -c fsync=off" start >/dev/null
  "$bin/psql" -qAt -h 127.0.0.1 -p "$port" -U rostra postgres -c "select 1 from pg_database where datname = 'rostra'" | grep -q 1 ||
    "$bin/createdb" -h 127.0.0.1 -p "$port" -U rostra rostra
  head -n 1 "$place/data/postmaster.pid" >"$place/pid"
  echo "TEST_DATABASE_URL=postgres://rostra@127.0.0.1:$port/rostra"
}

start_redis() {
  local port place="$dir/redis"
  port=$(port_of redis)
  redis-server --port "$port" --bind 127.0.0.1 --dir "$place" --save '' --maxmemory-policy noeviction --daemonize no >>"$place/log" 2>&1 &
  echo $! >"$place/pid"
  for _ in $(seq 100); do redis-cli -p "$port" ping >/dev/null 2>&1 && break; sleep 0.1; done
  echo "TEST_REDIS_URL=redis://127.0.0.1:$port"
}

start_elasticsearch() {
  local port place="$dir/elasticsearch"
  port=$(port_of elasticsearch)
  if [ ! -d "$place/config" ]; then
    mkdir -p "$place/tmp"
    cp -r "$ELASTICSEARCH_HOME/config" "$place/config"
    cat >"$place/config/elasticsearch.yml" <<YAML
discovery.type: single-node
network.host: 127.0.0.1
http.port: $port
transport.port: $(free_port)
path.data: $place/data
path.logs: $place/logs
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
YAML
  fi
  give_away "$place"
  # in the place of a shell, so that the id is that of the launcher
  (become_other env HOME="$place" ES_TMPDIR="$place/tmp" ES_PATH_CONF="$place/config" ES_JAVA_HOME="$(java_for_elasticsearch)" \
    ES_JAVA_OPTS='-Xms512m -Xmx512m' "$ELASTICSEARCH_HOME/bin/elasticsearch" >>"$place/log" 2>&1) &
  echo $! >"$place/pid"
  for _ in $(seq 180); do curl -sf "127.0.0.1:$port/_cluster/health" >/dev/null && break; sleep 1; done
  curl -sf "127.0.0.1:$port/_cluster/health" >/dev/null || { tail -n 20 "$place/log" >&2; echo "Elasticsearch did not start" >&2; exit 1; }
  echo "TEST_ELASTICSEARCH_URL=http://127.0.0.1:$port"
}

# An S3 server over a folder whose folders are buckets. It checks signatures and checksums as the real one does. It ends at once where files
# cannot have extended attributes, and then keeps those beside the files.
start_s3() {
  local port place="$dir/s3" attributes
  port=$(port_of s3)
  mkdir -p "$place/buckets/rostra-test" "$place/attributes"
  for attributes in '' "--sidecar=$place/attributes"; do
    ROOT_ACCESS_KEY=rostra ROOT_SECRET_KEY=rostra-secret "$VERSITYGW" --quiet --keep-alive --health /health --port "127.0.0.1:$port" \
      posix ${attributes:+"$attributes"} "$place/buckets" >>"$place/log" 2>&1 &
    echo $! >"$place/pid"
    for _ in $(seq 100); do
      curl -sf "127.0.0.1:$port/health" >/dev/null && break 2
      kill -0 "$(cat "$place/pid")" 2>/dev/null || break
      sleep 0.1
    done
  done
  curl -sf "127.0.0.1:$port/health" >/dev/null || { tail -n 20 "$place/log" >&2; echo "The S3 server did not start" >&2; exit 1; }
  echo "TEST_BLOBS_URL=http://rostra:rostra-secret@127.0.0.1:$port/rostra-test"
}

start() {
  local service
  mkdir -p "$dir"
  # the folders above it are the caller's: they have to let other users through
  if [ "$(id -u)" -eq 0 ]; then chmod 755 "$dir"; fi
  for service in $services; do "start_$service"; done
}

# A launcher of Java has the server as its child: a signal that cannot be caught reaches the launcher alone, and the launcher may end first.
signal() { # service, signal
  local pid all one
  [ -f "$dir/$1/pid" ] || return 0
  pid=$(cat "$dir/$1/pid")
  all="$pid $(cat "/proc/$pid/task/$pid/children" 2>/dev/null || true)"
  if [ "$2" = KILL ]; then kill -KILL $all 2>/dev/null || true; else kill "-$2" "$pid" 2>/dev/null || true; fi
  for one in $all; do
    for _ in $(seq 300); do kill -0 "$one" 2>/dev/null || break; sleep 0.1; done
  done
}

stop() {
  local service
  for service in $services; do signal "$service" "$(if [ "$service" = postgres ]; then echo INT; else echo TERM; fi)"; done
}

kill_all() {
  local service
  for service in $services; do signal "$service" KILL; done
}

case $action in
  start) start ;;
  stop) stop ;;
  kill) kill_all ;;
  *) echo "services.sh: start, stop or kill, not $action" >&2; exit 64 ;;
esac
