"""How an answer came about, for people."""

from collections.abc import Iterable, Mapping
from textwrap import shorten

from chatdoc.models.trace import Trace
from chatdoc.models.traced_passage import TracedPassage

_WIDTH = 100
_NOTHING = {"prior": 1.0}
"""What adds nothing to a score; 0 for all others, as the prior alone is multiplied."""


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
    yield f"Milliseconds: {_listed(trace.timings, '{:.1f}')}"
    yield f"Answered by version {trace.release.service}, compared by {', '.join(trace.embedders) or 'nothing'}"


def _writer_lines(trace: Trace) -> Iterable[str]:
    if trace.written_by is not None:
        settings = _listed(trace.written_by.settings, "{}")
        yield f"Written by: {trace.written_by.model or 'rules, without a model'}{f' ({settings})' if settings else ''}"
    if trace.fallback:
        yield f"Because: {trace.fallback}"
    if trace.failure:
        yield f"Failed: {trace.failure}"


def _passage_lines(number: int, passage: TracedPassage) -> Iterable[str]:
    place = "" if passage.page is None else f"page {passage.page + 1}"
    told = ", ".join(filter(None, (passage.document, place, " › ".join(passage.headings))))
    telling = {name: value for name, value in passage.scores.items() if value != _NOTHING.get(name, 0.0)}
    made = _listed(telling, "{:.3f}")
    yield f"{'*' if passage.cited else ' '}{number:>3}. {told}  ({passage.score:.3f}{f': {made}' if made else ''})"
    yield f"      {_short(passage.text)}"


def _short(text: str) -> str:
    return shorten(text, _WIDTH, placeholder=" …")


def _listed(values: Mapping[str, object], form: str) -> str:
    """Named values in one line: "context tokens 8192, temperature 0"."""
    return ", ".join(f"{name.replace('_', ' ')} {form.format(value)}" for name, value in values.items())
