"""Lays the sample out as a set that the programs in bench/ read: `python -m samples.evaluation FOLDER`."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from samples.build import REPORT, TRUTH


def questions(truth: dict[str, Any]) -> list[dict[str, Any]]:
    """The questions that the report answers, with the pages that hold the answer."""
    asked = truth["questions"]
    placed = [("sentence", it, it["pages"]) for it in asked["text"]]
    placed += [("cell", it, [it["page"]]) for it in asked["table"]]
    return [
        {
            "id": f"sample-{number}",
            "document": REPORT.name,
            "question": it["question"],
            "answer": it["answer"],
            "kind": kind,
            "evidence": [{"page": page, "text": it.get("quote", it["answer"])} for page in pages],
        }
        for number, (kind, it, pages) in enumerate(placed)
    ]


def main() -> None:
    """Write `pdfs/` and `questions.jsonl`."""
    folder = Path(sys.argv[1])
    (folder / "pdfs").mkdir(parents=True, exist_ok=True)
    shutil.copy(REPORT, folder / "pdfs")
    rows = questions(json.loads(TRUTH.read_text(encoding="utf-8")))
    (folder / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
