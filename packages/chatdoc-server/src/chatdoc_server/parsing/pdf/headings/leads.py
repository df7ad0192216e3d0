"""Words that lead a paragraph in on its first line, and are no heading over it."""

import re

_LABEL = re.compile(
    # What an article is found by.
    r"(?:key\s?words(?:\s+and\s+phrases)?|index\s+terms|(?:jel|msc)\s+(?:classification|codes?)|mots[- ]cl[ée]s|"
    r"schlüssel(?:wörter|begriffe)|palabras\s+clave|关键[词字]|關鍵[詞字]|中图分类号|キーワード|주제어|키워드|"
    # What calls a reader's attention, as ANSI Z535 names it.
    r"danger|warning|caution|notice|note|important|tip|achtung|warnung|vorsicht|hinweis|attention|avertissement|"
    r"危险|警告|小心|当心|注意|提示|重要|警示|危険|위험|경고|주의)\s*[:：—–-]+\s*(?=\S)",
    re.IGNORECASE,
)
_STOP = re.compile("。")
_CLAUSES = re.compile("[：:].*[，；]")


def is_lead(text: str, *, is_numbered: bool = False) -> bool:
    """Whether a text begins a paragraph rather than heads one: "Keywords: …", "警告：…", "概述。公司…".

    No title in Chinese or Japanese holds a sentence's stop, nor, without a number, clauses after a colon.
    """
    if _STOP.search(text):
        return True
    return not is_numbered and bool(_LABEL.match(text) or _CLAUSES.search(text))
