#!/usr/bin/env bash
# Installs what the suites on real servers and the browser suite need, on Debian or Ubuntu: PostgreSQL, Redis, Chromium, a Chinese font, and
# Elasticsearch as its makers publish it for integration tests on Maven Central.
# Run it once, as root: sudo bash scripts/install-services.sh
set -eu
here=$(dirname "$0")
. "$here/elasticsearch-home.sh"

missing=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v redis-server >/dev/null || missing+=(redis-server)
command -v chromium >/dev/null || missing+=(chromium)
fc-list :lang=zh 2>/dev/null | grep -q . || missing+=(fonts-noto-cjk fontconfig)
if [ ! -x "$ELASTICSEARCH_HOME/bin/elasticsearch" ]; then
  command -v mvn >/dev/null || missing+=(maven)
  command -v unzip >/dev/null || missing+=(unzip)
fi
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
echo "PostgreSQL, Redis, Chromium and Elasticsearch are here"
