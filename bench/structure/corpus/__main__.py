"""Writes the documents with known truth into a folder: NAME.pdf and NAME.json for each."""

import argparse
import sys
from pathlib import Path

from bench.structure import truth
from bench.structure.corpus.making import made, plans


def main() -> None:
    """Makes the documents that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.structure.corpus", description=__doc__)
    parser.add_argument("out", type=Path, help="the folder that they are written to")
    parser.add_argument("--only", default="", help="make only those with this in their names, such as paper or -zh-")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    pages = files = 0
    for plan in plans():
        if arguments.only not in plan.name:
            continue
        if missing := plan.missing():
            print(f"{plan.name}: left out, {missing}", file=sys.stderr)
            continue
        document = made(plan)
        (arguments.out / f"{plan.name}.pdf").write_bytes(document.pdf)
        truth.write(document.structure, arguments.out / f"{plan.name}.json")
        for line in document.wrong:
            print(f"{plan.name}: {line}", file=sys.stderr)
        pages += len(document.structure.pages)
        files += 1
    print(f"{files} documents, {pages} pages")


if __name__ == "__main__":
    main()
