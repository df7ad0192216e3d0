#!/bin/sh
# Starts the service with `make run` on an empty folder, asks it what the README asks, and stops it.
set -eu
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
log=$folder/log
make --no-print-directory run PORT=0 DATA_DIR="$folder/data" >"$log" 2>&1 &
service=$!
finish() {
    kill "$service" 2>/dev/null || true
    wait "$service" 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT

address=
for _ in $(seq 600); do
    address=$(sed -n 's|^ChatDOC listens on \(http://[^ ]*\).*|\1|p' "$log")
    if [ -n "$address" ] || ! kill -0 "$service" 2>/dev/null; then
        break
    fi
    sleep 0.2
done
if [ -z "$address" ]; then
    echo "The service did not start:" >&2
    cat "$log" >&2
    exit 1
fi
.venv/bin/python -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=30).read()' "$address/readyz"

CHATDOC_API_URL=$address/api/v2 CHATDOC_API_KEY=$(cat "$folder/data/api-key")
export CHATDOC_API_URL CHATDOC_API_KEY
sample=packages/chatdoc-server/src/chatdoc_server/samples/tarnwick-annual-report-2025.pdf
answer=$(.venv/bin/chatdoc ask "$sample" "What was goodwill impairment expense in 2024?")
echo "$answer"
case $answer in
*46.2*) ;;
*)
    echo "The answer should be 46.2 million." >&2
    cat "$log" >&2
    exit 1
    ;;
esac
# The README shows this very answer; only the document's id differs from time to time.
echo "$answer" | grep -v " is [0-9a-f-]\{36\}:" | while IFS= read -r line; do
    if ! grep -qxF -e "$line" README.md; then
        echo "README.md shows another answer than this; its first use needs this line: $line" >&2
        exit 1
    fi
done
