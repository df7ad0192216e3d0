"""What a question in any language asks to be made of figures, told by the words that its language has for it."""

import re
from dataclasses import dataclass
from enum import Enum, auto


class Wanted(Enum):
    """What is made of figures."""

    VALUE = auto()
    """A figure as it is printed."""
    RANGE = auto()
    """The highest less the lowest."""
    GROWTH = auto()
    """The later less the earlier, as a share of the earlier."""
    SHARE = auto()
    """A part of a whole, in hundredths."""
    RATIO = auto()
    """The one divided by the other."""
    AVERAGE = auto()
    """Their mean."""
    SUM = auto()
    """All of them together."""
    DIFFERENCE = auto()
    """The one less the other."""
    HIGHEST = auto()
    """The highest, and what it is of."""
    LOWEST = auto()
    """The lowest, and what it is of."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What a question wants, and the words that say so, in lower case."""

    wanted: Wanted
    words: tuple[str, ...] = ()


_MORE = r"(?:more|less|fewer|higher|lower|larger|smaller|greater|longer|shorter|older|cheaper|heavier|taller|faster)"
_MOVES = r"(?:increase|decrease|change|drop|decline)d?|grow|grew|rise|rose|fall|fell|gain|lose|go up|go down"
_WORDS: dict[Wanted, dict[str, str]] = {
    Wanted.GROWTH: {
        "en": r"(?:%|percent(?:age)?|relative) (?:change|increase|decrease|growth|decline|rise|drop)|growth(?: rate)?"
        r"|by (?:how many|what) (?:percent(?:age)?|%)",
        "zh": r"增[长長]率|增[长長]了?百分之|增幅|同比(?:增[长長]|下降|[变變]化)|(?:下降|减少|減少|增加)了?百分之",
        "de": r"um wie ?viel prozent|prozentuale\w* (?:veränderung|zunahme|abnahme|anstieg)|wachstum\w*",
        "fr": r"de combien de pour ?cent|taux de croissance|croissance",
        "es": r"en qué porcentaje|tasa de crecimiento|crecimiento",
        "pt": r"em que percentagem|em que porcentagem|taxa de crescimento|crescimento",
        "it": r"di che percentuale|di quanto percento|tasso di crescita|crescita",
        "nl": r"met hoeveel procent|groei(?:percentage)?",
        "ru": r"на сколько процентов|темп роста",
        "ja": r"増加率|成長率|何パーセント(?:増|減)",
        "ko": r"증가율|성장률|몇 퍼센트 (?:증가|감소)",
    },
    Wanted.SHARE: {
        "en": r"(?:what|which|how large an?) (?:share|percent(?:age)?|%|proportion|fraction|portion|part) of"
        r"|(?:share|proportion|fraction) of|as an? (?:percent(?:age)?|%|share|proportion) of"
        r"|percent of (?=the total|all|total)",
        "zh": r"[占佔]比|所[占佔](?:比例|比重)|([占佔]).{0,12}?(百分之几|百分之幾|百分之多少|比例|比重|多少)",
        "de": r"(?:welche[rn]?|wie groß(?: ist)? der|wie hoch(?: ist)? der) (?:an)?teil|anteil",
        "fr": r"quelle (?:part|proportion)|quel pourcentage",
        "es": r"qué (?:porcentaje|proporción|parte)",
        "pt": r"(?:que|qual(?: a)?) (?:percentagem|porcentagem|parte|proporção)",
        "it": r"(?:che|quale) (?:percentuale|quota|parte)",
        "nl": r"welk (?:deel|aandeel|percentage)|aandeel",
        "ru": r"какую долю|какова доля|доля",
        "ja": r"割合|比率|占める",
        "ko": r"비율|비중",
    },
    Wanted.RATIO: {
        "en": r"ratio(?= (?:of|between))|how many times|divided by|times as (?:many|much|high|large)",
        "zh": r"之比|比值|几倍|多少倍|幾倍|除以",
        "de": r"verhältnis|wie ?viel ?mal|geteilt durch",
        "fr": r"rapport entre|ratio entre|divisé par",
        "es": r"relación entre|cociente|dividido (?:por|entre)|cuántas veces",
        "ru": r"отношение|во сколько раз",
    },
    Wanted.AVERAGE: {
        "en": r"averages?|mean|on average",
        "zh": r"平均数|平均值|平均数|平均",
        "de": r"durchschnitt\w*|mittelwert|im mittel",
        "fr": r"moyennes?|en moyenne",
        "es": r"promedio|media|en promedio",
        "pt": r"média",
        "it": r"media|in media",
        "nl": r"gemiddelde?",
        "ru": r"средн\w+|в среднем",
        "ar": r"متوسط|المتوسط|معدل",
        "he": r"ממוצע|הממוצע",
        "ja": r"平均",
        "ko": r"평균",
        "th": r"ค่าเฉลี่ย|เฉลี่ย",
    },
    Wanted.SUM: {
        "en": r"totals?|sum|combined|altogether|together|plus|in all|add(?:ed)? up(?: to)?|aggregate|overall",
        "zh": r"总和|總和|总计|總計|合计|合計|总共|總共|一共|之和|加起来|加起來|总数|總數|共(?=有|多少|计|計)",
        "de": r"summe|insgesamt|zusammen|gesamt\w*",
        "fr": r"somme|au total|ensemble|total",
        "es": r"suma|en total|juntos|juntas|total",
        "pt": r"soma|no total|em conjunto|total",
        "it": r"somma|in totale|complessiv\w+|totale",
        "nl": r"som|in totaal|samen|totale?",
        "ru": r"сумм\w+|всего|вместе|в общей сложности|итого",
        "ar": r"مجموع|المجموع|اجمالي|الاجمالي",
        "he": r"סכום|הסכום|סך הכל|בסך הכל|ביחד",
        "ja": r"合計|総計|合わせて",
        "ko": r"합계|총합|모두 합|합은",
        "th": r"ผลรวม|รวม(?:ทั้งหมด|กัน)?",
    },
    Wanted.DIFFERENCE: {
        "en": rf"differences?(?= (?:between|in|of))|differ|how (?:much|many) ({_MORE})|how many .{{1,40}}? ({_MORE})"
        rf"|exceed\w*|minus|how (?:much|many|far) .{{1,80}}?({_MOVES})"
        rf"|by (?:how (?:much|many)|what amount)|what (?:is|was) the (?:net )?({_MOVES})"
        rf"|(?:{_MOVES})(?= (?:in|of|from|between))",
        "zh": r"相差|差[额額距异異]|之差"
        r"|(?:增加|[减減]少|增[长長]|下降|上升|提高|降低|[变變]化|多|少|高|低)了?出?多少",
        "de": r"unterschied\w*|differenz|um wie ?viel|wie viel (?:mehr|weniger|höher|niedriger|teurer|billiger)",
        "fr": r"différence|écart|de combien|combien de plus",
        "es": r"diferencia|cuánt[oa]s? (?:más|menos)|en cuánto",
        "pt": r"diferença|quant[oa]s? (?:mais|menos)|em quanto",
        "it": r"differenza|di quanto|quant[oaie] (?:più|meno|in più|in meno)",
        "nl": r"verschil|met hoeveel|hoeveel (?:meer|minder|hoger|lager)",
        "ru": r"разниц\w+|разность|на сколько|насколько",
        "ar": r"الفرق|فرق|بكم",
        "he": r"ההפרש|הפרש|בכמה|ההבדל",
        "ja": r"差(?:額|は)?|どれだけ(?:増|減)|いくら(?:増|減)|何.{0,3}(?:増|減)",
        "ko": r"차이|얼마나 (?:증가|감소|늘|줄)",
        "th": r"ผลต่าง|ต่างกัน|เพิ่มขึ้นเท่าไ|ลดลงเท่าไ",
    },
    Wanted.HIGHEST: {
        "en": r"highest|largest|biggest|greatest|maximum|most|best|longest|tallest|oldest|heaviest|fastest|strongest"
        r"|most expensive|top",
        "zh": r"最高|最大|最多|最长|最長|最贵|最貴",
        "de": r"höchste\w*|größte\w*|meiste\w*|längste\w*|teuerste\w*|am (?:höchsten|größten|meisten)|maximal\w*",
        "fr": r"plus (?:élevée?s?|hautes?|grande?s?|importante?s?|forte?s?|chère?s?)|maximum|le plus de",
        "es": r"más (?:alt[oa]s?|grandes?|elevad[oa]s?|car[oa]s?)|mayor|máxim[oa]|la mayor|el mayor|más",
        "pt": r"mais (?:alt[oa]s?|elevad[oa]s?|car[oa]s?)|maior|máxim[oa]",
        "it": r"più (?:alt[oaie]|grand[ei]|elevat[oaie]|car[oaie])|maggiore|massim[oa]",
        "nl": r"hoogste|grootste|meeste|langste|duurste",
        "ru": r"наибольш\w+|сам\w+ (?:высок\w+|больш\w+|дорог\w+)|максимальн\w+|больше всего",
        "ar": r"اعلى|اكبر|اكثر|الاعلى|الاكبر",
        "he": r"הגבוה ביותר|הגבוהה ביותר|הגדול ביותר|הגדולה ביותר|הרבה ביותר",
        "ja": r"最も(?:高|多|大き|長)い?|最高|最大|最多",
        "ko": r"가장 (?:높|많|큰|크|긴)\w*|최고|최대",
        "th": r"สูงสุด|มากที่สุด|สูงที่สุด|ใหญ่ที่สุด",
    },
    Wanted.LOWEST: {
        "en": r"lowest|smallest|least|fewest|minimum|worst|shortest|youngest|lightest|slowest|weakest"
        r"|cheapest|least expensive",
        "zh": r"最低|最小|最少|最短|最便宜",
        "de": r"niedrigste\w*|kleinste\w*|wenigste\w*|kürzeste\w*|billigste\w*|günstigste\w*"
        r"|am (?:niedrigsten|kleinsten|wenigsten)",
        "fr": r"plus (?:basse?s?|faibles?|petite?s?)|moins (?:élevée?s?|chère?s?)|minimum|le moins de",
        "es": r"más (?:baj[oa]s?|pequeñ[oa]s?|barat[oa]s?)|menor|mínim[oa]|menos",
        "pt": r"mais (?:baix[oa]s?|barat[oa]s?)|menor|mínim[oa]",
        "it": r"più (?:bass[oaie]|piccol[oaie])|minore|minim[oa]|meno",
        "nl": r"laagste|kleinste|minste|kortste|goedkoopste",
        "ru": r"наименьш\w+|сам\w+ (?:низк\w+|маленьк\w+|дешёв\w+|дешев\w+)|минимальн\w+|меньше всего",
        "ar": r"ادنى|اقل|اصغر|الادنى|الاقل",
        "he": r"הנמוך ביותר|הנמוכה ביותר|הקטן ביותר|הקטנה ביותר",
        "ja": r"最も(?:低|少な|小さ|短)い?|最低|最小|最少",
        "ko": r"가장 (?:낮|적|작|짧)\w*|최저|최소",
        "th": r"ต่ำสุด|น้อยที่สุด|ต่ำที่สุด|เล็กที่สุด",
    },
}
_RANKED = frozenset({Wanted.HIGHEST, Wanted.LOWEST})
_MOVED = frozenset({Wanted.DIFFERENCE, Wanted.GROWTH})
_UNSPACED = frozenset({"zh", "ja", "th"})


