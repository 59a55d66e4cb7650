#!/usr/bin/env bash
# letters.sh CONTENT.json...: sets each letter as var/letters/NAME.pdf, and its pages as PNG where pdftoppm is there to draw them.
set -euo pipefail
cd "$(dirname "$0")/../.."

mkdir -p var/letters
for content in "$@"; do
  name=$(basename "$content" .json)
  .venv/bin/python manage.py render_letter "$content" -o "var/letters/$name.pdf"
  if command -v pdftoppm >/dev/null; then
    rm -f "var/letters/$name"-*.png
    pdftoppm -r 100 -png "var/letters/$name.pdf" "var/letters/$name"
  fi
  echo "var/letters/$name.pdf"
done
[ $# -gt 0 ] || echo "没有找到样例：tests/letters/samples/*.json"
