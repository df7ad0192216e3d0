"""Telling that a document can't hold an answer: what the question is about does not occur in it."""

from collections.abc import Iterator, Mapping, Sequence

from chatdoc_server.document import Document
from chatdoc_server.questions.formulas.computation import words_of_computing
from chatdoc_server.questions.formulas.phrasing import meaning
from chatdoc_server.questions.instructions import strip_instructions
from chatdoc_server.questions.naming import folded
from chatdoc_server.questions.periods import in_head
from chatdoc_server.questions.question import Question
from chatdoc_server.questions.ratios import RATIOS
from chatdoc_server.questions.thesaurus import related
from chatdoc_server.questions.words import Stems
from chatdoc_server.retrieval.base import Hit

_SHORTEST = 4
"""Letters of a stem that is looked for."""
_LONG = 6
"""Letters of a name that is also looked for across words: in shorter ones two words meet by chance."""
_OF_COMPUTING = """
    spend spent earn generate amount calculate compute derive metric figure difference average percentage bring brought
    record achieve post book incur compare change yearly annual best worst highest lowest largest smallest greatest
    biggest grow growth grew grown improve rise rose fall fell increase decrease decline drop
    minus plus times divided multiplied
    together altogether aggregate collectively cumulative
    positive negative sum total combined combine share proportion ratio margin mean median maximum minimum higher lower
    bigger smaller larger faster slower more less than year over absolute relative trend exceed outperform between
    decimal fraction portion fastest slowest went drag happen occur line item money cash dollar euro please
    come came half quarter month"""
"""Words that figures are asked with, whatever the documents call them."""
_COMPUTING = frozenset(map(Stems().of, _OF_COMPUTING.split()))


def absent(question: Question, documents: Mapping[str, Document], hits: Sequence[Hit], stems: Stems) -> tuple[str, ...]:
    """The names and years of a question that occur in none of the documents.

    A name that is written together or apart counts as present ("Footlocker", "Foot Locker"). The passages found are
    read first; the documents as a whole only for what these lack.
    """
    missing: dict[str, tuple[str, ...]]
    missing = {name: (stems.prefix(name), name.replace("-", "")) for name in question.names}
    # Of a range only the years that are written must be known.
    years = {period.year for period in question.periods}.intersection(in_head(question.text))
    missing |= {str(year): (str(year), f"fy{year % 100:02d}") for year in years}
    for text in _texts(documents, hits):
        if not missing:
            break
        missing = _lacking(missing, text)
        if any(len(name) >= _LONG for name in missing):
            together = text.replace(" ", "").replace("-", "")
            missing = {name: forms for name, forms in missing.items() if len(name) < _LONG or forms[1] not in together}
    return tuple(missing)


def unknown(
    question: Question, documents: Mapping[str, Document], hits: Sequence[Hit], stems: Stems
) -> tuple[str, ...]:
    """The words of a question, apart from names of figures and of asking, that occur in none of the documents.

    A figure of what the documents never mention is none that they state. The passages found are read first; the
    documents as a whole only for what these lack. Words that others are used for count as present with these, and so
    do other forms: "move" with "moving".
    """
    if strip_instructions(question.text).definitions or meaning(question.text):
        # Who says what a figure is may call it what he will.
        return ()
    plain = folded(question.text)
    known = {stem for name in _names_of_figures(question) if folded(name) in plain for stem in stems.all(name)}
    known |= _COMPUTING.union(map(stems.of, words_of_computing(question.text)))
    missing = {
        term: tuple(form.rstrip("ei") for form in (term, *related(term)[0], *related(term)[1]))
        for term in question.terms
        if term not in known and len(term) >= _SHORTEST and term.isalpha()
    }
    for text in _texts(documents, hits):
        if not missing:
            break
        missing = _lacking(missing, text)
    return tuple(missing)


def _lacking(forms: Mapping[str, tuple[str, ...]], text: str) -> dict[str, tuple[str, ...]]:
    """The words none of whose forms a word of a text begins with."""
    return {word: known for word, known in forms.items() if not any(_begins_word(form, text) for form in known)}


def _begins_word(form: str, text: str) -> bool:
    """Whether a word, or a number, of a text begins with a form: "lose" stands in "loser", not in "close"."""
    is_part = str.isdigit if form[:1].isdigit() else str.isalpha
    place = text.find(form)
    while place > 0 and is_part(text[place - 1]):
        place = text.find(form, place + 1)
    return place >= 0


def _names_of_figures(question: Question) -> Iterator[str]:
    for target in question.targets:
        yield from target.item.asked
    for synonym in question.synonyms:
        yield from synonym.asked
    for ratio in RATIOS:
        yield from ratio.asked


def _texts(documents: Mapping[str, Document], hits: Sequence[Hit]) -> Iterator[str]:
    """In lower case what was found, then each document as a whole."""
    yield "\n".join(text for hit in hits for text in (*hit.passage.headings, hit.passage.text)).lower()
    for document in documents.values():
        yield document.lower_text
