#!/usr/bin/env bash
# python.sh LOCK: makes .venv if there is none that works, and installs LOCK into it when LOCK has changed.
set -euo pipefail
cd "$(dirname "$0")/../.."

lock=${1:?}
stamp=.venv/.installed-$lock

works() { "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null; }

if ! works .venv/bin/python; then
  python=
  for candidate in python3.11 python3.12 python3 /usr/bin/python3; do
    if works "$candidate"; then
      python=$candidate
      break
    fi
  done
  if [ -z "$python" ]; then
    echo "没有找到可用的 Python。需要 Python 3.11 或 3.12（含 venv 模块）。" >&2
    exit 1
  fi
  "$python" -m venv --clear .venv
fi

hash=$(sha256sum <"$lock")
[ "$hash" != "$(cat "$stamp" 2>/dev/null)" ] || exit 0

echo "正在安装 Python 依赖（$lock），第一次需要一两分钟…"
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock"; then
  echo "Python 依赖没有装成，原因见上。不能联网的机器请看 README.zh-CN.md 的《离线安装》一节。" >&2
  exit 1
fi
echo "$hash" >"$stamp"
