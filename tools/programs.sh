#!/bin/sh
# Chromium, LibreOffice, PostgreSQL, Redis and nginx for the tests: installs what is missing for root on a Debian family machine.
has() { command -v "$1" >/dev/null 2>&1; }
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; }

missing=""
has chromium-headless-shell || has chromium || has chromium-browser || has google-chrome || missing="$missing chromium-headless-shell"
has soffice || missing="$missing libreoffice-writer libreoffice-calc fonts-liberation fonts-crosextra-carlito"
has pdftoppm || missing="$missing poppler-utils"
{ ls /usr/lib/postgresql/*/bin/initdb || has initdb; } >/dev/null 2>&1 || missing="$missing postgresql"
has redis-server || missing="$missing redis-server"
# Without it one test is left out, and nothing else: no other package waits for it.
if ! has nginx && [ ! -x /usr/sbin/nginx ] && [ "$(id -u)" = 0 ] && has apt-get; then
  { apt-get update -qq && install nginx-light; } >/dev/null 2>&1 || echo "nginx could not be installed; its test is left out."
fi
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && has apt-get; then
  echo "Installing for the tests:$missing"
  log=$(mktemp)
  # Where Chromium's shell is no package of its own, the whole browser does as well.
  { apt-get update -qq && { install $missing || install $(echo "$missing" | sed s/chromium-headless-shell/chromium/); }; } >"$log" 2>&1 \
    || { echo "That did not work; some tests will be left out:"; tail -n 3 "$log"; }
  rm -f "$log"
fi
exit 0
