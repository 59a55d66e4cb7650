# shellcheck shell=bash
# Sourced. Debian packages: which are missing, and how this user may install them.

missing_packages() { # NAME... -> those that are not installed, separated by spaces
  local name missing=()
  for name in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
  done
  echo "${missing[*]}"
}

may_install() { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }

apt_get() { # apt-get as root, asking nothing
  local root=()
  [ "$(id -u)" -eq 0 ] || root=(sudo -n)
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 "$@"
}

install_packages() { # NAME...
  apt_get update && apt_get install --no-install-recommends "$@"
}
