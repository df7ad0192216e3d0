"""Takes out of npm's lock file where packages ask for donations, so that it names no address at all.

npm writes it anew at each change of dependencies, and installs from it all the same without.
"""

import json
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "web" / "package-lock.json"


def main() -> None:
    """Rewrites the lock file as npm formats it."""
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
    LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
