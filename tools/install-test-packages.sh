#!/bin/sh
# Installs what the tests need from the system; everything else they need comes from requirements-dev.txt.
set -eu
cd "$(dirname "$0")/.."

# None so far: the PDF renderer, Postgres and the S3 server of the tests come as Python wheels.
packages=

# shellcheck disable=SC2086  # a list of words
exec tools/install-debian-packages.sh $packages
