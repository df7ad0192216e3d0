"""Matching one claim to the words that support it: sentences and cells that state its figures, names and dates."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from chatdoc_server.answering.base import Support
from chatdoc_server.citations.verification import signs, vocabulary, wording
from chatdoc_server.citations.verification.agreement import denied, holds_all, letters, same_figures
from chatdoc_server.citations.verification.arithmetic import follows
from chatdoc_server.citations.verification.cells import Cells
from chatdoc_server.citations.verification.claims import Claim, Part, clauses, year_of
from chatdoc_server.citations.verification.context import Context
from chatdoc_server.citations.verification.dates import times
from chatdoc_server.citations.verification.digits import Looked
from chatdoc_server.citations.verification.evidence import Evidence, Sentence, items_in, items_named
from chatdoc_server.citations.verification.found import Found, whole_cell, whole_sentence, with_before
from chatdoc_server.citations.verification.quantities import TELLING, Quantity, agree, quantities, told_of, without
from chatdoc_server.indexing.embedding.choice import ENGLISH

MISSING = 5
"""Of how many words of a claim without figures its support may lack one; of fewer it lacks none."""
SHARED_WITH_FIGURES = 0.34
"""The least share of its words that a clause has in common with the sentence that states its figure."""
_CONTEXT = 0.5
"""What a word counts that stands in a heading over the support."""
_NAMED_ITEM = 0.5
"""What a clause has at least in common with a sentence that names the same line item."""
_VERBATIM = 12
"""Letters and digits of a claim that may be taken for a quotation."""
_SAME_CLAUSE = 0.9
"""The share of a clause's words that a claim has that takes its subject from another clause."""
_WITHOUT_CAPITALS = frozenset({"zh", "ja", "ko", "th", "ar", "he", "fa", "hi"})
"""Languages that mark no names by capitals."""
_MOST_TRIED = 6
"""Sentences that are tried as the one support of a claim, best first."""
_MOST_PIECES = 8
"""Pieces of evidence that one claim may rest on."""
_CAPITAL = re.compile(r"(?<![^\W_])(?!(?:The|A|An|In|It|Its|On|At|By|For|This|We|Our)\b)[A-Z][\w.&'’-]*")

