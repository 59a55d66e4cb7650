#!/usr/bin/env bash
# A picture of each main page of the demo county, on an office screen and on a phone, in var/pictures/. Uses a database of its own.
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
export DEBUG=on SECURE_COOKIES=off DATABASE_URL=sqlite:///$work/demo.sqlite3 MEDIA_ROOT=$work/media
export CHROMIUM=${CHROMIUM:-/usr/bin/chromium} ADDRESS=127.0.0.1:${PORT:-8000}
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

.venv/bin/python manage.py migrate --verbosity 0
.venv/bin/python manage.py demo
.venv/bin/python manage.py runserver --noreload "$ADDRESS" >"$work/log" 2>&1 &
server=$!
for _ in $(seq 60); do
  curl --silent --fail --output /dev/null "http://$ADDRESS/healthz" && break
  kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
  sleep 0.5
done
.venv/bin/python -m config.setup.pictures "http://$ADDRESS" var/pictures
