"""Two programs of the hosted service, pointed at ours: each goes the whole way with every format."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.contract import places
from tests.contract.material import FACT, MATERIALS, QUESTION, TITLE, pdf
from tests.service import Service, environment

Json = dict[str, Any]

PROGRAMS = Path(__file__).with_name("programs")
SECONDS = 360
QUOTED = re.compile("“([^”]+)”")


def run(program: str, host: Service, folder: Path, *, form: list[str], path: str = "") -> Json:
    """What a program saw."""
    command = [sys.executable, "-W", "error", str(PROGRAMS / program), host.url, host.key, QUESTION]
    done = subprocess.run(
        [*command, str(folder / "download"), *form],
        cwd=folder,
        env=environment({"PYTHONPATH": path}),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen: Json = json.loads(done.stdout)
    return seen


@pytest.mark.proves(
    "operation:GET /documents/{upload_id}",
    "operation:POST /documents/website",
    "operation:GET /questions/suggested",
    "rule:sources.resolve",
    "rule:statuses.polling",
    "rule:questions.suggested",
    "rule:documents.download-word",
    "rule:sources.flowing",
    "rule:questions.selected-null",
    "status:10",
)
@pytest.mark.parametrize("kind", MATERIALS)
@pytest.mark.parametrize("program", ["plain.py", "generated.py"])
def test_a_program_of_the_hosted_service_goes_the_whole_way(
    host: Service, generated_client: Path, site: str, tmp_path: Path, program: str, kind: str
) -> None:
    material = MATERIALS[kind]
    file = tmp_path / material.name
    file.write_bytes(material.make())
    form = ["--website", site] if kind == "website" else ["--file", str(file)]
    form += [word for name, value in material.form.items() for word in (f"--{name}", value)]
    seen = run(program, host, tmp_path, form=form, path=str(generated_client))
    assert seen["uploaded"]["status"] == (10 if kind == "website" else 1)
    assert seen["uploaded"]["type"] == "single_doc"
    assert seen["statuses"] == sorted(seen["statuses"])
    assert seen["statuses"][-1] == 300
    assert len(seen["suggested"]) == len(set(seen["suggested"])) == 5
    assert seen["stored"] == {
        "question": QUESTION,
        "answer": seen["answer"],
        "type": "doc",
        "source_info": seen["source_info"],
    }
    assert seen["media_type"] == ("application/pdf" if material.paged else "text/html")
    assert seen["gone"] == 404
    assert {item["upload_id"] for item in seen["source_info"]} == {seen["uploaded"]["id"]}
    shown = (tmp_path / "download").read_bytes()
    if kind == "scan":
        assert shown == material.make()
        check_scanned(seen)
    else:
        check_quoted(seen, shown)


def check_quoted(seen: Json, shown: bytes) -> None:
    """Every quote of the answer stands, word for word, at one of its sources; and the fact is among the quotes."""
    quotes = QUOTED.findall(seen["answer"])
    assert any(FACT in quote for quote in quotes), seen["answer"]
    found = [places.words_at(item, shown) for item in seen["source_info"]]
    for quote in quotes:
        assert any(places.collapsed(quote) in words for words in found), (quote, found)
    assert all(len(words) < 400 for words in found), found


def check_scanned(seen: Json) -> None:
    """The pages are pictures: what stands under the rectangles is told by the pages that were scanned.

    Characters may be misread, so most of the words must be the fact's, and few others stand under the rectangles.
    """
    found = " ".join(places.words_in_pdf(item, pdf()) for item in seen["source_info"])
    wanted = set(FACT.split())
    assert len(wanted & set(found.split())) >= 0.8 * len(wanted), found
    assert len(found.split()) <= 2 * len(FACT.split()), found
    assert "1893" in seen["answer"]


def test_a_website_is_named_by_its_title(host: Service, site: str) -> None:
    with host.client() as client:
        upload_id = client.data("POST", "/documents/website", json={"website": site})["id"]
        assert client.finished(upload_id)["name"] == TITLE
