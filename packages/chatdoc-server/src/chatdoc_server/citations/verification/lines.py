"""Lines that were written without a model: whether the words and cells they come with state what they say."""

from collections.abc import Iterator, Sequence

from chatdoc_server.answering.base import Formula, Support
from chatdoc_server.citations.verification import signs
from chatdoc_server.citations.verification.agreement import letters, occurs
from chatdoc_server.citations.verification.arithmetic import follows
from chatdoc_server.citations.verification.claims import Claim, comparable
from chatdoc_server.citations.verification.context import words_of
from chatdoc_server.citations.verification.dates import Times, holds, times
from chatdoc_server.citations.verification.evidence import Evidence
from chatdoc_server.citations.verification.quantities import Quantity, agree, quantities, without

_SPOKEN = 0.5
"""The share of a cell's words that a line has when it speaks of them."""


def stated(
    claim: Claim, line: str, evidence: Sequence[Evidence], words: str, formulas: Sequence[Formula], around: str
) -> bool:
    """Whether a line's own supports state it.

    Quotations must stand in the words word for word, figures in the cells after unit and sign, names, dates and years
    there, beside or over them, or `around`: in what was asked and what the document is called. Figures that a formula
    states, or that follow from its inputs (`arithmetic.follows`), are as good as these.

    Args:
        claim: The line, taken apart.
        line: The line as it was written.
        evidence: What its supports say.
        words: The supports' words as they stand.
        formulas: The computations that were told before the line.
        around: What else the line may speak of.
    """
    if claim.quotes and _is_quoted(claim, words, around):
        return True
    if letters(line) and letters(line) in letters(words):
        return True
    computed = [one for formula in formulas for one in _figures_of(formula.text)]
    ways = (_figures_of(way) for formula in formulas for way in formula.text.splitlines())
    results = [figures[-1] for figures in ways if figures]
    computed += _figures_of(" . ".join(map(_labels, evidence)))
    given = [one for formula in formulas for each in formula.inputs for one in _figures_of(each.value)]
    for figure in claim.quantities:
        printed = _in_cells(claim, figure, evidence) or _in_text(figure, evidence)
        way = signs.direction(claim.text, claim.part_of(figure.start), figure)
        if printed or any(agree(figure, one) for one in computed) or follows(figure, way, given):
            continue
        if not follows(figure, way, results, rounded=True):
            return False
    if not _is_of_its_time(claim, evidence, [around, *(formula.text for formula in formulas)]):
        return False
    known = words_of(" ".join((words, around, *(formula.text for formula in formulas), *map(_beside, evidence))))
    texts = [words.lower(), around.lower()]
    return all(occurs(name, known, frozenset(), texts) for name in claim.names) and (
        bool(claim.quantities) or _says_the_same(claim, known)
    )


def _is_of_its_time(claim: Claim, evidence: Sequence[Evidence], texts: Sequence[str]) -> bool:
    """Whether the dates and years of a line stand in its supports, beside or over them, or in texts."""
    if not claim.times.all_years and not claim.times.dates:
        return True
    told = [*(one for piece in evidence for one in _times_of(piece)), *(times(comparable(text)) for text in texts)]
    years = frozenset(year for one in told for year in one.all_years)
    return claim.times.all_years <= years and all(holds(told, date) for date in claim.times.dates)


def spoken_of(line: str, supports: Sequence[Support], evidence: Sequence[Evidence]) -> tuple[Support, ...]:
    """The supports that a line says something of: all but cells of words that it does not say.

    Of rows that were compared the names of those that were not chosen are no part of what it states.
    """
    said = words_of(comparable(line))
    kept = tuple(one for one, piece in zip(supports, evidence, strict=True) if not _is_idle(said, piece))
    return kept or tuple(supports)


def _is_idle(said: frozenset[str], piece: Evidence) -> bool:
    texts = [table.text(position) for table in piece.tables for position, _ in table.cells]
    if piece.sentences or not texts or any(character.isdigit() for text in texts for character in text):
        return False
    own = words_of(" ".join(texts))
    return len(own & said) < _SPOKEN * len(own)


def _is_quoted(claim: Claim, words: str, around: str) -> bool:
    """Whether all of a line's quotations stand in its supports, and nothing but them has figures."""
    said = letters(comparable(words))
    rest = claim.text
    for quote in claim.quotes:
        if letters(quote) not in said:
            return False
        rest = rest.replace(quote, " ")
    return not any(character.isdigit() for character in rest) or letters(rest) in letters(comparable(around))


def _figures_of(text: str) -> list[Quantity]:
    plain = comparable(text)
    return quantities(without(plain, times(plain).places))


def _in_cells(claim: Claim, figure: Quantity, evidence: Sequence[Evidence]) -> bool:
    part = claim.part_of(figure.start)
    for piece in evidence:
        for table in piece.tables:
            for position, _ in table.cells:
                address = table.address(position)
                for one in table.stated(position):
                    if (agree(figure, one) or _is_printed(figure, table.text(position))) and signs.agree_with_cell(
                        (claim.text, part, figure), one, address.label, address.head
                    ):
                        return True
    return False


def _is_printed(figure: Quantity, cell: str) -> bool:
    """Whether a figure repeats all that its cell prints."""
    return any(figure.printed == one.printed and one.percent == figure.percent for one in quantities(cell)) and not (
        figure.scaled
    )


def _in_text(figure: Quantity, evidence: Sequence[Evidence]) -> bool:
    return any(agree(figure, one) for piece in evidence for said in piece.sentences for one in said.quantities)


def _times_of(piece: Evidence) -> Iterator[Times]:
    for said in piece.sentences:
        yield said.times
        yield said.context.times
    for table in piece.tables:
        yield table.context.times
        yield times(comparable(table.grid.around()))
        for position, _ in table.cells:
            yield table.address(position).times
            yield times(table.text(position))


def _labels(piece: Evidence) -> str:
    """What stands beside and over the cells: rows' labels, sections, and column heads."""
    texts: list[str] = []
    for table in piece.tables:
        for position, _ in table.cells:
            address = table.address(position)
            row = table.rows.get(table.grid.table.cells[position].row)
            texts += [address.label, address.head, *(row.sections if row is not None else ())]
        texts += [table.grid.title(), *table.grid.headings(2)]
    return " . ".join(texts)


def _beside(piece: Evidence) -> str:
    around = (text for table in piece.tables for text in (table.grid.around(), table.context.text))
    return " . ".join((*(said.text for said in piece.sentences), _labels(piece), *around))


def _says_the_same(claim: Claim, known: frozenset[str]) -> bool:
    """Whether a line without figures or quotations consists of what its support says."""
    own = words_of(claim.text)
    return bool(own) and len(own & known) >= len(own) / 2
