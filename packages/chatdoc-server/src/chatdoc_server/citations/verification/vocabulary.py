"""Words that decide whether a sentence says the same as another: denials, directions, outflows, and words of no weight.

General language and bookkeeping. Words of alphabets are compared as whole words in lower case, those of Chinese and
Japanese as parts of the text.
"""

import re

NEGATIONS = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|unable|lack(?:s|ed)?|excluding|except|fail(?:s|ed)?"
    r" to|\w+n['’]t|nicht|kein\w*|ohne|nie|ne|pas|jamais|sans|aucun\w*|nunca|sin|ningún\w*|não|nem|sem|non|senza|mai|"
    r"niet|geen|zonder|не|нет|без|ни)\b|不|没有|沒有|未|无法|無法|并非|並非|ない|ません|ず(?=に)"
    r"|لا|لم|ليس|غير|לא|אין|ไม่",
    re.IGNORECASE,
)
"""What denies the clause it stands in."""
NO_DENIAL = re.compile(
    r"\bnot only\b|\bno(?:t)? (?:less|more|fewer|later|longer) than\b|\bno\.\s?\d|\bnot-for-profit\b|\bnon-\w+"
    r"|不仅|不僅|不但|不断|不斷|不同|未来|未來|无形|無形|\bwithout limitation\b",
    re.IGNORECASE,
)
"""What looks like a denial and is none."""

_VERBS_UP = (
    "increased|rose|risen|grew|grown|climbed|gained|improved|expanded|jumped|surged|went up|was up|were up|higher"
)
_NOUNS_UP = "increase|increases|growth|rise|gain|improvement|up"
_VERBS_DOWN = (
    "decreased|fell|fallen|declined|dropped|shrank|reduced|contracted|slipped|went down|was down|were down|lower"
)
_NOUNS_DOWN = "decrease|decreases|decline|drop|reduction|fall|down"
_LOSSES = "loss|losses|deficit|outflow|outflows|negative|shortfall"
UP_VERB, UP_NOUN, DOWN_VERB, DOWN_NOUN, LOSS = (
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (_VERBS_UP, _NOUNS_UP, _VERBS_DOWN, _NOUNS_DOWN, _LOSSES)
)
UP_ANYWHERE = re.compile(
    r"\b(?:gestiegen|stieg|erhöht\w*|anstieg|zunahme|wuchs|hausse|augment\w*|progress\w*|aument\w*|crec\w*|increment\w*|"
    r"subi\w*|gestegen|toename|вырос\w*|увелич\w*|рост\w*)\b|增长|增加|上升|提高|增長|增加|上漲|増加|上昇|증가|ارتفع|זינק|עלה|เพิ่ม",
    re.IGNORECASE,
)
DOWN_ANYWHERE = re.compile(
    r"\b(?:gesunken|sank|verringert\w*|rückgang|abnahme|gefallen|fiel|verlust\w*|baisse\w*|recul\w*|diminu\w*|perte\w*|"
    r"disminu\w*|pérdida\w*|cay\w*|caíd\w*|prejuízo|diminui\w*|perdit\w*|gedaald|daling|verlies|сниз\w*|сократ\w*|убыт\w*)\b"
    r"|下降|减少|降低|亏损|下跌|減少|虧損|低下|損失|감소|손실|انخفض|خسار|ירד|הפסד|ลดลง|ขาดทุน",
    re.IGNORECASE,
)
LEVEL = re.compile(r"\b(?:to|from|at|compared|versus|vs|than|reaching|reached)\b", re.IGNORECASE)
"""What stands between a movement and a figure that is no movement: "fell to 5"."""
STATED = re.compile(r"\b(?:was|were|is|are|and|totaled|totalled|of which)\b", re.IGNORECASE)
"""What ends the reach of a verb."""

_MONEY_GONE = """
    cost costs expense expenses tax taxes purchase purchases payment payments repayment repayments paid acquisition
    acquisitions dividend dividends repurchase repurchases repurchased expenditure expenditures loss losses decrease
    decreases deficit depreciation amortization amortisation impairment impairments provision provisions charge charges
    allowance treasury deduction deductions withheld used disposal redemption redemptions retirement settlement outflow
    outflows reduction reductions write-off write-offs write-downs less interest investment investments investing
    additions capex spending distributions contributions rent fees"""
OUTFLOW = frozenset(_MONEY_GONE.split())
"""What books as money gone; statements print it in parentheses, and sentences without a sign."""
ALTERNATIVE = re.compile(
    r"\(\s*(loss|losses|benefit|expense|expenses|decrease|increase|used in|used|deficit|income|gain)\b[^)]*\)",
    re.IGNORECASE,
)
"""In a label, what a figure in parentheses is: "Net income (loss)"."""

_ADDED = """
    company companies corporation group firm business organization organisation document documents report reports
    source sources excerpt excerpts passage passages text table figure section page filing according based accordingly
    overall total amount amounts amounted totaled totalled reported recorded stated said shown listed noted provided
    given mentioned indicated specified included respectively approximately about around roughly nearly year years
    fiscal period ended ending end date million billion thousand millions billions thousands dollars percent
    percentage also additionally furthermore moreover therefore thus hence however specifically following answer
    question summary conclusion value figure number equal equals result results information data make makes made making
    serve serves served serving operate operates operated provide provides provided include includes included including
    consist consists comprise comprises hold holds held use uses used using work works worked offer offers offered
    remain remains remained become became call calls called name named role position currently located based"""
