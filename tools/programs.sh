#!/bin/sh
# Chromium, LibreOffice and PostgreSQL for the tests: installs what is missing for root on a Debian family machine.
missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer libreoffice-calc fonts-liberation fonts-crosextra-carlito"
command -v pdftoppm >/dev/null 2>&1 || missing="$missing poppler-utils"
{ ls /usr/lib/postgresql/*/bin/initdb || command -v initdb; } >/dev/null 2>&1 || missing="$missing postgresql"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the tests:$missing"
  log=$(mktemp)
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1 || { echo "That did not work; some tests will be left out:"; tail -n 3 "$log"; }
  rm -f "$log"
fi
exit 0
