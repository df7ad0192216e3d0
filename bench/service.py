"""Score a running service from outside, with the client, as its users see it.

    CHATDOC_API_URL=http://127.0.0.1:8000/api/v2 CHATDOC_API_KEY=ak-… python -m bench.service DATA [--package elite]

DATA holds pdfs/ and questions.jsonl (a row: document, question, evidence[{page}], pages from 0). Prints documents that
became ready and pages a second from the first upload to the last one ready, hit@k over distinct pages of the best
60 passages, how often a page with the evidence is cited, and the time from asking to the first text.
"""

import argparse
import statistics
import time
from pathlib import Path

from bench.material import Row, gold_pages, names, p95, questions
from chatdoc import ChatDOC
from chatdoc.lib.documents import Document

PASSAGES = 60


def main() -> None:
    """Uploads every document, asks every question and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--package", default="elite", choices=["elite", "basic", "lite"])
    arguments = parser.parse_args()
    rows = questions(arguments.data)
    with ChatDOC() as client:
        documents = take_in(client, arguments.data / "pdfs", names(rows), arguments.package)
        asked = [ask(client, documents[row["document"]], row) for row in rows]
    for most in (1, 3, 5, 10, 20):
        print(f"hit@{most:<12} {statistics.mean(bool(gold & set(ranked[:most])) for gold, ranked, _, _ in asked):.3f}")
    print(f"cited page       {statistics.mean(bool(gold & cited) for gold, _, cited, _ in asked):.3f} of {len(asked)}")
    times = [first for *_, first in asked]
    print(f"first text ms    median {statistics.median(times):.0f}, p95 {p95(times):.0f}")


def take_in(client: ChatDOC, folder: Path, files: list[str], package: str) -> dict[str, Document]:
    """The documents, all of them uploaded at once and awaited."""
    start = time.perf_counter()
    uploaded = {name: client.documents.upload(folder / name, package=package) for name in files}
    ready = {name: document.wait() for name, document in uploaded.items()}
    seconds = time.perf_counter() - start
    pages = sum(client.documents.parsed(document).document.page_count for document in ready.values())
    print(f"ready            {len(ready)} documents, {pages} pages, {pages / seconds:.1f} pages/s")
    return ready


def ask(client: ChatDOC, document: Document, row: Row) -> tuple[set[int], list[int], set[int], float]:
    """The pages with the evidence, the pages found, the pages cited, and milliseconds to the first text."""
    passages = client.search(document, row["question"], limit=PASSAGES)
    ranked = list(dict.fromkeys(passage.page for passage in passages if passage.page is not None))
    start, first = time.perf_counter(), 0.0
    answer = client.ask(document, row["question"])
    for _ in answer:
        first = first or (time.perf_counter() - start) * 1e3
    cited = {citation.page for citation in answer.citations if citation.page is not None}
    return gold_pages(row), ranked, cited, first


if __name__ == "__main__":
    main()
