# Where the S3 server of the suites lives and which Go builds it. Sourced by the other scripts.
VERSITYGW_VERSION=1.8.0
VERSITYGW=${VERSITYGW:-/opt/rostra/versitygw-$VERSITYGW_VERSION}

# A Go that can fetch the newer one that versitygw asks for.
go_for_versitygw() {
  local go
  for go in "$(command -v go || true)" /usr/local/go/bin/go /usr/lib/go-1.*/bin/go; do
    [ -x "$go" ] || continue
    if [ "$("$go" env GOVERSION | sed -n 's/^go1\.\([0-9]*\).*/\1/p')" -ge 21 ] 2>/dev/null; then
      echo "$go"
      return
    fi
  done
  return 1
}
