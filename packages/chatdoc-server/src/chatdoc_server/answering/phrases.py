"""The fixed phrases of extractive answers, in one place: another language is another `Phrases`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the service says in its own words. Braces are filled in by name."""

    lead: str
    not_stated: str
    period_not_stated: str
    nearest: str
    inputs: str
    compared: str
    missing_input: str
    negative: str
    fallback: str


ENGLISH = Phrases(
    lead="The document says:",
    not_stated="The document does not state this.",
    period_not_stated="The document does not state {item} for {period}.",
    nearest="The nearest passage says:",
    inputs="The document does not state the result itself; these are the figures it is computed from:",
    compared="The document states these figures side by side:",
    missing_input="{item}: not found in a table of the document.",
    negative="negative",
    fallback="The language model could not be reached, so the answer is quoted from the document. ",
)

_BY_LANGUAGE = {"en": ENGLISH}


def phrases_for(language: str) -> Phrases:
    """The phrases of a language given as an ISO 639-1 code or a tag ("en-GB"); English when it has none."""
    return _BY_LANGUAGE.get(language.lower().replace("_", "-").split("-")[0], ENGLISH)