StemsOf = Callable[[str, str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Asking:
    """A claim with what it is compared by: the stems of a text's telling words in a language, and the question.

    `in_order` are the stems of all words of an English text but the smallest.
    """

    claim: Claim
    stems: StemsOf
    in_order: Callable[[str], Sequence[str]]
    asked: str


def supports(asking: Asking, evidence: Sequence[Evidence]) -> tuple[Support, ...]:
    """The words that support a claim, the best first; none when the evidence does not state it.

    A claim that is quoted word for word is supported where it stands. Else one sentence must state all of it, or every
    figure of it has a sentence or cell of its own; names and dates must occur in these or in what stands over
    them, other words to a good part, and what is denied must be denied. Else each clause is taken for itself.
    """
    if quoted := _verbatim(asking.claim, evidence):
        return _cited(quoted)
    if found := _in_one(asking, evidence):
        return _cited([found])
    if asking.claim.quantities:
        return _cited(_by_figures(asking, evidence))
    return _cited(_in_words_of_cells(asking, evidence))


def _cited(found: Iterable[Found]) -> tuple[Support, ...]:
    by_piece = {(one.upload_id, one.spans): None for one in found}
    return tuple(Support(upload_id, spans) for upload_id, spans in by_piece)


def _verbatim(claim: Claim, evidence: Sequence[Evidence]) -> list[Found]:
    """The sentence, or the figures of the table's row, that a claim repeats word for word."""
    said = letters(claim.text)
    if len(said) < _VERBATIM:
        return []
    for one in evidence:
        for sentence in one.sentences:
            if said in letters(sentence.text) and same_figures(claim.text, sentence.text):
                return [whole_sentence(sentence, 1.0)]
        for table in one.tables:
            for row in table.by_row():
                text = " ".join(map(table.text, row))
                if said in letters(text) and same_figures(claim.text, text):
                    held = [position for position in row if letters(table.text(position)) in said]
                    return [whole_cell(table, one) for one in held if table.printed(one)] or [
                        whole_cell(table, one) for one in held
                    ]
    return []


def _in_one(asking: Asking, evidence: Sequence[Evidence]) -> Found | None:
    """The one sentence that states all of a claim, with the one before it where it speaks of that."""
    claim = asking.claim
    ranked: list[tuple[float, Sentence]] = []
    for one in evidence:
        for sentence in one.sentences:
            if not all(states(asking, sentence, figure) for figure in claim.quantities):
                continue
            share = _share(asking, claim.text, sentence)
            wanted = asking.stems(claim.text, sentence.language)
            if share >= (SHARED_WITH_FIGURES if claim.quantities else needed_of(wanted)):
                ranked.append((share, sentence))
    ranked.sort(key=lambda entry: -entry[0])
    for share, sentence in ranked[:_MOST_TRIED]:
        alone = whole_sentence(sentence, share)
        tries = [replace(alone, context=Context()), *([with_before(sentence, share)] if sentence.before else []), alone]
        for found in tries:
            if _says(asking, found, sentence):
                return found
    return None


def _says(asking: Asking, found: Found, sentence: Sentence) -> bool:
    """Whether a sentence that has a claim's words and figures says it, and of the same."""
    if denied(asking.claim.text) != _denied_there(asking, sentence) or not holds_all(asking.claim, [found]):
        return False
    return not _is_swapped(asking, sentence) and not _is_bent(asking, asking.claim.text, found, sentence)


def _is_bent(asking: Asking, claimed: str, found: Found, sentence: Sentence) -> bool:
    """Whether a claim, or a clause of it, has the words of an English sentence and says something else with them."""
    if sentence.language not in ENGLISH:
        return False
    held, there = found.stems | sentence.context.stems, items_in(sentence.text)
    judged = [*asking.claim.names, *(words for item, words in items_named(claimed) if item in there)]
    wanted = asking.stems(wording.weighty(claimed, sentence.text), sentence.language)
    wanted -= asking.stems(" ".join(judged), sentence.language)
    missing = frozenset(stem for stem in wanted if not wording.is_known(stem, held))
    said, stated = asking.in_order(claimed), asking.in_order(sentence.text)
    if wording.is_exchanged(said, stated, missing) or wording.is_opposed(claimed, sentence.text):
        return True
    return wording.is_turned(claimed, sentence.text, said, stated)


def needed_of(wanted: Collection[str]) -> float:
    """The share of so many words that the support of a claim without figures must hold."""
    return 1 - (len(wanted) // MISSING) / len(wanted) if wanted else 1.0


def _share(asking: Asking, said: str, sentence: Sentence) -> float:
    """The share of a text's words that a sentence has, those of its headings counted in part."""
    wanted = asking.stems(said, sentence.language)
    if not wanted:
        wanted = asking.stems(asking.asked, sentence.language)
        if not wanted:
            return 1.0
    stated = sentence.stems | (sentence.before.stems if sentence.before else frozenset())
    own = frozenset(stem for stem in wanted if wording.is_known(stem, stated))
    held = len(own) + _CONTEXT * len((wanted - own) & sentence.context.stems)
    share = held / len(wanted)
    named = items_in(said)
    return max(share, _NAMED_ITEM) if named and named & items_in(sentence.text) else share


def states(asking: Asking, sentence: Sentence, figure: Quantity) -> bool:
    """Whether a sentence states a figure of the claim, of the same thing, for the same year, pointing the same way."""
    claim = asking.claim
    if told_of(figure) >= TELLING and not Looked(figure).may_stand_in(sentence.text, sentence.digits):
        return False
    agreeing = [one for one in sentence.quantities if agree(figure, one)]
    if not agreeing:
        return False
    part = claim.part_of(figure.start)
    parts = clauses(sentence.text, [(one.start, one.end) for one in sentence.quantities])
    for stated in agreeing:
        there = next((one for one in parts if one.start <= stated.start < one.end), parts[0])
        if not signs.agree_in_text((claim.text, part, figure), (sentence.text, there, stated)):
            continue
        if _of_other_years(claim, figure, sentence, stated, there):
            continue
        others = [one for one in parts if one is not there and not _has(sentence, one, figure)]
        if not _names_another(claim, part, there, others) and not _is_of_another_figure(
            asking, part, sentence, (there, stated), others
        ):
            return True
    return False


def _is_of_another_figure(
    asking: Asking, part: Part, sentence: Sentence, here: tuple[Part, Quantity], others: Sequence[Part]
) -> bool:
    """Whether a clause with another figure says what the claim says, and the clause with its figure does not.

    What follows behind a comma after a clause's last figure speaks of the whole sentence.
    """
    there, stated = here
    wanted = asking.stems(part.words, sentence.language)
    of_part = vocabulary.PART_OF.match(there.own) is not None
    if of_part and not wanted & asking.stems(there.own, sentence.language):
        return True
    begun = sentence.text[: there.end] if of_part else there.words
    own = wanted & asking.stems(begun, sentence.language)
    for one in others:
        rivals = [other for other in sentence.quantities if one.start <= other.start < one.end]
        last = max((other.end for other in rivals), default=one.end)
        comma = re.search("[,;，；]", sentence.text[last : one.end])
        core = sentence.text[one.start : last + comma.start() if comma else one.end]
        alike = any((other.percent, other.currency) == (stated.percent, stated.currency) for other in rivals)
        held = wanted & asking.stems(core, sentence.language)
        if len(wanted & asking.stems(f"{one.opening} {core}", sentence.language)) > len(own) or (alike and held - own):
            return True
    return False


def _names_another(claim: Claim, part: Part, there: Part, others: Sequence[Part]) -> bool:
    """Whether a figure's clause has a name of its own, and the claim one that another figure's clause has."""
    names = _names_in(claim, part.own)
    own = {found.group().lower() for found in _CAPITAL.finditer(there.own)}
    missing = names - _names_in(claim, there.own if own else there.words)
    if not any(missing & _names_in(claim, one.own) for one in others):
        return False
    return bool(own - names - {word.lower() for word in re.findall(r"[A-Z]\w*", part.words)})


def _has(sentence: Sentence, part: Part, figure: Quantity) -> bool:
    return any(agree(figure, one) for one in sentence.quantities if part.start <= one.start < part.end)


def _of_other_years(claim: Claim, figure: Quantity, sentence: Sentence, stated: Quantity, there: Part) -> bool:
    wanted = claim.year_of(figure)
    told = year_of(sentence.quantities, sentence.times, stated, there)
    return bool(wanted and told and not wanted & told)


def _is_swapped(asking: Asking, sentence: Sentence) -> bool:
    """Whether a claim without figures says of one name what the sentence says of another.

    Of a sentence whose clauses have names of their own, one must hold all the names of a clause of the claim that the
    sentence holds at all, and no other one more of its words.
    """
    claim = asking.claim
    if sentence.language in _WITHOUT_CAPITALS:
        return not claim.quantities and _is_of_two_clauses(asking, sentence)
    if not claim.quantities and _is_reversed(claim.names, claim.text, sentence.text):
        return True
    parts = clauses(sentence.text, _name_places(sentence.text))
    if len(parts) < 2 or not claim.names or claim.quantities:
        return False
    return any(
        _is_of_another(asking, one.own, parts, sentence) for one in clauses(claim.text, _name_places(claim.text))
    )


def _is_reversed(names: Sequence[str], said: str, stated: str) -> bool:
    """Whether who does something and to whom stand the other way round; with "is" and its forms that says nothing."""
    if vocabulary.BEING.search(said) or vocabulary.BEING.search(stated):
        return False
    places = [(said.lower().find(name), stated.lower().find(name)) for name in names]
    order = [there for here, there in sorted(places) if here >= 0 and there >= 0]
    return len(order) > 1 and order[0] > order[-1]


def _is_of_two_clauses(asking: Asking, sentence: Sentence) -> bool:
    """Whether a claim takes what one clause says for what another speaks of, where no capitals tell names.

    The clause that has most of its words then says something else besides, and another one has what it lacks.
    """
    wanted = asking.stems(asking.claim.text, sentence.language)
    held = [asking.stems(one, sentence.language) for one in _cut(sentence.text)]
    if len(held) < 2 or len(list(_cut(asking.claim.text))) > 1:
        return False
    best = max(held, key=lambda stems: len(stems & wanted))
    elsewhere = frozenset(stem for stems in held if stems is not best for stem in stems)
    return bool((wanted - best) & elsewhere) and len(best & wanted) < _SAME_CLAUSE * len(best)


def _is_of_another(asking: Asking, said: str, parts: Sequence[Part], sentence: Sentence) -> bool:
    wanted = asking.stems(said, sentence.language)
    names = _names_in(asking.claim, said) & _names_in(asking.claim, sentence.text)
    shares = [len(wanted & asking.stems(one.words, sentence.language)) for one in parts]
    own = [share for one, share in zip(parts, shares, strict=True) if names <= _names_in(asking.claim, one.words)]
    return not own or max(own) < max(shares)


def _name_places(text: str) -> list[tuple[int, int]]:
    """Where runs of words with capitals begin and end, but for what opens the text and is no run."""
    return [found.span() for found in _CAPITAL.finditer(text)]


def _names_in(claim: Claim, text: str) -> frozenset[str]:
    lower = text.lower()
    return frozenset(name for name in claim.names if name in lower)


def _by_figures(asking: Asking, evidence: Sequence[Evidence]) -> list[Found]:
    """A sentence or cell for each figure of a claim; none unless they state all of it together.

    A figure that stands nowhere may follow from the others of the claim, or belong to what a column's head says.
    """
    claim = asking.claim
    cells = [Cells(table, asking.stems, asking.asked) for one in evidence for table in one.tables]
    chosen: list[Found] = []
    printed: list[Quantity] = []
    open_ones: list[Quantity] = []
    for figure in claim.quantities:
        found = list(_stating(asking, figure, evidence, cells))
        if not found:
            open_ones.append(figure)
            continue
        chosen.append(max(found, key=lambda one: one.score + len(_names_in(claim, one.text)) * 0.1))
        printed.append(figure)
    beside = [one for found in chosen for one in quantities(without(found.beside, times(found.beside).places))]
    for figure in open_ones:
        way = signs.direction(claim.text, claim.part_of(figure.start), figure)
        said = figure.is_bare and any(agree(figure, one) for one in beside)
        if not said and not follows(figure, way, printed):
            return []
    distinct = list({(one.upload_id, one.spans): one for one in chosen}.values())
    if len(distinct) > _MOST_PIECES or not holds_all(claim, distinct):
        return []
    return distinct


def _stating(asking: Asking, figure: Quantity, evidence: Sequence[Evidence], cells: Sequence[Cells]) -> Iterator[Found]:
    """The cells and sentences that state a figure of a claim."""
    claim, part = asking.claim, asking.claim.part_of(figure.start)
    for table in cells:
        for position, score in table.stating(claim, figure):
            yield whole_cell(table.table, position, score)
    for piece in evidence:
        for sentence in piece.sentences:
            if not states(asking, sentence, figure):
                continue
            share = _share(asking, part.words, sentence)
            found = with_before(sentence, share)
            same = denied(part.words) == _denied_there(asking, sentence)
            if share >= SHARED_WITH_FIGURES and same and not _is_bent(asking, part.words, found, sentence):
                yield found


def _in_words_of_cells(asking: Asking, evidence: Sequence[Evidence]) -> list[Found]:
    """The cells of one row that state a claim without figures."""
    best: list[Found] = []
    for one in evidence:
        for table in one.tables:
            for score, positions in Cells(table, asking.stems, asking.asked).saying(asking.claim, needed_of):
                found = [whole_cell(table, position, score) for position in positions]
                if (not best or score > best[0].score) and holds_all(asking.claim, found):
                    best = found
    return best


def _denied_there(asking: Asking, sentence: Sentence) -> bool:
    """Whether the clauses of a sentence that have most of the claim's words deny them."""
    wanted = asking.stems(asking.claim.text, sentence.language)
    cut = list(_cut(sentence.text))
    shares = [len(wanted & asking.stems(one, sentence.language)) for one in cut]
    most = max(shares, default=0)
    kept = [text for text, share in zip(cut, shares, strict=True) if share and 2 * share > most]
    return denied(" , ".join(kept)) if kept else denied(sentence.text)


def _cut(text: str) -> Iterator[str]:
    edges = [
        0,
        *(
            found.start()
            for found in re.finditer(r"[,;，；:]\s?(?!\d)|\s(?:but|although|while|whereas|unless)\s", text)
        ),
        len(text),
    ]
    yield from (text[start:end] for start, end in pairwise(edges) if text[start:end].strip())
