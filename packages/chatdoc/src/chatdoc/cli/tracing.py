"""How an answer came about, for people."""

from collections.abc import Iterable
from textwrap import shorten

from chatdoc.models.trace import Trace
from chatdoc.models.traced_passage import TracedPassage

_WIDTH = 100


def trace_lines(trace: Trace) -> Iterable[str]:
    """A trace, page numbers from 1; what there is nothing of is left out."""
    yield f"Question: {trace.question}"
    if trace.rewritten not in ("", trace.question):
        yield f"Understood as: {trace.rewritten}"
    if trace.stripped not in ("", trace.rewritten):
        yield f"Without instructions: {trace.stripped}"
    yield from _writer_lines(trace)
    if trace.formula is not None:
        yield from ("", "Computed:", *(f"    {line}" for line in trace.formula.text.splitlines()))
        yield from (f"    {one.label}: {one.value}" for one in trace.formula.inputs)
    if trace.passages:
        yield from ("", "Passages (* is cited):")
    for number, passage in enumerate(trace.passages, 1):
        yield from _passage_lines(number, passage)
    if trace.sentences:
        yield from ("", "Checked:")
    for one in trace.sentences:
        places = "".join(f"[{source + 1}]" for source in one.sources)
        yield f"    {_short(one.text)} {places if one.supported else '(nothing supports this)'}"
    yield ""
    yield "Milliseconds: " + ", ".join(f"{stage} {taken:.1f}" for stage, taken in trace.timings.items())
    yield f"Answered by version {trace.release.service}, compared by {', '.join(trace.embedders) or 'nothing'}"


def _writer_lines(trace: Trace) -> Iterable[str]:
    if trace.written_by is not None:
        settings = ", ".join(f"{name} {value}" for name, value in trace.written_by.settings.items())
        yield f"Written by: {trace.written_by.model or 'rules, without a model'}{f' ({settings})' if settings else ''}"
    if trace.fallback:
        yield f"Because: {trace.fallback}"
    if trace.failure:
        yield f"Failed: {trace.failure}"


def _passage_lines(number: int, passage: TracedPassage) -> Iterable[str]:
    place = "" if passage.page is None else f"page {passage.page + 1}"
    told = ", ".join(filter(None, (passage.document, place, " › ".join(passage.headings))))
    made = ", ".join(f"{name} {value:.3f}" for name, value in passage.scores.items())
    yield f"{'*' if passage.cited else ' '}{number:>3}. {told}  ({passage.score:.3f}{f': {made}' if made else ''})"
    yield f"      {_short(passage.text)}"


def _short(text: str) -> str:
    return shorten(text, _WIDTH, placeholder=" …")