WEIGHTLESS = frozenset(_ADDED.split())
"""Words that answers add of themselves, which no document has to hold."""

REFUSAL = re.compile(
    r"\b(?:documents?|sources?|excerpts?|passages?|texts?|context|filings?|reports?|selection|information|they|it)\b"
    r"[^.]{0,40}\b(?:do|does|did|is|are|was|were|can|could)\s?(?:not|n['’]t)\b[^.]{0,24}"
    r"\b(?:state|mention|contain|provide|specify|include|say|hold|give|answer|found|stated|mentioned|specified|provided|"
    r"disclose|disclosed|available|given|indicate|discuss|tell|describe)"
    r"|\b(?:there is|there are|found|contains?|provides?|has|have)\s+no\s+"
    r"(?:information|mention|answer|indication|details?)\b"
    r"|\bI\s+(?:do\s?n['’]t|do not|can\s?not|could not|can['’]t|am unable|am not able)\b"
    r"|(?:文档|文件|资料|資料|原文|来源|來源).{0,12}(?:没有|沒有|未)(?:说明|說明|提及|提到|包含|提供|给出|給出|记载|記載)"
    r"|(?:文書|資料|出典).{0,20}(?:記載|書かれて|述べられて).{0,6}(?:いません|ない)"
    r"|\b(?:dokument\w*|quellen?|unterlagen|textauszüge)\b.{0,60}\b(?:nicht|keine?)\b"
    r"|\b(?:document\w*|sources?)\b.{0,30}\bne\b.{0,40}\bpas\b"
    r"|\b(?:documento?s?|fuentes?|fontes?|fonti)\b.{0,30}\b(?:no|não|non)\b",
    re.IGNORECASE,
)
"""A sentence that says of the documents that they do not say something."""
COURTESY = re.compile(
    r"\W*(?:sure|certainly|of course|yes|no|ok(?:ay)?|hello|hi|thanks?|thank you|you['’]re welcome|great question"
    r"|here (?:is|are)\b.*|below (?:is|are)\b.*|the following\b.*|in (?:summary|conclusion|short)|to summari[sz]e"
    r"|i hope this helps|hope this helps|let me know\b.*|feel free\b.*|please\b.*|好的|您好|你好|谢谢|当然"
    r"|总之|综上所述|以下是.*|はい|いいえ|ja|nein|oui|non|sí|да|нет)\W*",
    re.IGNORECASE,
)
"""A whole sentence that only greets, agrees, or leads over."""
PRONOUN = re.compile(
    r"\W*(?:he|she|it|they|this|these|those|that|such|its|his|her|their|er|sie|es|dies\w*|il|elle|ils|ce(?:tte|s)?|ella?"
    r"|the (?:company|group|increase|decrease|latter|former|agreement|amount|plan|program|two)|este|esta)\b"
    r"|\W*[该其他她它这這]",
    re.IGNORECASE,
)
"""How a sentence begins that speaks of what the one before it names."""
PART_OF = re.compile(r"\W*(?:of (?:whom|which)|including|davon|dont|de los cuales|其中)", re.IGNORECASE)
"""How a clause begins that tells a part of what the one before it counts."""
BEING = re.compile(
    r"\b(?:is|are|was|were|be|been|being|becomes?|became|remains?|ist|sind|war|est|sont|es|son)\b", re.IGNORECASE
)
"""Forms of "to be", with which a sentence reads both ways, or in the passive."""
_OPPOSED = """
    before after, above below, over under, up down, more less, more fewer, most few, most little, all some, all none,
    both neither, always never, with without, until after, inside outside, into from, every no,
    first last, first again"""
OPPOSED = tuple((first, last) for first, last in (pair.split() for pair in _OPPOSED.split(",")))
"""Small words that can't stand for each other."""
CAUSE = re.compile(r"\b(?:due|owing|thanks|attributable) to\b|\b(?:because|as a result|on account) of\b", re.IGNORECASE)
"""What leads over to a cause."""
VERB = re.compile(
    rf"{BEING.pattern}|(?:has|have|had|do(?:es)?|did|will|would|shall|should|can|could|may|might|must|amount(?:s|ed)?"
    rf"|total(?:s|l?ed)?|reach(?:es|ed)?|stood|{_VERBS_UP}|{_VERBS_DOWN})",
    re.IGNORECASE,
)
"""Verbs that a clause's subject is followed by."""
REFERENCE = re.compile(
    r"\b(?:notes?|items?|pages?|sections?|articles?|forms?|figures?|fig\.|tables?|exhibits?|chapters?|clauses?|paragraphs?|"
    r"schedules?|appendix|annex|steps?|part)\s+((?:\d+(?:\.\d+)*[a-z]?|[ivx]+)(?:-[a-z])?)\b|第\s?(\d+)\s?[页頁章节節条條款]",
    re.IGNORECASE,
)
"""A number that names a place, no amount."""
