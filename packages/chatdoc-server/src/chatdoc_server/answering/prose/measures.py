"""Whether a Chinese or Japanese text says a number of what a question asks: people, yuan, metres.

These languages count with measure words, so that a question names what is counted right after its word for "how many":
"多少名", "何冊". A text that answers says a number of the same.
"""

import re

_NUMBER = "[\\d一二两兩三四五六七八九十百千万萬亿億半][\\d.,，十百千万萬亿億多余餘数數半 ]*"
_DATED = re.compile(r"(?:19|20)\d\d ?年|(?<!\d)\d{1,2} ?月(?: ?\d{1,2} ?[日号號])?|第 ?[\d一二三四五六七八九十]+")
"""Figures that count nothing: years, days of a month, ordinals."""
_MEASURED = {
    "zh": re.compile(
        "(?:多少|[几幾])(人|名|位|[家座台辆輛条條只隻张張页頁岁歲度升吨噸次册冊本项項种種节節]|[万亿]?元|平方米|立方米|公里|公斤"
        "|公顷|小时|小時|分钟|分鐘|兆字节|天|米)"
    ),
    "ja": re.compile(
        "何(人|名|匹|頭|冊|台|個|本|枚|回|歳|度|円|日|時間|分|[かヶ]月|週間|パーセント|メートル|キロ|リットル|トン|ノット)"
    ),
}
"""The measure word or unit after "how many"."""
_SAME = ("人名位口個个", "天日", "册冊本", "家个個", "次回", "条條只隻匹頭")
"""Measure words, any of which may stand for another of its row."""
_MONEY = "[万萬亿億]?(?:元|圆|円|块|塊|欧|歐|镑|鎊|美金|ドル|ユーロ|ポンド)"
_KINDS = (
    (
        r"多少[钱錢]|(?:工资|工資|薪|售价|售價|价格|價格|票价|票價|费用|費用|预算|預算|租金|押金)(?:是|为|為|有)?多少|いくら",
        rf"{_NUMBER}{_MONEY}|[$€£¥￥]\s?\d|免[费費]|無料",
    ),
    (
        r"多[深高宽寬厚远遠]|(?:深さ|高さ|長さ|幅)は",
        rf"{_NUMBER}(?:[公海英厘毫分千]?[米里尺寸]|丈|层|層|[mk]?m\b|[センチミリキロ]*メートル)",
    ),
    (r"多重|重さは", rf"{_NUMBER}(?:吨|噸|[公市千]?[斤克]|[km]?g\b|[ミリキロ]*グラム|トン)"),
    (r"多快|速度(?:是|有|は)", "时速|時速|每[秒分小]|/|节|ノット|毎[秒分時]"),
)
"""How amounts of one kind are asked, and how they are stated."""


def is_measured(text: str, question: str, language: str) -> bool:
    """Whether a text holds an amount of the kind that a question asks; true where the question does not tell a kind."""
    for asked, stated in _KINDS:
        if re.search(asked, question) is not None:
            return re.search(stated, text) is not None
    found = _MEASURED[language].search(question) if language in _MEASURED else None
    if found is None:
        return True
    same = {found[1]}.union(*(row for row in _SAME if found[1] in row))
    return re.search(f"{_NUMBER}(?:{'|'.join(map(re.escape, sorted(same)))})", undated(text)) is not None


def undated(text: str) -> str:
    """A Chinese or Japanese text without the figures that count nothing."""
    return _DATED.sub(" ", text)
