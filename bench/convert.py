"""How long a Word file takes to become a PDF, by each way there is.

    python -m bench.convert [FILE.docx ...] [--runs 5] [--pages 5]

Prints seconds a file, and in brackets those that processors worked on it, which a busy machine changes less (the
median of the runs, the ways taking turns) for LibreOffice with a fresh profile, as the service runs it; for LibreOffice
with a profile that was used before, to see what the fresh one costs; and for pandoc and Typst. Without a file, one of
PAGES pages of prose and tables is made.
"""

import argparse
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypandoc

from bench.clock import processor_seconds
from chatdoc_server.parsing.base import Tools
from chatdoc_server.parsing.word import DocxConverter

Way = Callable[[Path], object]
PROSE = "The council reviewed the schedule of repairs and found no cause for concern. " * 12
ROWS = "".join(f"| Berth {row} | {row * 31} | {row * 29} |\n" for row in range(9))
TABLE = f"| Dues | 2024 | 2023 |\n|---|---:|---:|\n{ROWS}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pages", type=int, default=5, help="of the file that is made")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = arguments.files or [made(Path(folder) / "made.docx", arguments.pages)]
        ways = available(Path(folder))
        print(f"median of {arguments.runs} runs, in seconds (of processors)\n")
        print(f"| file | {' | '.join(ways)} |\n|---|{'---:|' * len(ways)}")
        for file in files:
            taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
            for _ in range(arguments.runs):
                for name, way in ways.items():
                    start, worked = time.perf_counter(), processor_seconds()
                    way(file)
                    taken[name].append((time.perf_counter() - start, processor_seconds() - worked))
            print(f"| {file.name} | {' | '.join(middle(one) for one in taken.values())} |")


def middle(taken: list[tuple[float, float]]) -> str:
    """The medians."""
    seconds, worked = zip(*taken, strict=True)
    return f"{statistics.median(seconds):.2f} ({statistics.median(worked):.2f})"


def made(target: Path, pages: int) -> Path:
    """A .docx of about so many pages."""
    text = "\n\n".join(f"# Part {number + 1}\n\n{PROSE}\n\n{TABLE}\n\n{PROSE}\n\n{PROSE}" for number in range(pages))
    pypandoc.convert_text(text, "docx", format="markdown", outputfile=str(target))
    return target


def available(folder: Path) -> dict[str, Way]:
    """The ways that this machine has."""
    ways: dict[str, Way] = {"pandoc and Typst": lambda file: convert(file, "")}
    soffice = shutil.which("soffice")
    if soffice is None:
        return ways
    profile = folder / "profile"
    used(soffice, made(folder / "first.docx", 1), profile)
    return {
        "LibreOffice, fresh profile": lambda file: convert(file, soffice),
        "LibreOffice, used profile": lambda file: used(soffice, file, profile),
        **ways,
    }


def convert(file: Path, soffice: str) -> None:
    """As the service converts."""
    with tempfile.TemporaryDirectory() as scratch:
        DocxConverter().convert(file, Path(scratch), Tools(soffice=soffice))


def used(soffice: str, file: Path, profile: Path) -> None:
    """LibreOffice with that profile."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", scratch, str(file)], check=True, capture_output=True)


if __name__ == "__main__":
    main()