def _patterns() -> dict[str, list[tuple[Wanted, re.Pattern[str]]]]:
    """For each language what may be wanted, the more special before the more general."""
    found: dict[str, list[tuple[Wanted, re.Pattern[str]]]] = {}
    for wanted, spoken in _WORDS.items():
        for language, words in spoken.items():
            edge, end = ("", "") if language in _UNSPACED else (r"(?<!\w)", r"(?!\w)")
            pattern = re.compile(f"{edge}(?:{words}){end}")
            found.setdefault(language, []).append((wanted, pattern))
    return found


_PATTERNS = _patterns()


def _said(match: re.Match[str]) -> tuple[str, ...]:
    """The words of a match that say what is wanted: those of its groups, else all of it."""
    return tuple(filter(None, match.groups())) or (match.group(),)


def operations(question: str, language: str) -> list[Operation]:
    """What a question in lower case may want, the likelier first, and at last a figure as it is printed.

    A word that says so may be a name in a table, such as "average price": which of them holds, the table tells.
    """
    found = [
        Operation(wanted, tuple(dict.fromkeys(word for match in pattern.finditer(question) for word in _said(match))))
        for wanted, pattern in _PATTERNS.get(language or "en", ())
        if pattern.search(question)
    ]
    by = {one.wanted: one for one in found}
    if {Wanted.DIFFERENCE, Wanted.HIGHEST, Wanted.LOWEST} <= by.keys():
        words = tuple(word for one in found for word in one.words)
        found.insert(0, Operation(Wanted.RANGE, words))
    elif by.keys() & _MOVED:
        # What has grown most is ranked, by how it has grown.
        found.sort(key=lambda one: one.wanted not in _RANKED)
    return [*found, Operation(Wanted.VALUE)]
