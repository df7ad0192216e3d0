"""What the command prints: for people, and with `--json` for programs."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from textwrap import shorten

from chatdoc.cli.quotes import words_under
from chatdoc.lib.answers import Answer
from chatdoc.lib.client import ChatDOC
from chatdoc.lib.errors import BadRequestError
from chatdoc.lib.model import Citation, DocumentInfo, FormulaInput, Passage
from chatdoc.models.api_package_info_resp import APIPackageInfoResp
from chatdoc.models.parsed_element import ParsedElement

_WIDTH = 100


def as_json(value: object) -> str:
    """One line of JSON."""
    return json.dumps(value, ensure_ascii=False)


def document_data(document: DocumentInfo) -> dict[str, object]:
    """A document for programs."""
    return {"id": document.id, "name": document.name, "status": document.status, "error": document.error}


def citation_data(citation: Citation) -> dict[str, object]:
    """A citation for programs; `page` is 0-based as everywhere in the API."""
    return {
        "source": citation.source,
        "upload_id": citation.upload_id,
        "page": citation.page,
        "rectangles": [list(rectangle) for rectangle in citation.rectangles],
        "blocks": [asdict(block) for block in citation.blocks],
    }


def answer_data(answer: Answer, text: str) -> dict[str, object]:
    """An answer for programs."""
    formula = answer.formula
    return {
        "id": answer.id,
        "answer": text,
        "citations": [citation_data(one) for one in answer.citations],
        "unsupported": list(answer.unsupported),
        "formula": None
        if formula is None
        else {"text": formula.text, "inputs": list(map(_input_data, formula.inputs))},
    }


def _input_data(given: FormulaInput) -> dict[str, object]:
    places = [citation_data(one) for one in given.citations]
    return {"label": given.label, "value": given.value, "citations": places}


def remark_lines(answer: Answer) -> Iterable[str]:
    """For people, what an answer says beside its text: how a figure was computed, and what nothing supports."""
    if answer.formula is not None:
        yield from ("Computed:", *(f"    {line}" for line in answer.formula.text.splitlines()))
    if answer.unsupported:
        yield from ("Not supported by the documents:", *(f"    {one}" for one in answer.unsupported))


def passage_data(passage: Passage) -> dict[str, object]:
    """A passage for programs."""
    return {
        "upload_id": passage.upload_id,
        "page": passage.page,
        "score": passage.score,
        "text": passage.text,
        "headings": list(passage.headings),
        "citations": [citation_data(one) for one in passage.citations],
    }


def quota_lines(quota: APIPackageInfoResp) -> Iterable[str]:
    """What is left of each kind of package."""
    for kind in sorted(type(quota).model_fields):
        held = getattr(quota, kind)
        if kind != "additional_properties" and held is not None:
            yield f"{kind:<18}{held.max_count - held.used_count:>14,} left of {held.max_count:,}"


def passage_lines(number: int, passage: Passage) -> Iterable[str]:
    """A passage for people, page numbers from 1."""
    place = "" if passage.page is None else f"page {passage.page + 1}"
    under = " › ".join(passage.headings)
    yield f"{number}. {', '.join(part for part in (place, under) if part)}  ({passage.score:.3f})"
    yield f"   {shorten(passage.text, 3 * _WIDTH, placeholder=' …')}"


class Sources:
    """Describes citations: which document, where in it, and what stands there."""

    def __init__(self, client: ChatDOC, known: DocumentInfo) -> None:
        self._client = client
        self._names = {known.id: known.name}
        self._elements: dict[tuple[str, int | None], Sequence[ParsedElement]] = {}

    def lines(self, citation: Citation) -> Iterable[str]:
        """A citation for people, page numbers from 1."""
        yield f"[{citation.source + 1}] {self._name(citation.upload_id)}{_place(citation)}"
        for quote in self._words(citation):
            yield f"    “{shorten(quote, _WIDTH, placeholder=' …')}”"

    def _name(self, upload_id: str) -> str:
        if upload_id not in self._names:
            self._names[upload_id] = self._client.documents.get(upload_id).name
        return self._names[upload_id]

    def _words(self, citation: Citation) -> Sequence[str]:
        found = self._found(citation.upload_id, citation.page)
        if citation.page is None:
            blocks = {block.index for block in citation.blocks}
            texts = [one.text or "" for one in found if one.index in blocks]
            return [" ".join(text.split()) for text in texts if text.strip()]
        return words_under(citation.rectangles, found)

    def _found(self, upload_id: str, page: int | None) -> Sequence[ParsedElement]:
        """The elements of a page, or of a document without pages."""
        key = (upload_id, page)
        if key not in self._elements:
            try:
                pages = None if page is None else [page]
                self._elements[key] = self._client.documents.elements(upload_id, pages)
            except BadRequestError:
                # A document that has places but no parsed structure: the places are enough.
                self._elements[key] = []
        return self._elements[key]


def _place(citation: Citation) -> str:
    if citation.page is None:
        blocks = ", ".join(str(block.index) for block in citation.blocks)
        return f", block {blocks}" if blocks else ""
    rectangles = "; ".join(f"{one.left:g}, {one.top:g} to {one.right:g}, {one.bottom:g}" for one in citation.rectangles)
    return f", page {citation.page + 1}, at {rectangles}"
