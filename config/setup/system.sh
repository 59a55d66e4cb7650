#!/usr/bin/env bash
# System packages: installs what is missing, or prints the one command an administrator must run.
set -euo pipefail
cd "$(dirname "$0")/../.."
. config/setup/apt.sh

packages=(
  python3-venv
  libpango-1.0-0 libpangoft2-1.0-0 # WeasyPrint sets the letters with Pango
  libharfbuzz-subset0              # without it a letter takes 30 times as long
  fontconfig
  fonts-noto-cjk                   # title, headings, page numbers; Serif Regular and Bold are in this package
  fonts-lxgw-wenkai                # rare characters in names
)

if ! command -v dpkg-query >/dev/null; then
  echo "提示：本机不是 Debian 系的系统，未检查系统软件包。请确认已装好与下列相当的软件包："
  echo "      ${packages[*]}"
  exit 0
fi

read -ra missing <<<"$(missing_packages "${packages[@]}")"
[ "${#missing[@]}" -gt 0 ] || exit 0

if ! may_install; then
  {
    echo "缺少系统软件包，需要管理员权限才能安装。请管理员执行下面这一条命令，然后再重试："
    echo
    echo "    sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends ${missing[*]}'"
    echo
  } >&2
  exit 1
fi

echo "正在安装系统软件包：${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! install_packages "${missing[@]}" >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  echo "系统软件包没有装成，原因见上。请检查网络或软件源后重试。" >&2
  exit 1
fi
