"""Says whether files that pin dependencies name where something was downloaded from; versions are enough."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATTERNS = (
    "constraints*.txt",
    "requirements*.txt",
    "packages/*/requirements*.txt",
    "web/package-lock.json",
    "**/.npmrc",
    "**/pip.conf",
)
ADDRESS = re.compile(r"\w+://|@ *file:|--(?:extra-)?index-url|--find-links|^ *(?:index-url|registry) *=", re.MULTILINE)


def pinning_files(root: Path) -> Iterator[Path]:
    """Every file under `root` that pins dependencies."""
    for pattern in PATTERNS:
        for path in root.glob(pattern):
            if not {".venv", "node_modules"} & set(path.relative_to(root).parts):
                yield path


def addresses(text: str) -> list[str]:
    """The lines that name a place to download from."""
    return [line.strip() for line in text.splitlines() if ADDRESS.search(line)]


def main() -> int:
    """Print every offending line."""
    found = [(path, line) for path in pinning_files(ROOT) for line in addresses(path.read_text(encoding="utf-8"))]
    for path, line in found:
        print(f"{path.relative_to(ROOT)}: names an address: {line}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
