"""Questions: begun once, ended once, readable for as long as their owner likes."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, delete, func, select

from chatdoc_server.errors import BadRequest, NotFound, QuotaExceeded
from chatdoc_server.storage.database import reading, writing
from chatdoc_server.storage.documents import Documents
from chatdoc_server.storage.questions import Ending, NewQuestion, Questions, QuestionState
from chatdoc_server.storage.tables import question_documents
from chatdoc_server.storage.tables import questions as table
from tests.storage.library import new_document

SOURCES = [{"3": [[1.5, 2.0, 30.25, 40.0]], "upload_id": "a"}]


@pytest.fixture
def questions(engine: Engine) -> Questions:
    return Questions(engine)


def question(
    user_id: int, text: str = "Why?", *, upload_ids: tuple[str, ...] = ("a",), created_at: int = 7
) -> NewQuestion:
    return NewQuestion(
        user_id=user_id,
        upload_ids=upload_ids,
        question="Why?",
        type="doc",
        search_entire_doc=True,
        detailed_citation=False,
        model_type="default",
        language="English",
        created_at=created_at,
    )


def test_a_question_is_readable_from_the_first_moment(questions: Questions, user_id: int) -> None:
    asked = questions.begin(question(user_id, upload_ids=("b", "a", "b")))
    record = questions.get(user_id, asked)
    assert (record.question, record.answer, record.source_info) == ("Why?", "", None)
    assert (record.state, record.upload_ids) == (QuestionState.ANSWERING, ("b", "a", "b"))


def test_an_answer_ends_once(questions: Questions, user_id: int) -> None:
    asked = questions.begin(question(user_id))
    assert questions.finish(asked, Ending("Because.\x00", SOURCES), QuestionState.DONE)
    assert not questions.finish(asked, Ending("later", []), QuestionState.FAILED)
    record = questions.get(user_id, asked)
    assert (record.answer, record.source_info, record.state) == ("Because.\ufffd", SOURCES, QuestionState.DONE)


@pytest.mark.parametrize("sources", [None, []])
def test_no_sources_yet_is_not_no_sources(questions: Questions, user_id: int, sources: list[dict[str, object]]) -> None:
    asked = questions.begin(question(user_id))
    questions.finish(asked, Ending("", sources), QuestionState.STOPPED)
    assert questions.get(user_id, asked).source_info == sources


def test_how_an_answer_came_about_is_kept_with_it(questions: Questions, user_id: int, stranger_id: int) -> None:
    asked = questions.begin(question(user_id))
    assert (questions.get(user_id, asked).unsupported, questions.trace(user_id, asked)) == ((), None)
    formula = {"text": "3 − 1 = 2", "inputs": [{"label": "ferries", "value": "3", "source": SOURCES[0]}]}
    ending = Ending("Two.", SOURCES, ["It rains.\x00"], formula, {"passages": [{"text": "a\ud800b", "score": 0.5}]})
    questions.finish(asked, ending, QuestionState.DONE)
    record = questions.get(user_id, asked)
    assert (record.unsupported, record.formula) == (("It rains.\ufffd",), formula)
    assert questions.list(user_id)[0] == [record]
    assert questions.trace(user_id, asked) == {"passages": [{"text": "a?b", "score": 0.5}]}
    with pytest.raises(NotFound):
        questions.trace(stranger_id, asked)


def test_a_question_ends_in_one_of_three_ways(questions: Questions, user_id: int) -> None:
    asked = questions.begin(question(user_id))
    with pytest.raises(ValueError, match="finished"):
        questions.finish(asked, Ending("", None), QuestionState.ANSWERING)


def test_many_who_end_a_question_are_one(questions: Questions, user_id: int) -> None:
    asked = questions.begin(question(user_id))
    with ThreadPoolExecutor(8) as pool:
        ended = list(pool.map(lambda n: questions.finish(asked, Ending(str(n), []), QuestionState.DONE), range(8)))
    assert sum(ended) == 1
    assert questions.get(user_id, asked).answer == str(ended.index(True))


@pytest.mark.parametrize("wrong", [0, -1, 10**6, 2**63, -(2**70)])
def test_unknown_and_foreign_questions_are_not_found(
    questions: Questions, user_id: int, stranger_id: int, wrong: int
) -> None:
    asked = questions.begin(question(user_id))
    with pytest.raises(NotFound):
        questions.get(user_id, wrong)
    with pytest.raises(NotFound):
        questions.get(stranger_id, asked)


def test_what_cannot_be_paid_is_not_asked(engine: Engine, questions: Questions, user_id: int) -> None:
    def refuse(connection: Connection, question_id: int) -> None:
        assert connection.scalar(select(table.c.id)) == question_id
        raise QuotaExceeded("used up")

    with pytest.raises(QuotaExceeded):
        questions.begin(question(user_id), pay=refuse)
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(table)) == 0


def test_questions_are_read_in_pages_newest_first(questions: Questions, user_id: int, stranger_id: int) -> None:
    questions.begin(question(stranger_id))
    asked = [questions.begin(question(user_id)) for _ in range(5)]
    first, cursor = questions.list(user_id, limit=3)
    questions.begin(question(user_id))
    second, following = questions.list(user_id, limit=3, cursor=cursor)
    assert [record.id for record in [*first, *second]] == asked[::-1]
    assert following is None


@pytest.mark.parametrize("cursor", ["", "x", "MS4y", "é", "\x00", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5"])
def test_a_cursor_of_others_is_refused(questions: Questions, user_id: int, cursor: str) -> None:
    with pytest.raises(BadRequest):
        questions.list(user_id, cursor=cursor)


def test_questions_of_a_document(questions: Questions, user_id: int, stranger_id: int) -> None:
    both = questions.begin(question(user_id, upload_ids=("a", "b")))
    questions.begin(question(user_id, upload_ids=("b",)))
    alone = questions.begin(question(user_id, upload_ids=("a",)))
    questions.begin(question(stranger_id, upload_ids=("a",)))
    assert [record.id for record in questions.list(user_id, upload_id="a")[0]] == [alone, both]
    page, cursor = questions.list(user_id, upload_id="a", limit=1)
    assert [record.id for record in page] == [alone]
    assert [record.id for record in questions.list(user_id, upload_id="a", cursor=cursor)[0]] == [both]
    assert questions.list(user_id, upload_id="\x00") == ([], None)


def test_questions_of_several_documents_are_counted(questions: Questions, user_id: int, stranger_id: int) -> None:
    for named in (("a",), ("a", "b"), ("b", "b", "c")):
        questions.begin(question(user_id, upload_ids=named))
    questions.begin(question(stranger_id, upload_ids=("a",)))
    assert questions.counts(user_id, ["a", "b", "none"]) == {"a": 2, "b": 2}
    assert questions.counts(stranger_id, ["a", "b"]) == {"a": 1}
    assert questions.counts(user_id, []) == {}


def test_questions_outlive_their_document(engine: Engine, questions: Questions, user_id: int) -> None:
    documents = Documents(engine)
    made = documents.create(new_document(user_id))
    asked = questions.begin(question(user_id, upload_ids=(made.id,)))
    questions.finish(asked, Ending("It said so.", []), QuestionState.DONE)
    documents.delete(user_id, made.id)
    assert questions.get(user_id, asked).answer == "It said so."
    assert [record.id for record in questions.list(user_id, upload_id=made.id)[0]] == [asked]


def test_a_question_takes_its_links_along(engine: Engine, questions: Questions, user_id: int) -> None:
    questions.begin(question(user_id))
    with writing(engine) as connection:
        connection.execute(delete(table))
        assert connection.scalar(select(func.count()).select_from(question_documents)) == 0


def test_what_died_while_answering_is_found_and_ended(questions: Questions, user_id: int) -> None:
    old, new, done = (questions.begin(question(user_id, created_at=moment)) for moment in (10, 20, 10))
    questions.finish(done, Ending("", []), QuestionState.DONE)
    assert questions.abandoned(20) == [questions.get(user_id, old)]
    assert questions.finish(old, Ending("", None), QuestionState.FAILED)
    assert questions.abandoned(20) == []
    assert questions.abandoned(21) == [questions.get(user_id, new)]
