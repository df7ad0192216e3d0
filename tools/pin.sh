#!/bin/sh
# Writes constraints.txt: one version of everything, for every Python the project supports; npm's lock file beside it
# is written by npm itself, and only freed of addresses here.
# Versions that still fit stay as they are; `tools/pin.sh --upgrade` moves them all to the newest.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/uv pip compile packages/*/pyproject.toml requirements-dev.txt \
    --universal --python-version 3.11 --fork-strategy fewest \
    --no-header --no-annotate --quiet --output-file constraints.txt "$@"
.venv/bin/python tools/strip_funding.py
