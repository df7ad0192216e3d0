"""Questions in other words than their document's, in its own language: answered, said with care, or refused."""

import pytest

from chatdoc_server.answering import Inquiry
from chatdoc_server.answering.extractive import compose
from chatdoc_server.answering.lines import Composed
from chatdoc_server.answering.phrases import phrases_for
from chatdoc_server.document import Document
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.embedding.minilm import MiniLM
from chatdoc_server.indexing.embedding.use import MultilingualUSE
from tests.answering.asking import ID
from tests.answering.builder import DocumentBuilder, hits_of
from tests.answering.samples import replace_language

EMBEDDERS = Embedders(MiniLM(threads=1), MultilingualUSE())

HARBOURS = {
    "zh": (
        "灯塔的灯重12公斤，1871年首次点亮。守塔人住在塔旁的石屋里。",
        "港口的大门每晚九点关闭。37名渔民要求延长开放时间。码头用玄武岩铺成，因为砂岩会被海浪磨损。",
    ),
    "ja": (
        "灯台のランプの重さは12キロである。灯台守は塔のそばの石の家に住んでいる。",
        "港の門は毎晩九時に閉まる。37人の漁師が開門時間の延長を求めた。波止場は玄武岩で舗装されている。",
    ),
    "es": (
        "La lámpara del faro pesa 12 kilos. El guardián vive en una casa de piedra junto a la torre.",
        "Las puertas del puerto se cierran a las nueve de la noche. El muelle está pavimentado con basalto.",
    ),
    "ru": (
        "Лампа маяка весит 12 килограммов. Смотритель живёт в каменном доме рядом с башней.",
        "Ворота порта закрываются в девять вечера. Набережная вымощена базальтом.",
    ),
}


def harbour(language: str) -> Document:
    builder = DocumentBuilder()
    for paragraph in HARBOURS[language]:
        builder.paragraph(paragraph)
    return replace_language(builder.build(), language)


def ask(question: str, language: str, embedders: Embedders | None = EMBEDDERS) -> Composed:
    made = harbour(language)
    return compose(Inquiry(question=question, documents={ID: made}, hits=hits_of(made)), embedders)


def cited(answer: Composed, language: str) -> list[str]:
    return [harbour(language).text_of(span) for line in answer.lines for one in line.supports for span in one.spans]


@pytest.mark.parametrize(
    ("language", "question", "said"),
    [
        ("zh", "看守灯塔的人住在哪里？", "守塔人住在塔旁的石屋里。"),
        ("zh", "有多少名渔民想让大门开得更久？", "37名渔民要求延长开放时间。"),
        ("ja", "灯台の番人はどこで暮らしていますか。", "灯台守は塔のそばの石の家に住んでいる。"),
        ("es", "¿Dónde reside el guardián?", "El guardián vive en una casa de piedra junto a la torre."),
        ("ru", "Где проживает смотритель?", "Смотритель живёт в каменном доме рядом с башней."),
    ],
)
def test_what_is_said_in_other_words_is_quoted_and_not_called_lacking(language: str, question: str, said: str) -> None:
    answer = ask(question, language)
    phrases = phrases_for(language)
    assert not answer.refused, answer.lines
    assert answer.lines[0].text in (phrases.lead, phrases.closest)
    assert cited(answer, language)[0] == said
    assert ask(question, language, None).refused, "words alone do not tell"


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("zh", "皇帝对大象说了什么？"),
        ("zh", "2019年有多少艘船进港？"),
        ("zh", "灯塔有多高？"),
        ("zh", "大门的油漆多少钱？"),
        ("zh", "守塔人养了几只狗？"),
        ("ja", "灯台守は犬を何匹飼っていますか。"),
        ("ja", "ランプの値段はいくらですか。"),
        ("es", "¿Qué dijo el emperador sobre los elefantes?"),
        ("ru", "Что сказал император о слонах?"),
    ],
)
def test_what_no_sentence_says_is_refused_however_near_one_is(language: str, question: str) -> None:
    answer = ask(question, language)
    assert answer.refused, answer.lines
    assert answer.lines[0].text == phrases_for(language).not_stated


@pytest.mark.parametrize(
    ("language", "question"), [("zh", "港口的大门几点关闭？"), ("es", "¿Cuánto pesa la lámpara del faro?")]
)
def test_what_is_said_in_the_questions_own_words_is_said_outright(language: str, question: str) -> None:
    assert ask(question, language).lines[0].text == phrases_for(language).lead
