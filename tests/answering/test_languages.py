"""Questions and documents in eight languages: the right sentence is quoted, and the service speaks the question's."""

import asyncio
from dataclasses import replace

import pytest

from chatdoc_server.answering import ExtractiveAnswerer, Inquiry
from chatdoc_server.answering.phrases import ENGLISH, PHRASES, phrases_for
from chatdoc_server.document import Document
from tests.answering.asking import ID, Answer, gather
from tests.answering.builder import DocumentBuilder, hits_of
from tests.answering.samples import SAMPLES, document, replace_language


def ask(question: str, asked: Document, answer_in: str = "") -> Answer:
    inquiry = Inquiry(question=question, documents={ID: asked}, hits=hits_of(asked), language=answer_in)
    return asyncio.run(gather(ExtractiveAnswerer(), inquiry))


@pytest.mark.parametrize("language", SAMPLES)
def test_the_sentence_that_answers_is_quoted_in_the_questions_language(language: str) -> None:
    asked, phrases = document(language), phrases_for(language)
    for question, place in SAMPLES[language].questions:
        answer = ask(question, asked)
        sentence = SAMPLES[language].sentences[place]
        assert answer.text.startswith((phrases.lead, phrases.yes, phrases.no)), f"{question}: {answer.text}"
        assert answer.cited(asked)[0] == sentence, f"{question}: {answer.text}"
        assert phrases.quoted(sentence) in answer.text


@pytest.mark.parametrize("language", SAMPLES)
def test_what_the_document_does_not_hold_is_refused_in_the_questions_language(language: str) -> None:
    for question in SAMPLES[language].unanswered:
        answer = ask(question, document(language))
        assert answer.text.startswith(phrases_for(language).not_stated), f"{question}: {answer.text}"


@pytest.mark.parametrize("language", SAMPLES)
def test_the_row_of_a_table_answers_by_the_cell_under_the_year_asked(language: str) -> None:
    asked = document(language)
    answer = ask(SAMPLES[language].fee_question, asked)
    assert answer.cited(asked) == ["61"], answer.text
    assert SAMPLES[language].fees[1] in answer.text


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("de", "Was kostete die Kranmiete 2023?"),
        ("fr", "Combien coûtait la location de grue en 2023 ?"),
        ("es", "¿Cuánto costaba el alquiler de grúa en 2023?"),
        ("ru", "Сколько стоила аренда крана в 2023 году?"),
        ("zh", "2023年吊车租金多少钱？"),
    ],
)
def test_what_something_costs_is_read_from_its_row(language: str, question: str) -> None:
    asked = document(language)
    answer = ask(question, asked)
    assert not answer.text.startswith(phrases_for(language).not_stated), answer.text
    assert answer.cited(asked) == ["61"], answer.text


@pytest.mark.proves("rule:questions.language")
@pytest.mark.parametrize("language", [code for code in PHRASES if code != "en"])
def test_the_answers_language_can_be_chosen(language: str) -> None:
    asked = document("en")
    answer = ask("Who is the director?", asked, answer_in=language)
    assert answer.text.startswith(PHRASES[language].lead)
    assert "Anna Weber" in answer.text


@pytest.mark.parametrize("language", PHRASES)
def test_every_phrase_is_written_in_every_language(language: str) -> None:
    phrases = PHRASES[language]
    for name in ENGLISH.__slots__:
        text = getattr(phrases, name)
        assert text.strip()
        own = language == "en" or name in {"opening", "closing", "negative", "no"}
        assert own or text != getattr(ENGLISH, name), name
        assert text.format(item="A", period="B")


def test_traditional_characters_are_answered_in_them() -> None:
    asked = replace_language(DocumentBuilder().paragraph("雲雀鎮圖書館於1902年建成，館長是安娜。").build(), "zh")
    assert ask("圖書館的館長是誰？", asked).text.startswith("文件中寫道：")
    assert ask("图书馆的馆长是谁？", asked, answer_in="zh-hant").text.startswith("文件中")


@pytest.mark.parametrize("language", ["de", "zh"])
def test_a_document_whose_language_is_unknown_is_read_in_the_questions(language: str) -> None:
    asked = replace_language(document(language), "")
    question, place = SAMPLES[language].questions[2]
    assert ask(question, asked).cited(asked)[0] == SAMPLES[language].sentences[place]


@pytest.mark.proves("rule:questions.beyond")
def test_an_answer_that_may_go_beyond_the_documents_says_that_it_cannot() -> None:
    asked = document("de")
    question = SAMPLES["de"].unanswered[0]
    inquiry = Inquiry(question=question, documents={ID: asked}, hits=hits_of(asked), within_documents=False)
    answer = asyncio.run(gather(ExtractiveAnswerer(), inquiry))
    assert answer.text.splitlines()[1] == phrases_for("de").only_documents
    within = asyncio.run(gather(ExtractiveAnswerer(), replace(inquiry, within_documents=True)))
    assert phrases_for("de").only_documents not in within.text
