#!/usr/bin/env bash
# The Fandol faces (仿宋, 楷体, 黑体, 宋体), taken out of Debian's texlive-lang-chinese. TeX itself is not installed and no root is needed.
set -euo pipefail
cd "$(dirname "$0")/../.."
. config/setup/apt.sh

package=texlive-lang-chinese
faces=(FandolFang-Regular.otf FandolKai-Regular.otf FandolHei-Regular.otf FandolSong-Regular.otf)

have_faces() {
  local face
  for face in "${faces[@]}"; do [ -s "var/fonts/$face" ] || return 1; done
}

have_own_fonts() { # does the office bring its own (licensed) fonts?
  find user-fonts -iname '*.[ot]t[fc]' -print -quit | grep -q .
}

fetch() { # the package's file into $work, as whoever we are
  (cd "$work" && apt-get -q -o Acquire::Retries=3 -o APT::Sandbox::User=root download "$package" >>apt.log 2>&1)
}

# Whoever names other folders has seen to the fonts.
[ -z "${BANFU_FONT_DIRS:-}" ] || exit 0
have_faces && exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p var/fonts
echo "正在取得公文字体 Fandol（仿宋、楷体、黑体、宋体；下载约 49 MB，只取一次）…"

if command -v apt-get >/dev/null; then
  fetch || { may_install && apt_get update >>"$work/apt.log" 2>&1 && fetch; } || true
fi
for deb in "$work/$package"_*.deb; do
  [ -e "$deb" ] || continue
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$work" --wildcards --no-anchored --transform 's,.*/,,' 'Fandol*-Regular.otf'
  for face in "${faces[@]}"; do mv "$work/$face" "var/fonts/$face"; done
done
have_faces && exit 0

{
  tail -n 3 "$work/apt.log" 2>/dev/null || true
  echo
  echo "没有取到公文字体：软件源连不上，或本机的软件包目录是空的（管理员可先执行 sudo apt-get update）。"
  echo "也可以不联网，任选其一："
  echo "  1. 把 ${faces[*]} 四个文件放进 var/fonts/"
  echo "     （它们在 Debian 软件包 $package 里，用 dpkg -x 可以解出）；"
  echo "  2. 把本单位有授权的仿宋、楷体、黑体、小标宋字体文件放进 user-fonts/。"
} >&2
if have_own_fonts; then
  echo "已找到本单位自备的字体，继续。" >&2
  exit 0
fi
exit 1
