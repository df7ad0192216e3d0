"""What people call languages, as ISO 639-1 codes."""

import re

TRADITIONAL = "zh-hant"
"""The code of Chinese in traditional characters; "zh" alone stands for simplified ones."""

_NAMES = {
    "en": """
        english anglais inglés inglês englisch inglese engels 英语 英文 英語 영어 английский الإنجليزية אנגלית
        อังกฤษ""",
    "zh": """
        chinese 中文 汉语 漢語 简体中文 普通话 华语 mandarin chinesisch chinois chino simplified-chinese 中国語
        중국어 chinese-simplified китайский الصينية""",
    TRADITIONAL: "traditional-chinese chinese-traditional 繁體中文 繁体中文 正體中文",
    "ja": "japanese 日本語 日语 日文 japanisch japonais japonés 일본어 японский اليابانية",
    "ko": "korean 한국어 한국말 조선말 韩语 韓国語 koreanisch coréen coreano корейский",
    "de": "german deutsch allemand alemán alemão tedesco duits 德语 ドイツ語 독일어 немецкий الألمانية",
    "fr": """
        french français francais französisch francés francês francese frans 法语 フランス語 프랑스어 французский
        الفرنسية""",
    "es": """
        spanish español espanol castellano spanisch espagnol espanhol spagnolo spaans 西班牙语 スペイン語
        스페인어 испанский الإسبانية""",
    "pt": """
        portuguese português portugues portugiesisch portugais portugués portoghese 葡萄牙语 ポルトガル語
        포르투갈어""",
    "it": "italian italiano italienisch italien 意大利语 イタリア語 이탈리아어 итальянский",
    "nl": "dutch nederlands niederländisch néerlandais holandés 荷兰语 オランダ語",
    "ru": "russian русский по-русски russisch russe ruso russo 俄语 ロシア語 러시아어 الروسية",
    "ar": "arabic العربية عربي arabisch arabe árabe 阿拉伯语 アラビア語 아랍어 арабский",
    "he": "hebrew עברית hebräisch hébreu hebreo 希伯来语 ヘブライ語",
    "th": "thai ไทย ภาษาไทย thailändisch thaï tailandés 泰语 タイ語",
    "pl": "polish polski polnisch polonais polaco",
    "tr": "turkish türkçe turkce türkisch turc turco",
    "sv": "swedish svenska schwedisch suédois sueco",
    "da": "danish dansk dänisch danois danés",
    "no": "norwegian norsk bokmål norwegisch norvégien noruego",
    "fi": "finnish suomi finnisch finnois finés",
    "cs": "czech čeština cestina česky tschechisch tchèque checo",
    "el": "greek ελληνικά griechisch grec griego",
    "hu": "hungarian magyar ungarisch hongrois húngaro",
    "ro": "romanian română romana rumänisch roumain rumano",
    "uk": "ukrainian українська ukrainisch ukrainien ucraniano",
    "bg": "bulgarian български bulgarisch",
    "hi": "hindi हिन्दी हिंदी",
    "id": "indonesian bahasa-indonesia indonesia indonesisch indonésien indonesio",
    "vi": "vietnamese tiếng-việt vietnamesisch vietnamien vietnamita",
    "fa": "persian farsi فارسی persisch persan persa",
}
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()}
_TRADITIONAL_SUBTAGS = frozenset({"hant", "tw", "hk", "mo"})
_TAG = re.compile(r"(?P<code>[a-z]{2})(?P<rest>(?:-[a-z0-9]{2,8})*)")


def code_of(named: str) -> str:
    """The language that a text names: "de", "de-DE", "German" and "Deutsch" are all "de"; empty for none we know.

    Chinese in traditional characters is "zh-hant" ("zh-TW", "繁體中文"). A tag after RFC 5646 counts by its language,
    and for Chinese by its script or region.
    """
    plain = re.sub(r"[\s_]+", "-", named.strip().lower())
    if plain in _CODES:
        return _CODES[plain]
    found = _TAG.fullmatch(plain)
    if found is None:
        return ""
    if found["code"] == "zh" and _TRADITIONAL_SUBTAGS.intersection(found["rest"].split("-")):
        return TRADITIONAL
    return found["code"] if found["code"] in _NAMES else ""


def english_name(code: str) -> str:
    """What a language given by its code is called in English, as one tells a language model; the code when unknown."""
    names = _NAMES.get(code, "").split()
    return names[0].replace("-", " ").title() if names else code
