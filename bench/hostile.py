"""Whether hostile PDFs can hurt: every file of a folder through the isolated parser.

    python -m bench.hostile FOLDER [--seconds 20]

Prints what the files ended with, the slowest, and each document's odd end by name. Exits with 1 if any ended with
anything but a document or a `DocumentError`.
"""

import argparse
import logging
import sys
import time
from collections import defaultdict
from pathlib import Path

from chatdoc_server.document import codec
from chatdoc_server.errors import DocumentError
from chatdoc_server.parsing.base import Depth, Layout, Limits, Reading
from chatdoc_server.parsing.isolation import IsolatedReader


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=20.0)
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)
    limits = Limits(pages=2000, tokens_per_page=14_000, seconds=arguments.seconds, memory_bytes=2 << 30)
    ends: dict[str, list[Path]] = defaultdict(list)
    times: list[tuple[float, Path]] = []
    isolated = IsolatedReader(limits)
    for path in sorted(arguments.folder.rglob("*.pdf")):
        start = time.perf_counter()
        ends[_end(isolated, path)].append(path)
        times.append((time.perf_counter() - start, path))
    isolated.close()
    for end, paths in sorted(ends.items(), key=lambda item: -len(item[1])):
        print(f"{len(paths):5d}  {end}   {', '.join(path.name for path in paths[:4])}")
    print("slowest:", ", ".join(f"{path.name} {taken:.1f} s" for taken, path in sorted(times, reverse=True)[:5]))
    sys.exit(any(end.startswith("BROKEN") for end in ends))


def _end(isolated: IsolatedReader, path: Path) -> str:
    try:
        document = codec.decode(isolated.parse(path, Layout.PAGED, Reading(Depth.ELITE), lambda done, total: None))  # noqa: ARG005
    except DocumentError as error:
        return f"{error.status.name}: {error}"
    except Exception as error:  # noqa: BLE001 - that there is none is what is measured
        return f"BROKEN {type(error).__name__}: {error}"
    return "document with text" if any(page.has_text for page in document.pages) else "document without text"


if __name__ == "__main__":
    main()
