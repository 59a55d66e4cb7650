#!/usr/bin/env bash
# Style, layout and types of the code.
set -euo pipefail
cd "$(dirname "$0")/../.."

export DEBUG=on # mypy asks Django, and Django wants its settings
.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy
