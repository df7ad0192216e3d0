"""Fails when a test run, told by its JUnit file, was empty or left tests out; lists what was left out and why."""

import sys
import xml.etree.ElementTree as ET
from pathlib import Path


def left_out(report: Path) -> tuple[int, list[str]]:
    """How many tests there were, and those that were skipped or expected to fail."""
    cases = list(ET.parse(report).iter("testcase"))
    skipped = [
        f"{case.get('classname')}::{case.get('name')}: {reason.get('message')}"
        for case in cases
        for reason in case.findall("skipped")
    ]
    return len(cases), skipped


def main() -> int:
    """Read the file named on the command line."""
    count, skipped = left_out(Path(sys.argv[1]))
    for line in skipped:
        print(f"left out: {line}", file=sys.stderr)
    if not count:
        print("no test was run", file=sys.stderr)
    return 0 if count and not skipped else 1


if __name__ == "__main__":
    sys.exit(main())
