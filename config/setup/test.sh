#!/usr/bin/env bash
# Everything that can be checked on this machine. BANFU_REQUIRE_POSTGRES=1, _BROWSER=1 and _OFFICE=1 make the three optional parts compulsory:
# PostgreSQL, Chromium, and LibreOffice (opens the Word letters).
set -euo pipefail
cd "$(dirname "$0")/../.."

# Whatever the caller's environment or .env says, tests run on settings of their own.
export DEBUG=off SECRET_KEY=for-tests-only SECURE_COOKIES=off DATABASE_URL=sqlite:///var/test.sqlite3
export ALLOWED_HOSTS=localhost,127.0.0.1 CSRF_TRUSTED_ORIGINS='' PROXY_HTTPS_HEADER='' EMAIL_URL=''
export CHROMIUM=${CHROMIUM:-/usr/bin/chromium}
postgres_url=${TEST_DATABASE_URL:-}
unset TEST_DATABASE_URL

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export MEDIA_ROOT=$work/media STATIC_ROOT=$work/static
results=()

step() { printf '\n== %s\n' "$*"; }

without() { # PART REQUIRED-FLAG REASON: says that a part is left out, or stops where it is compulsory
  step "$1: skipped, $3"
  [ "${!2:-}" != 1 ] || { echo "$2=1 makes it compulsory." >&2; exit 1; }
  results+=("$1: skipped, $3")
}

run() { # NAME COMMAND...: one pytest call; its closing line is said again at the end
  local name=$1
  shift
  step "pytest, $name"
  "$@" | tee "$work/log"
  results+=("$name: $(tail -n 1 "$work/log")")
}

parallel=(.venv/bin/python -m pytest --color=auto -n auto --maxprocesses 8)
# What takes long has a stage of its own: rendered letters (only the real ones go through a database), the tables walked cell by cell, and
# histories with processes that are killed.
walks=(tests/actions/test_no_skipping.py tests/views/test_permissions.py tests/views/test_doors_once.py)
unit=("${parallel[@]}" tests --ignore tests/browser --ignore tests/letters --ignore tests/test_real_letters.py --ignore tests/histories
  --ignore tests/concurrency "${walks[@]/#/--ignore=}")
letters=("${parallel[@]}" tests/letters tests/test_real_letters.py)
histories=("${parallel[@]}" tests/histories tests/concurrency "${walks[@]}")
export BANFU_HISTORIES=${BANFU_HISTORIES:-800}

step 'ruff, mypy'
config/setup/lint.sh

step 'manage.py check'
.venv/bin/python manage.py check
.venv/bin/python manage.py makemigrations --check --dry-run
(
  # As an office would run it.
  key=$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))')
  export DEBUG=off SECURE_COOKIES=on SECRET_KEY=$key ALLOWED_HOSTS=banfu.example
  .venv/bin/python manage.py check --deploy --fail-level WARNING
  .venv/bin/python manage.py collectstatic --no-input --verbosity 0
)

run SQLite "${unit[@]}" -m 'not postgres'
run Letters "${letters[@]}"
run 'Histories on SQLite' "${histories[@]}" -m 'not postgres'

if [ -n "$postgres_url" ]; then
  on_postgres=(env DATABASE_URL="$postgres_url" TEST_DATABASE_URL="$postgres_url")
elif config/setup/postgres.sh; then
  on_postgres=(config/setup/postgres.sh)
else
  on_postgres=()
fi
if [ "${#on_postgres[@]}" -gt 0 ]; then
  run PostgreSQL "${on_postgres[@]}" "${unit[@]}"
  run 'Real letters on PostgreSQL' "${on_postgres[@]}" "${parallel[@]}" tests/test_real_letters.py
  # A history takes twice as long there: half as many, and others.
  run 'Histories on PostgreSQL' env BANFU_HISTORIES=$((BANFU_HISTORIES / 2)) BANFU_HISTORY=$((BANFU_HISTORIES + 1)) "${on_postgres[@]}" "${histories[@]}"
else
  without PostgreSQL BANFU_REQUIRE_POSTGRES 'neither TEST_DATABASE_URL nor a server below /usr/lib/postgresql'
fi

if [ ! -x "$CHROMIUM" ]; then
  without Browser BANFU_REQUIRE_BROWSER "no $CHROMIUM (CHROMIUM names another)"
elif ! .venv/bin/playwright --version >/dev/null 2>&1; then
  without Browser BANFU_REQUIRE_BROWSER 'playwright does not start (it needs the package libatomic1)'
else
  run Browser "${parallel[@]}" -n 0 tests/browser
fi

step 'All passed'
printf '%s\n' "${results[@]}"
