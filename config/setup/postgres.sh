#!/usr/bin/env bash
# postgres.sh COMMAND...: runs COMMAND on a throw-away PostgreSQL server, named by DATABASE_URL and TEST_DATABASE_URL, which goes when
# COMMAND ends, however it ends. Without COMMAND it only says, by its exit code, whether there is a server to start.
set -euo pipefail

bin=$(find /usr/lib/postgresql -path '*/bin/initdb' -printf '%h\n' 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$bin" ] || exit 1
[ $# -gt 0 ] || exit 0

# Not in TMPDIR, which may be closed to the server's user.
home=$(mktemp -d -p /tmp)
as_owner=()
stop() {
  (cd "$home" && "${as_owner[@]}" "$bin/pg_ctl" -D data -m immediate stop >/dev/null 2>&1) || true
  rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "$password" >"$home/password"
if [ "$(id -u)" -eq 0 ]; then
  # PostgreSQL refuses to run as root.
  owner=$(id -un postgres 2>/dev/null || echo nobody)
  as_owner=(runuser -u "$owner" --)
  chown -R "$owner" "$home"
fi

# Nothing here is worth waiting for a disk: the data goes with the directory.
options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$home -c max_connections=300 \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
if ! (
  cd "$home"
  "${as_owner[@]}" "$bin/initdb" -D data -U banfu -A scram-sha-256 --pwfile=password -E UTF8 --no-locale >initdb.log 2>&1 &&
    "${as_owner[@]}" "$bin/pg_ctl" -D data -l server.log -w -o "$options" start >/dev/null
); then
  cat "$home"/*.log >&2
  exit 1
fi

export TEST_DATABASE_URL=postgres://banfu:$password@127.0.0.1:$port/postgres
export DATABASE_URL=$TEST_DATABASE_URL
"$@"
