"""What questions say and documents print otherwise, apart from figures: abbreviations, and topics with their words."""

from dataclasses import dataclass

from chatdoc_server.questions.statements import Statement


@dataclass(frozen=True, slots=True)
class Synonym:
    """Names found in questions, the words that documents print instead, and the statements that show them."""

    asked: tuple[str, ...]
    printed: str
    statements: tuple[Statement, ...] = ()


SYNONYMS: tuple[Synonym, ...] = (
    Synonym(
        ("leverage", "leverage ratio", "debt ratio", "total debt", "net debt"),
        "long-term debt; short-term debt; current portion of long-term debt; total liabilities",
        (Statement.BALANCE,),
    ),
    Synonym(("book value",), "total shareholders' equity; total stockholders' equity", (Statement.BALANCE,)),
    Synonym(("g&a", "g & a"), "general and administrative expenses"),
    Synonym(("m&a", "m & a"), "acquisitions; divestitures; mergers and acquisitions"),
    Synonym(("md&a", "md & a"), "management's discussion and analysis"),
    Synonym(("acquired", "acquisition", "acquisitions"), "acquisition; acquired; business combinations"),
    Synonym(("ceo",), "chief executive officer"),
    Synonym(("cfo",), "chief financial officer"),
    Synonym(("coo",), "chief operating officer"),
    Synonym(("fx",), "foreign exchange; foreign currency"),
    Synonym(("yoy", "y/y"), "year over year"),
    Synonym(("segment", "segments"), "business segments; reportable segments; segment results"),
    Synonym(("organic", "organically"), "organic sales change; organic growth"),
    Synonym(("ip",), "intellectual property"),
    Synonym(("nda",), "non-disclosure agreement; confidentiality"),
    Synonym(("esg",), "environmental, social and governance"),
)
"""Every synonym."""
