"""How suggested questions are worded, by language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Templates:
    """Questions with a gap: a topic, a heading, or a row's label and the head over its figure; `whole` has none."""

    topic: str
    section: str
    figure: str
    whole: str


ENGLISH = Templates(
    "What does the document say about {topic}?",
    "What does the section “{heading}” say?",
    "What is the value of “{label}” for {head}?",
    "What is this document about?",
)

TEMPLATES = {
    "en": ENGLISH,
    "zh": Templates(
        "关于“{topic}”，文档中写了什么？",
        "“{heading}”一节写了什么？",
        "“{label}”在{head}的数值是多少？",
        "这份文档写了什么？",
    ),
    "ja": Templates(
        "「{topic}」について文書には何が書かれていますか。",
        "「{heading}」の節には何が書かれていますか。",
        "{head}の「{label}」の値はいくつですか。",
        "この文書には何が書かれていますか。",
    ),
    "ko": Templates(
        "문서에는 “{topic}”에 대해 무엇이 적혀 있습니까?",
        "“{heading}” 절에는 무엇이 적혀 있습니까?",
        "{head}의 “{label}” 값은 얼마입니까?",
        "이 문서에는 무엇이 적혀 있습니까?",
    ),
    "de": Templates(
        "Was sagt das Dokument zum Thema „{topic}“?",
        "Was steht im Abschnitt „{heading}“?",
        "Welchen Wert hat „{label}“ für {head}?",
        "Worum geht es in diesem Dokument?",
    ),
    "fr": Templates(
        "Que dit le document au sujet de « {topic} » ?",
        "Que dit la section « {heading} » ?",
        "Quelle est la valeur de « {label} » pour {head} ?",
        "De quoi parle ce document ?",
    ),
    "es": Templates(
        "¿Qué dice el documento sobre «{topic}»?",
        "¿Qué dice la sección «{heading}»?",
        "¿Cuál es el valor de «{label}» para {head}?",
        "¿De qué trata este documento?",
    ),
    "pt": Templates(
        "O que diz o documento sobre “{topic}”?",
        "O que diz a seção “{heading}”?",
        "Qual é o valor de “{label}” para {head}?",
        "De que trata este documento?",
    ),
    "it": Templates(
        "Che cosa dice il documento su «{topic}»?",
        "Che cosa dice la sezione «{heading}»?",
        "Qual è il valore di «{label}» per {head}?",
        "Di che cosa parla questo documento?",
    ),
    "nl": Templates(
        "Wat zegt het document over “{topic}”?",
        "Wat staat er in de paragraaf “{heading}”?",
        "Wat is de waarde van “{label}” voor {head}?",
        "Waar gaat dit document over?",
    ),
    "ru": Templates(
        "Что сказано в документе по теме «{topic}»?",
        "Что сказано в разделе «{heading}»?",
        "Каково значение «{label}» за {head}?",
        "О чём этот документ?",
    ),
    "ar": Templates(
        "ماذا يقول المستند عن «{topic}»؟",
        "ماذا يقول قسم «{heading}»؟",
        "ما قيمة «{label}» في {head}؟",
        "عمّ يتحدث هذا المستند؟",
    ),
    "he": Templates(
        "מה אומר המסמך על ”{topic}“?",
        "מה אומר הסעיף ”{heading}“?",
        "מה הערך של ”{label}“ עבור {head}?",
        "במה עוסק המסמך?",
    ),
    "th": Templates(
        "เอกสารกล่าวถึง “{topic}” ว่าอย่างไร",
        "หัวข้อ “{heading}” กล่าวว่าอย่างไร",
        "“{label}” ของ {head} เท่าไร",
        "เอกสารนี้กล่าวถึงอะไร",
    ),
}
"""The templates of every language that has any; other languages are asked about in English."""


def templates_for(language: str) -> Templates:
    """The templates of a language by its ISO 639-1 code."""
    return TEMPLATES.get(language, ENGLISH)
