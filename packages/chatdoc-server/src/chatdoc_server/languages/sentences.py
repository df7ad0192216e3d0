"""Text to sentences, in the scripts and languages of the world."""

import re
from collections.abc import Iterator

from chatdoc_server.languages.detection import detect
from chatdoc_server.languages.scripts import CJK, LAO, THAI

_OPENING = "\"'“‘„«‹(\\[¿¡「『《（"
_CLOSING = "\"'”’»›)\\]"
_STOPS = "。！？｡।॥។៕။።։؟۔"
"""Full stops, question and exclamation marks that end a sentence whatever follows."""

_END = re.compile(
    rf"[.!?]+(?:[{_CLOSING}]|[ \u00a0\u202f](?=»)|(?<=[ \u00a0\u202f])»)*(?=\s+[{_OPENING}]*(?P<next>[^\s{_OPENING}]))"
    rf"|[!?]+(?=[{CJK}])"
    rf"|[{_STOPS}]+(?P<quoted>[」』”’）》】〕»\"')\]]*)"
    r"|\n{2,}|\n(?=\s*[•▪◦–-]\s)|(?=[•▪◦]\s)"
)
_GOES_ON = frozenset("とっのはをがにでもや、，,")
"""What follows a Japanese or Chinese quotation inside a sentence."""

_WORDS_CUT_SHORT = r"""
    Inc Corp Co Ltd LLC Mr Mrs Ms Dr Prof Sr Jr St No Nos vs etc cf al approx est Fig Figs Eq Eqs Sec Secs Art Vol pp p
    ed eds Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Dept Gov Gen Sen Rep Rev Hon Bros Mt Ave Blvd Rd U\.S e\.g
    i\.e
    Nr Hr Fr bzw ca vgl usw Abs Abb Tab Bd Hrsg Mio Mrd Str Tel inkl evtl ggf sog geb Kap
    Mme Mlle MM env av chap fig éd réf
    Sra Srta Dra Ud Uds UU EE pág págs núm cap aprox Sig ecc pag
    гг стр рис табл см тыс млн млрд руб коп ул др пр проф им кв долл обл"""
_SHORT_FORMS = "|".join(_WORDS_CUT_SHORT.split())
_ABBREVIATION = re.compile(rf"(?:^|[\s(“\"'«„])(?:[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_]|{_SHORT_FORMS})\.$")
_NEVER_ENDS = re.compile(
    r"(?:^|[\s(“\"'«„])(?:Mr|Mrs|Ms|Dr|Prof|No|Nos|vs|cf|Fig|Figs|Eq|Eqs|Sec|Secs|Art|Vol|pp|e\.g|i\.e|St"
    r"|Nr|Hr|Abb|Bd|vgl|bzw|z\.\s?B|Mme|Mlle|Sra|Dra|pág|núm|рис|табл|см|ул)\.$"
)
_ORDINAL = re.compile(r"(?:^|[^\w.,])\d{1,2}\.$")
_DOTTED_ORDINALS = frozenset({"cs", "da", "de", "et", "fi", "hr", "hu", "lv", "no", "sk", "sl", "sr", "tr"})
"""Languages that mark ordinal numbers by a full stop."""

_USUAL_OPENERS = """
    The A An This These Those It In We Our For On As At By He She They If However During Under
    Der Die Das Ein Eine Es Im Am Wir Sie Er Bei Für Mit Nach Auf Zu Diese Dieser Dieses Seit
    Le La Les Un Une Il Elle Ils Elles Nous Ce Cette Ces En Dans Pour Au Aux
    El Los Las Una Este Esta Estos Estas Se Su Con Para Por Gli Lo Si Nel O Os As Em No Na
    В На Он Она Они Это Мы С По Для За При Этот Эта Эти"""
_OPENERS = frozenset(_USUAL_OPENERS.split())

_CLAUSE = re.compile(rf"(?<=[{THAI}{LAO}])\s+(?=[{THAI}{LAO}])")
_LONG_CLAUSES = 60
"""Characters of Thai or Lao after which the next space is taken for the end of a sentence; both write no full stop."""

_BREAK = re.compile(r"(?<=[.!?؟۔])[\"'”’»)\]]?\s+(?=[^\sa-z])|(?<=[。！？；।॥។။።])[」』”’）》]*|\n+")


def split(text: str) -> Iterator[tuple[int, int]]:
    """The half-open character ranges of a text's sentences, without the spaces around them.

    Knows that "Inc.", "U.S.", "3.5" or the German "3. Oktober" end nothing by themselves. Rules of thumb; what they
    can't tell apart stays one sentence. Thai and Lao are cut between clauses.
    """
    for start, end in _sentences(text):
        begin = start
        for space in _CLAUSE.finditer(text, start, end):
            if space.start() - begin >= _LONG_CLAUSES <= 3 * (end - space.end()):
                yield begin, space.start()
                begin = space.end()
        yield begin, end


def breaks(text: str) -> list[int]:
    """Where a long text may be cut into passages: the ends of whatever looks like a sentence, rising."""
    found = (match.end() for match in _BREAK.finditer(text))
    return [end for end in found if end == len(text) or not text[end].islower()]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END.finditer(text):
        if _goes_on(text, start, found):
            continue
        yield from _trimmed(text, start, found.end())
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _goes_on(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether what looks like the end of a sentence stands inside one."""
    if found["quoted"]:
        return text[found.end() : found.end() + 1] in _GOES_ON
    opener = found["next"]
    if opener is None:
        return False
    if opener.islower() or not (opener.isalnum() or opener in "•▪◦"):
        return True
    return _is_abbreviation(text, start, found.end()) or _is_ordinal(text, start, found.end())


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the full stop before `end` belongs to an abbreviation inside a sentence.

    "Apple Inc. The …" does end: an abbreviation that may close a sentence does when a usual opener follows.
    """
    before = text[max(start, end - 12) : end]
    if not before.endswith(".") or _ABBREVIATION.search(before) is None:
        return False
    return _NEVER_ENDS.search(before) is not None or not _opens(text, end)


def _is_ordinal(text: str, start: int, end: int) -> bool:
    """Whether the full stop before `end` makes an ordinal of a number, in a language that writes them so."""
    if _ORDINAL.search(text[max(start, end - 12) : end]) is None or _opens(text, end):
        return False
    return detect(text[max(0, end - 400) : end + 400]) in _DOTTED_ORDINALS


def _opens(text: str, end: int) -> bool:
    """Whether a word that usually opens sentences follows."""
    following = text[end : end + 16].split(maxsplit=1)
    return bool(following) and following[0].rstrip(",") in _OPENERS


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    stop = begin + len(piece.strip())
    if stop > begin:
        yield begin, stop
