#!/usr/bin/env bash
# Serves this checkout on HOST:PORT: brings the database up to date, loads the demo county, starts gunicorn, the
# worker that makes long print runs and sends notices, and what does by itself what falls due.
set -euo pipefail
cd "$(dirname "$0")/../.."
. config/setup/environment.sh

# Asked first: better than to find out after the migrations.
if ! reason=$(.venv/bin/python - "$HOST" "$PORT" <<'EOP'
import errno, socket, sys

with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind((sys.argv[1], int(sys.argv[2])))
    except OSError as error:
        print("端口已被别的程序占用" if error.errno == errno.EADDRINUSE else error.strerror)
        sys.exit(1)
EOP
); then
  echo "不能在 $HOST:$PORT 上启动：$reason。请换一个端口，例如：make run PORT=$((PORT + 1))" >&2
  exit 1
fi

if [ "$HOST" != 127.0.0.1 ] && ! given ALLOWED_HOSTS; then
  # Seen from other machines it goes by the names and addresses of this one.
  ALLOWED_HOSTS=$(tr -s ' \n' ',' <<<"localhost 127.0.0.1 $HOST $(hostname) $(hostname -I)")
  export ALLOWED_HOSTS=${ALLOWED_HOSTS%,}
fi

manage() { .venv/bin/python manage.py "$@"; }
mkdir -p var
manage migrate --verbosity 0
# Hashing and compressing takes a while: only when a source is newer than what was made of it.
manifest=${STATIC_ROOT:-var/static}/staticfiles.json
if [ ! -s "$manifest" ] || [ -n "$(find replies/static config/settings.py .venv/.installed-* -newer "$manifest" -print -quit)" ]; then
  manage collectstatic --no-input --verbosity 0
fi
[ "$DEMO" = off ] || manage demo

echo
echo "请在浏览器中打开： http://$HOST:$PORT/"
echo "按 Ctrl-C 停止。"
# Long print runs are made beside the server, by a process that starts again if it falls over and ends with the
# server: $$ stays the number of this script when gunicorn takes its place below.
(
  trap '' INT
  running() { kill -0 "$1" 2>/dev/null; }
  while running $$; do
    .venv/bin/python manage.py db_worker --no-reload --verbosity 0 </dev/null &
    while running $$ && running $!; do sleep 1; done
    kill $! 2>/dev/null || true
    sleep 1
  done
) &
# What falls due is done beside it too, at the start and then every hour; var/run_due.log says what the last run did.
(
  trap '' INT
  while kill -0 $$ 2>/dev/null; do
    .venv/bin/python manage.py run_due </dev/null >var/run_due.log 2>&1 || true
    for _ in {1..3600}; do kill -0 $$ 2>/dev/null && sleep 1 || exit 0; done
  done
) &
exec .venv/bin/gunicorn --config config/gunicorn.py --bind "$HOST:$PORT" config.wsgi
