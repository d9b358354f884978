#!/bin/sh
# Makes what must differ in every office, once: passwords and the collector's settings. Run again, it
# changes nothing that is there.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets state/collector
# Containers read single files as users of their own; the folder keeps everybody else out.
chmod 700 secrets
secret() {
  if [ ! -s "secrets/$1" ]; then
    head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' > "secrets/$1"
    echo "made secrets/$1"
  fi
  chmod 644 "secrets/$1"
}
secret influx_admin
secret influx_grafana
secret grafana_admin
if [ ! -e state/collector/collector.yaml ]; then
  cat > state/collector/collector.yaml <<'YAML'
# The collector's own settings; docs/CONFIG.md has all of them.
influx:
  url: http://influxdb:8086
  flavour: influxdb-1
  database: mlinzi
  user: mlinzi
  secretFile: /run/secrets/influx_admin
YAML
  echo 'made state/collector/collector.yaml'
fi
# The collector runs as this user and writes nowhere else.
if [ "$(id -u)" = 0 ]; then chown -R 10001:10001 state; fi
