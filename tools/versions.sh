#!/bin/sh
# The tests on every Python that is here, with the newest dependencies and, on the oldest Python, with the oldest allowed ones.
# Arguments go to pytest: sh tools/versions.sh tests/agenda
uv=.venv/bin/uv
failed=""
for one in 3.11-oldest 3.11 3.12 3.13 3.14; do
  place=build/versions/$one
  if ! $uv venv -q --allow-existing --no-python-downloads -p "${one%-oldest}" "$place" 2>/dev/null; then
    echo "Python $one is not here: left out"
    continue
  fi
  resolution=highest
  [ "$one" = "${one%-oldest}" ] || resolution=lowest-direct
  echo "Python $one, $resolution:"
  $uv pip install -q -p "$place/bin/python" --resolution $resolution -e . --group dev || { failed="$failed $one"; continue; }
  "$place/bin/python" -m pytest -n auto --dist worksteal "$@" || failed="$failed $one"
done
[ -z "$failed" ] || { echo "Failed:$failed"; exit 1; }
