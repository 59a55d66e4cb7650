# shellcheck shell=bash
# Sourced from the top of the checkout. What `make run` and `make manage` add to the environment; what is set there or in .env stays.

given() { [ -n "${!1:-}" ] || grep -qsE "^(export +)?$1=" .env; }

if ! given SECRET_KEY; then
  if [ ! -s var/secret_key ]; then
    mkdir -p var
    (umask 077 && .venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))' >var/secret_key)
  fi
  SECRET_KEY=$(cat var/secret_key)
  export SECRET_KEY
fi

# Plain http on this machine: a browser would not send a cookie marked secure.
given SECURE_COOKIES || export SECURE_COOKIES=off
