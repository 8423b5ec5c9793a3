# Where the Elasticsearch of the suites lives and which Java runs it. Sourced by the other scripts.
ELASTICSEARCH_VERSION=9.5.2
ELASTICSEARCH_HOME=${ELASTICSEARCH_HOME:-/opt/rostra/elasticsearch-$ELASTICSEARCH_VERSION}

# The home of a JDK that is new enough.
java_for_elasticsearch() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    [ -x "$home/bin/java" ] || continue
    if [ "$("$home/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)" -ge 21 ] 2>/dev/null; then
      echo "$home"
      return
    fi
  done
  return 1
}
