"""An answer as Markdown: footnotes for its markers, and under it what each of its sources says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from chatdoc_server.exporting.escaping import defused, escaped, without_control
from chatdoc_server.exporting.markers import pieces
from chatdoc_server.exporting.sources import Source
from chatdoc_server.exporting.wording import Wording

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and its answer; `created_at` is in Unix seconds, `complete` false when the asker stopped it."""

    question: str
    answer: str
    model: str
    created_at: int
    complete: bool = True


def markdown(answered: Answered, sources: Sequence[Source], wording: Wording) -> str:
    """The answer with footnotes, one for each source, numbered as readers see them. Ends with a line break."""
    asked = datetime.fromtimestamp(answered.created_at, UTC).strftime("%Y-%m-%d %H:%M UTC")
    parts = [f"# {escaped(answered.question)}", _body(answered.answer, len(sources))]
    if not answered.complete:
        parts.append(f"*{wording.stopped}*")
    if others := _unmarked(answered.answer, len(sources)):
        parts.append(f"{wording.rests_on}{' '.join(map(_footnote, others))}")
    parts += ["---", f"{wording.asked}{asked} · {wording.model}{escaped(answered.model)} · ChatDOC"]
    parts += [_definition(index, source, wording) for index, source in enumerate(sources)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _body(answer: str, sources: int) -> str:
    # Control characters stand for the markers meanwhile: no text holds any, and Markdown means nothing by them.
    text = "".join(
        f"\x02{piece}\x03" if isinstance(piece, int) else without_control(piece) for piece in pieces(answer, sources)
    )
    made = defused(text.strip("\n"))
    for index in range(sources):
        made = made.replace(f"\x02{index}\x03", _footnote(index))
    return made.rstrip()


def _unmarked(answer: str, sources: int) -> list[int]:
    marked = {piece for piece in pieces(answer, sources) if isinstance(piece, int)}
    return [index for index in range(sources) if index not in marked]


def _footnote(index: int) -> str:
    return f"[^{index + 1}]"


def _definition(index: int, source: Source, wording: Wording) -> str:
    if source.name is None:
        named = f"*{wording.deleted}* ({escaped(source.upload_id)})"
    else:
        named = f"**{escaped(source.name) or '?'}**"
    place = ""
    if source.boxes:
        place = f", {wording.pages(sorted(source.boxes))}"
    elif source.headings:
        place = f", {wording.under} {' › '.join(map(escaped, source.headings))}"
    lines = [f"{_footnote(index)}: {named}{place}"]
    for quote in source.quotes:
        # A line between two quotations keeps them two paragraphs of one.
        lines += (
            ["", f"{_INDENT}> {escaped(quote)}"] if len(lines) == 1 else [f"{_INDENT}>", f"{_INDENT}> {escaped(quote)}"]
        )
    return "\n".join(lines)
