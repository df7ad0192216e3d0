"""Numbered parts of documents: "Item 7A", "Note 12", "Section 4.2", "第三章", in headings and in questions."""

import re

_COUNTED = """
    section sections sec item note notes article articles chapter chapters part clause clauses paragraph schedule annex
    appendix exhibit table figure fig
    abschnitt artikel kapitel teil anhang anlage tabelle abbildung ziffer
    chapitre partie annexe tableau
    sección artículo capítulo parte anexo tabla cláusula
    seção secção artigo quadro
    sezione articolo capitolo allegato tabella figura
    hoofdstuk artikel bijlage tabel figuur
    раздел раздела разделе статья статьи статье глава главы главе приложение приложении таблица таблице рисунок
    рисунке"""
_SAME = {
    "sections": "section", "sec": "section", "notes": "note", "articles": "article", "chapters": "chapter",
    "clauses": "clause", "fig": "figure", "раздела": "раздел", "разделе": "раздел", "статьи": "статья",
    "статье": "статья", "главы": "глава", "главе": "глава", "приложении": "приложение", "таблице": "таблица",
    "рисунке": "рисунок",
}  # fmt: skip
_WORDS = "|".join(sorted(set(_COUNTED.split()), key=len, reverse=True))
_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,4}[a-z]?|[ivxl]{1,6}|[a-z]"
_NAMED = re.compile(rf"(?<!\w)(?P<what>{_WORDS})\.?\s*(?:no\.?\s*|№\s*)?(?P<number>{_NUMBER})(?![\w%])", re.IGNORECASE)
_SIGN = re.compile(r"§+\s*(?P<number>\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?)(?![\w%])", re.IGNORECASE)
_CJK = re.compile(r"第\s*(?P<number>[0-9０-９一二三四五六七八九十百零〇]{1,5})\s*(?P<what>[章节節条條款项項部编編回])")
_BARE = re.compile(r"\s*(?P<number>\d{1,3}(?:\.\d{1,3}){0,4}[a-z]?)(?P<end>[.):]?)(?=\s|$)")
_AFTER = " \t\n.:)-–—|"


def opening(heading: str) -> tuple[tuple[str, ...], str]:
    """How a heading is numbered, and its words without that.

    The numbers are spelt as `references` does; a heading that opens with a number alone has it alone, "# 4.2".
    """
    text = heading.strip()
    for pattern in (_NAMED, _SIGN, _CJK):
        if found := pattern.match(text):
            return _spelt(found), text[found.end() :].lstrip(_AFTER)
    if found := _BARE.match(text):
        return (f"# {found['number'].lower()}",), text[found.end() :].lstrip(_AFTER)
    return (), text


def references(text: str) -> tuple[str, ...]:
    """The numbered parts that a question names, each once, first with what they count: "item 7a", then "# 7a"."""
    found = [match for pattern in (_NAMED, _SIGN, _CJK) for match in pattern.finditer(text)]
    return tuple(dict.fromkeys(spelling for match in found for spelling in _spelt(match) if _certain(match)))


def _certain(found: re.Match[str]) -> bool:
    """Whether a match is a number: in a sentence a single small letter is a word, as in "is part a of it"."""
    number = found["number"]
    return not (number.isalpha() and number.isascii() and number.islower() and found.re is _NAMED)


def _spelt(found: re.Match[str]) -> tuple[str, ...]:
    """A numbered part as it is looked up: with what it counts, and the number alone."""
    number = found["number"].lower()
    what = (found.groupdict().get("what") or "§").lower()
    return f"{_SAME.get(what, what)} {number}", f"# {number}"
