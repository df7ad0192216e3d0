#!/bin/sh
# Makes a virtual environment at $1 with the first Python from 3.11 on that is found; PYTHON=… names another.
set -eu
venv=$1
cd "$(dirname "$0")/.."

if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi

python=
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed and was not found; PYTHON=/path/to/python make … names one." >&2
    exit 1
fi

# Debian ships Python without the part that puts pip into a new environment.
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    tools/install-debian-packages.sh "python$version-venv"
fi
rm -rf "$venv"
"$python" -m venv "$venv"
