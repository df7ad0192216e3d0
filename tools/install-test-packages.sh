#!/bin/sh
# Installs what the tests need from the system; everything else they need comes from requirements-dev.txt.
set -eu
cd "$(dirname "$0")/.."

packages=
# It makes PDFs of Word files, and Word files of the old kind for the tests; a copy that came otherwise will do.
if ! command -v soffice >/dev/null; then
    packages="$packages libreoffice-writer"
fi
# The language model's runtime links against it; the PDF renderer, Postgres and S3 server come whole as wheels.
if ! .venv/bin/python -c 'import ctypes; ctypes.CDLL("libgomp.so.1")' 2>/dev/null; then
    packages="$packages libgomp1"
fi
# The page is tested in it.
if ! command -v chromium >/dev/null && ! command -v google-chrome >/dev/null; then
    packages="$packages chromium"
fi
# Chinese pages are set with them, to be read by character recognition.
if [ -z "$(fc-list :lang=zh 2>/dev/null)" ]; then
    packages="$packages fontconfig fonts-noto-cjk"
fi

# shellcheck disable=SC2086  # a list of words
exec tools/install-debian-packages.sh $packages
