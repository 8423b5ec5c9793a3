#!/usr/bin/env bash
# Installs what the suites on real servers and the browser suite need, on Debian or Ubuntu: PostgreSQL, Redis, Chromium, a Chinese font, and
# Elasticsearch as its makers publish it for integration tests on Maven Central, and an S3 server (versitygw) built from the Go module proxy.
# Run it once, as root: sudo bash scripts/install-services.sh
set -eu
here=$(dirname "$0")
. "$here/elasticsearch-home.sh"
. "$here/versitygw-home.sh"

missing=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v redis-server >/dev/null || missing+=(redis-server)
command -v chromium >/dev/null || missing+=(chromium)
fc-list :lang=zh 2>/dev/null | grep -q . || missing+=(fonts-noto-cjk fontconfig)
if [ ! -x "$ELASTICSEARCH_HOME/bin/elasticsearch" ]; then
  command -v mvn >/dev/null || missing+=(maven)
  command -v unzip >/dev/null || missing+=(unzip)
fi
command -v curl >/dev/null || missing+=(curl)
command -v openssl >/dev/null || missing+=(openssl)
if [ ! -x "$VERSITYGW" ] && ! go_for_versitygw >/dev/null; then missing+=(golang-go); fi
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

if [ ! -x "$ELASTICSEARCH_HOME/bin/elasticsearch" ]; then
  echo "Installing Elasticsearch $ELASTICSEARCH_VERSION"
  unpacked=$(mktemp -d)
  mvn -q -B dependency:copy -DoutputDirectory="$unpacked" \
    -Dartifact="org.elasticsearch.distribution.integ-test-zip:elasticsearch:$ELASTICSEARCH_VERSION:zip"
  (cd "$unpacked" && unzip -q "elasticsearch-$ELASTICSEARCH_VERSION.zip")
  mkdir -p "$(dirname "$ELASTICSEARCH_HOME")"
  rm -rf "$ELASTICSEARCH_HOME"
  mv "$unpacked/elasticsearch-$ELASTICSEARCH_VERSION" "$ELASTICSEARCH_HOME"
  chmod -R a+rX "$ELASTICSEARCH_HOME"
  rm -rf "$unpacked"
fi
java_for_elasticsearch >/dev/null || { echo "Elasticsearch needs a JDK 21 or newer under /usr/lib/jvm, or JAVA_HOME set to one" >&2; exit 1; }

if [ ! -x "$VERSITYGW" ]; then
  echo "Installing versitygw $VERSITYGW_VERSION, which takes some minutes"
  go=$(go_for_versitygw) || { echo "versitygw is built by Go 1.21 or newer; install one, or set VERSITYGW to the program" >&2; exit 1; }
  building=$(mktemp -d)
  GOPATH="$building" GOBIN="$building/bin" GOCACHE="$building/cache" GOFLAGS='-modcacherw -trimpath -ldflags=-s' GOTOOLCHAIN=auto \
    "$go" install "github.com/versity/versitygw/cmd/versitygw@v$VERSITYGW_VERSION" 2>"$building/log" || { cat "$building/log" >&2; exit 1; }
  mkdir -p "$(dirname "$VERSITYGW")"
  mv "$building/bin/versitygw" "$VERSITYGW"
  rm -rf "$building"
fi
echo "PostgreSQL, Redis, Chromium, Elasticsearch and versitygw are here"
