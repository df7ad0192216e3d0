"""What every language has words for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the service says in its own words. Braces are filled in by name.

    `opening` and `closing` are the quotation marks of the language. `lead` stands before words that answer, `closest`
    before words that may, `nearest` before those beside a refusal.
    """

    opening: str
    closing: str
    lead: str
    closest: str
    selected: str
    not_stated: str
    period_not_stated: str
    nearest: str
    inputs: str
    compared: str
    missing_input: str
    ambiguous: str
    yes: str
    no: str
    rose: str
    fell: str
    unchanged: str
    average: str
    total: str
    positive: str
    negative: str
    only_documents: str
    fallback: str

    def quoted(self, text: str) -> str:
        """A text between quotation marks."""
        return f"{self.opening}{text}{self.closing}"
