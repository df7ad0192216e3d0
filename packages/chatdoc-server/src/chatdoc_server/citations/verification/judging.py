"""Whether a sentence of an answer is supported, and by which words of all that was read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from chatdoc_server.answering.base import Formula, FormulaInput, Inquiry, Support
from chatdoc_server.answering.language import answered_in, language_of
from chatdoc_server.citations.verification import across, claims, formulas, lines, matching
from chatdoc_server.citations.verification.across import Likeness
from chatdoc_server.citations.verification.claims import Claim
from chatdoc_server.citations.verification.evidence import Evidence, Reader
from chatdoc_server.citations.verification.matching import Asking
from chatdoc_server.citations.verification.quantities import common_scale
from chatdoc_server.citations.verification.reach import Reach
from chatdoc_server.indexing.embedding.choice import crosses
from chatdoc_server.retrieval.base import Hit

_SMALL = re.compile(r"(?<![^\W_])[^\W\d_A-Z][^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence claims anything of the documents, and the words that support it; none when nothing does."""

    claims: bool
    supports: tuple[Support, ...] = ()


class Judge:
    """Judges the sentences of one answer by what its writer read; sentences one after another, as it remembers words.

    Args:
        inquiry: The question with its documents and passages.
        sent: The passages that a model was sent; None for a writer without a model, which reads the documents.
        likeness: Compares texts in several languages; without it nothing supports what is in another language.
    """

    def __init__(self, inquiry: Inquiry, sent: Sequence[Hit] | None, likeness: Likeness | None = None) -> None:
        self._likeness = likeness
        self._inquiry = inquiry
        self._hits = tuple(inquiry.hits if sent is None else sent)
        self._reach = Reach(inquiry.documents, sent, inquiry.selection)
        self._reader = Reader(inquiry.documents, inquiry.names)
        self._formulas: list[Formula] = []
        self._language: str | None = None
        self._small: frozenset[str] | None = None

    def computed(self, formula: Formula) -> bool:
        """Whether a computation holds; the lines to come may then state its result."""

        def read(given: FormulaInput) -> Evidence | None:
            kept = self._reach.within([given.support])
            return self._evidence(kept[0]) if kept else None

        right = formulas.holds(formula, read)
        if right:
            self._formulas.append(formula)
        return right

    def sentence(self, text: str, about: str = "", named: Sequence[Support] = (), opening: str = "") -> Verdict:
        """What a model says.

        Args:
            text: A sentence, a cell of a table, or what goes on after a marker inside of either.
            about: The cell's row and column.
            named: What its markers name.
            opening: What stands before that marker; the text is judged together with it.
        """
        said = f"{opening} {text}" if opening else text
        said = f"{about}: {said}" if about else said
        marked = self._reach.within(named)
        first = [self._evidence(support) for support in marked]
        asking = self._asking(said)
        if not self._claims(text, self._asking(text) if opening else asking):
            return Verdict(claims=False)
        scale = common_scale(self._inquiry.question)
        readings = [asking]
        if scale is not None and asking.claim.quantities:
            # Asked for millions, a model may well answer with the number alone.
            readings.append(replace(asking, claim=self._claim(said, scale)))
        for evidence in (first, self._all()):
            for reading in readings:
                if found := self._supports(reading, evidence):
                    return Verdict(claims=True, supports=self._reach.within(found))
        return Verdict(claims=True)

    def _asking(self, said: str) -> Asking:
        return Asking(self._claim(said), self._reader.stems, self._reader.in_order, self._inquiry.question)

    def _supports(self, asking: Asking, evidence: Sequence[Evidence]) -> tuple[Support, ...]:
        found = matching.supports(asking, evidence) if evidence else ()
        if not found and self._likeness is not None and (foreign := self._foreign(evidence)):
            found = across.supports(asking, foreign, self._likeness)
        return found

    def line(self, text: str, supports: Sequence[Support]) -> Verdict:
        """A line written without a model, which comes with its words or cells: they stay where they state it."""
        kept = self._reach.within(supports)
        if not kept:
            return Verdict(claims=True)
        evidence = [self._evidence(support) for support in kept]
        stated = lines.stated(
            self._claim(text), text, evidence, self._documents_say(kept), self._formulas, self._around()
        )
        return Verdict(claims=True, supports=lines.spoken_of(text, kept, evidence) if stated else ())

    def _claim(self, text: str, scale: Decimal | None = None) -> Claim:
        claim = claims.read(text, self._answer_language(), scale=scale)
        return replace(claim, names=tuple(name for name in claim.names if not self._is_ordinary(name, claim)))

    def _claims(self, text: str, asking: Asking) -> bool:
        languages = {self._reader.language(upload_id) for upload_id in self._inquiry.documents}
        weighty = {stem for language in languages for stem in asking.stems(asking.claim.text, language)}
        return claims.claims_something(text, asking.claim, sorted(weighty))

    def _evidence(self, support: Support) -> Evidence:
        """What a support says; of a passage that was sent with its headings."""
        for hit in self._hits:
            if hit.upload_id == support.upload_id and hit.passage.spans == support.spans:
                return self._of(hit)
        return self._reader.read(support.upload_id, support.spans)

    def _of(self, hit: Hit) -> Evidence:
        return self._reader.read(hit.upload_id, hit.passage.spans, hit.passage.headings, hit.passage.rows)

    def _all(self) -> list[Evidence]:
        selection = self._inquiry.selection
        own = [self._evidence(selection)] if selection is not None else []
        return [*own, *map(self._of, self._hits)]

    def _foreign(self, evidence: Sequence[Evidence]) -> list[Evidence]:
        """What is in another language than the answer."""
        answer = self._answer_language()
        return [one for one in evidence if crosses(self._reader.language(one.upload_id), answer)]

    def _around(self) -> str:
        """What a line may name that stands not in the words it quotes: its document, and what was asked."""
        return " . ".join((self._inquiry.question, *self._inquiry.names.values()))

    def _documents_say(self, supports: Sequence[Support]) -> str:
        documents = self._inquiry.documents
        return " ".join(documents[one.upload_id].text_of(span) for one in supports for span in one.spans)

    def _is_ordinary(self, name: str, claim: Claim) -> bool:
        """Whether what looks like a name is a word that the passages write in small letters, too."""
        if not name.isalpha() or re.search(rf"\b{re.escape(name.upper())}\b", claim.text):
            return False
        if self._small is None:
            texts = (hit.passage.text for hit in self._hits)
            self._small = frozenset(word for text in texts for word in _SMALL.findall(text))
        return name in self._small

    def _answer_language(self) -> str:
        if self._language is None:
            spoken = [document.language for document in self._inquiry.documents.values()]
            question = self._inquiry.question
            self._language = answered_in(self._inquiry.language, question, language_of(question, spoken))
        return self._language
