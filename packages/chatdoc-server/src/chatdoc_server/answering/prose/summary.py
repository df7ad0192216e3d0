"""Summaries from a document's own sentences: the most central ones of each section, in reading order.

Centrality is continuous LexRank (Erkan and Radev, "LexRank: Graph-based Lexical Centrality as Salience in Text
Summarization", 2004): sentences are alike by the cosine of their words weighed by rarity, and one is central that is
like many central ones. Only a bounded part of each section is read, its beginning, so that the time is bounded too.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chatdoc_server.answering.lines import Composed, Line, quoted
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.prose.quotes import NOT_QUOTED, Quote, sentences_in
from chatdoc_server.document import Document, Element, ElementKind, Span
from chatdoc_server.indexing.contents import contents_elements
from chatdoc_server.indexing.terms import Analyzer
from chatdoc_server.languages.scripts import weight
from chatdoc_server.questions.answer_types import topic

MOST_SECTIONS = 8
"""Sections of a document that a summary has sentences of: the longest."""
MOST_SENTENCES = 8
"""Sentences of a summary of one document, or of one section of it."""
_READ = 18
"""Sentences of a section that are compared."""
_SHORTEST, _LONGEST = 40, 420
"""Letters of a sentence that is quoted in a summary."""
_DAMPING = 0.15
"""The chance to jump to any sentence instead of to a like one; the paper's value."""
_STEPS = 30
_LEAD = 0.5
"""How much more the first of a section's sentences counts than its last: beginnings say what a text is about."""
_LEAST_SECTIONS = 5
"""Sections below which those inside them are taken, where there are any."""
_MOST_OF_ALL = 0.5
"""When one section holds this much of a text, the sections inside it are taken."""
_SMALL = 0.02
"""Share of the text below which a section is left out."""
_ENDS = (".", "!", "?", "。", "！", "？", "؟", "।", "…", "”", "」", ")")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, -1 for what stands under none, and the elements of text under it and its subheadings."""

    heading: int
    elements: tuple[int, ...]


def compose(text: str, language: str, documents: Mapping[str, Document], phrases: Phrases) -> Composed | None:
    """The key sentences of the documents asked, or of the section that a question names; None when it names neither.

    Args:
        text: a question that wants a summary, see `questions.answer_types.wants_summary`.
        language: of the question.
        documents: by upload_id.
        phrases: what the service says in its own words.
    """
    named = topic(text, language)
    lines: list[Line] = []
    for upload_id, document in documents.items():
        sections = [_named_section(document, named)] if named else _sections(document)
        most = max(2, MOST_SENTENCES // len(documents))
        found = _summary(upload_id, document, [section for section in sections if section is not None], most)
        for heading, sentences in found:
            if heading and len(found) > 1 and len(documents) == 1:
                lines.append(Line(f"{heading}:"))
            lines += quoted(sentences, phrases)
    return Composed((Line(phrases.lead), *lines)) if lines else None


def _summary(
    upload_id: str, document: Document, sections: Sequence[Section], most: int
) -> list[tuple[str, list[Quote]]]:
    """The headings of sections with their key sentences, as they stand in the document."""
    if len(sections) == 1:
        parts = _parted(upload_id, document, sections[0], most)
        return [("", [_central(part, document.language, 1)[0] for part in parts if part])]
    each = max(1, most // max(1, len(sections)))
    found = []
    for section in sections[:most]:
        sentences = _sentences(upload_id, document, section.elements, _READ)
        if sentences:
            heading = document.elements[section.heading].text.strip(" .:：") if section.heading >= 0 else ""
            found.append((heading, _central(sentences, document.language, each)))
    return found


def _parted(upload_id: str, document: Document, section: Section, most: int) -> list[list[Quote]]:
    """The sentences of one section in as many runs as its summary has sentences."""
    step = max(1, len(section.elements) // most)
    sentences = _sentences(upload_id, document, section.elements, most * _READ)
    if step > 2 * _READ or len(sentences) == most * _READ:
        # Of a long section each part gives its beginning.
        runs = (section.elements[start : start + step] for start in range(0, len(section.elements), step))
        return [_sentences(upload_id, document, run, _READ) for run in runs][:most]
    size = max(1, math.ceil(len(sentences) / most))
    return [sentences[start : start + size] for start in range(0, len(sentences), size)]


def _sections(document: Document) -> list[Section]:
    """The longest sections of a document, in its order: of the level at which no single one is nearly all of it."""
    skipped = contents_elements(document)
    texts = [
        element for element in document.elements if element.kind not in NOT_QUOTED and element.index not in skipped
    ]
    paths = {element.index: _path(document, element) for element in texts}
    total = sum(len(element.text) for element in texts) or 1
    depth = 0
    sections = _at(texts, paths, depth)
    while len(sections) < _LEAST_SECTIONS or max(_size(document, one) for one in sections) > _MOST_OF_ALL * total:
        depth += 1
        deeper = _at(texts, paths, depth)
        if all(len(path) <= depth for path in paths.values()):
            break
        sections = deeper
    sized = [(_size(document, section), section) for section in sections]
    large = sorted((one for one in sized if one[0] >= _SMALL * total), key=lambda one: -one[0])[:MOST_SECTIONS]
    return sorted((section for _, section in large), key=lambda section: section.elements[0])


def _size(document: Document, section: Section) -> int:
    return sum(len(document.elements[index].text) for index in section.elements)


def _at(texts: Sequence[Element], paths: Mapping[int, tuple[int, ...]], depth: int) -> list[Section]:
    """The elements grouped by their heading at a depth, or their deepest one above it."""
    groups: dict[int, list[int]] = {}
    for element in texts:
        path = paths[element.index]
        groups.setdefault(path[min(depth, len(path) - 1)] if path else -1, []).append(element.index)
    return [Section(heading, tuple(elements)) for heading, elements in groups.items()]


def _path(document: Document, element: Element) -> tuple[int, ...]:
    """The headings over an element, outermost first."""
    path: list[int] = []
    parent = element.parent
    while parent >= 0:
        path.append(parent)
        parent = document.elements[parent].parent
    return tuple(reversed(path))


def _named_section(document: Document, named: frozenset[str]) -> Section | None:
    """The section whose heading says what is asked, and as little else as any."""
    analyzer = Analyzer(document.language)
    best: tuple[float, int] | None = None
    for element in document.elements:
        if element.kind is ElementKind.HEADING and len(element.text) < _LONGEST:
            stems = frozenset(analyzer.terms(element.text))
            wanted = frozenset(stem for word in named for stem in analyzer.terms(word))
            if wanted and wanted <= stems and (best is None or len(wanted) / len(stems) > best[0]):
                best = len(wanted) / len(stems), element.index
    if best is None:
        return None
    over = {best[1]}
    elements: list[int] = []
    for element in document.elements[best[1] + 1 :]:
        if element.kind is ElementKind.HEADING and element.parent not in over:
            break
        if element.kind is ElementKind.HEADING:
            over.add(element.index)
        elif element.kind not in NOT_QUOTED:
            elements.append(element.index)
    return Section(best[1], tuple(elements)) if elements else None


def _sentences(upload_id: str, document: Document, elements: Sequence[int], most: int) -> list[Quote]:
    """The first sentences of some elements that can be quoted in a summary."""
    found: list[Quote] = []
    for spans, text in _all_sentences(document, elements):
        if len(found) == most:
            break
        if _SHORTEST <= weight(text) <= _LONGEST and text.rstrip().endswith(_ENDS) and not text[0].islower():
            found.append(Quote(upload_id, spans, text, frozenset(), 1.0))
    return found


def _all_sentences(document: Document, elements: Sequence[int]) -> Iterator[tuple[tuple[Span, ...], str]]:
    for place, index in enumerate(elements):
        element = document.elements[index]
        if element.continues >= 0:
            continue
        spans = [Span(index, 0, len(element.text))]
        # What goes on with it stands soon after it.
        for following in elements[place + 1 : place + 8]:
            if document.elements[following].continues == spans[-1].element:
                spans.append(Span(following, 0, len(document.elements[following].text)))
        yield from sentences_in(document, spans)


def _central(sentences: Sequence[Quote], language: str, most: int) -> list[Quote]:
    """The most central of some sentences, in their order."""
    if len(sentences) <= most:
        return list(sentences)
    ranks = lexrank(_vectors(sentences, language))
    early = np.linspace(1.0 + _LEAD, 1.0, len(sentences))
    best = sorted(np.argsort(-(ranks * early), kind="stable")[:most].tolist())
    return [sentences[place] for place in best]


def _vectors(sentences: Sequence[Quote], language: str) -> NDArray[np.float64]:
    """Unit vectors of words weighed by rarity among the sentences: float64 [sentences, words]."""
    analyzer = Analyzer(language)
    counts = [Counter(analyzer.terms(sentence.text)) for sentence in sentences]
    holding = Counter(term for count in counts for term in count)
    columns = {term: place for place, term in enumerate(holding)}
    vectors = np.zeros((len(sentences), max(1, len(columns))))
    for row, count in enumerate(counts):
        for term, times in count.items():
            vectors[row, columns[term]] = times * math.log(1 + len(sentences) / holding[term])
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(norms > 0, norms, 1.0)


def lexrank(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """How central each sentence is: float64 [sentences], summing to 1.

    Args:
        vectors: unit vectors, float64 [sentences, words].
    """
    size = len(vectors)
    likeness = np.clip(vectors @ vectors.T, 0.0, None)
    sums = likeness.sum(axis=1, keepdims=True)
    steps = np.where(sums > 0, likeness / np.where(sums > 0, sums, 1.0), 1.0 / size)
    ranks = np.full(size, 1.0 / size)
    for _ in range(_STEPS):
        ranks = _DAMPING / size + (1 - _DAMPING) * (steps.T @ ranks)
    return np.asarray(ranks / ranks.sum())
