"""An answer as Markdown: footnotes for its markers, and under it what each of its sources says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from chatdoc_server.exporting.escaping import defused, escaped, without_control
from chatdoc_server.exporting.markers import pieces
from chatdoc_server.exporting.sources import Source
from chatdoc_server.exporting.wording import Wording

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Computed:
    """How a figure of an answer was computed: the formula, and the name, value and source of each figure it took.

    A source is a position among the answer's sources, None where the figure's cell is not one of them.
    """

    text: str
    inputs: tuple[tuple[str, str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and its answer; `created_at` is in Unix seconds, `complete` false when the asker stopped it.

    `unsupported` are sentences of the answer that nothing in the documents supports.
    """

    question: str
    answer: str
    model: str
    created_at: int
    complete: bool = True
    computed: Computed | None = None
    unsupported: tuple[str, ...] = ()


def markdown(answered: Answered, sources: Sequence[Source], wording: Wording) -> str:
    """The answer with footnotes, one for each source, numbered as readers see them. Ends with a line break."""
    asked = datetime.fromtimestamp(answered.created_at, UTC).strftime("%Y-%m-%d %H:%M UTC")
    parts = [f"# {escaped(answered.question)}", _body(answered.answer, len(sources))]
    if not answered.complete:
        parts.append(f"*{wording.stopped}*")
    if others := _unmarked(answered.answer, len(sources)):
        parts.append(f"{wording.rests_on}{' '.join(map(_footnote, others))}")
    if answered.computed is not None:
        parts += [f"**{wording.computed}**", *_computation(answered.computed)]
    if said := [f"- {one}" for one in map(escaped, answered.unsupported) if one]:
        parts += [f"**{wording.unsupported}**", "\n".join(said)]
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


def _computation(computed: Computed) -> Iterator[str]:
    # A line that ends in a backslash is a line of its own.
    yield "\\\n".join(filter(None, map(escaped, computed.text.splitlines())))
    yield "\n".join(
        f"- {escaped(label)}: {escaped(value)}{'' if source is None else _footnote(source)}"
        for label, value, source in computed.inputs
    )


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
