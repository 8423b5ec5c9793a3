#!/usr/bin/env bash
# Installs what the suites on real servers and the browser suite need, on Debian or Ubuntu: PostgreSQL, Redis, Chromium, a Chinese font.
# Run it once, as root: sudo bash scripts/install-services.sh
set -eu
missing=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v redis-server >/dev/null || missing+=(redis-server)
command -v chromium >/dev/null || missing+=(chromium)
fc-list :lang=zh 2>/dev/null | grep -q . || missing+=(fonts-noto-cjk fontconfig)
if [ ${#missing[@]} -eq 0 ]; then
  echo "PostgreSQL, Redis and Chromium are here"
  exit 0
fi
echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
