"""Lists of documents: their order, their pages, and what they are narrowed by."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from chatdoc_server.errors import BadRequest, DocumentStatus, NotFound
from chatdoc_server.storage.document_records import DocumentType
from chatdoc_server.storage.documents import Documents
from chatdoc_server.storage.questions import NewQuestion, Questions
from tests.storage.library import add, new_collection


def test_documents_are_listed_newest_first(documents: Documents, user_id: int, stranger_id: int) -> None:
    add(documents, stranger_id)
    collection = documents.create(new_collection(user_id))
    add(documents, user_id, collection_id=collection.id)
    # Made in the same second: the later one is the newer one.
    made = [add(documents, user_id, created_at=second).id for second in (1_800_000_000,) * 3 + (1_900_000_000,)]
    listed, following = documents.list(user_id, limit=10)
    assert [record.id for record in listed] == [*reversed(made), collection.id]
    assert following is None


def test_a_list_is_read_in_pages(documents: Documents, user_id: int) -> None:
    made = [add(documents, user_id, created_at=1_000 + number // 4).id for number in range(11)]
    read: list[str] = []
    cursor = None
    pages = 0
    while pages == 0 or cursor is not None:
        pages += 1
        page, cursor = documents.list(user_id, cursor=cursor, limit=3)
        read += [record.id for record in page]
        # What is added meanwhile stands before the first page.
        add(documents, user_id, created_at=5_000)
    assert read == made[::-1]
    assert pages == 4


def test_a_full_last_page_has_no_next(documents: Documents, user_id: int) -> None:
    for _ in range(4):
        add(documents, user_id)
    _, cursor = documents.list(user_id, limit=2)
    page, following = documents.list(user_id, cursor=cursor, limit=2)
    assert (len(page), following) == (2, None)


@pytest.mark.parametrize(
    "cursor", ["", "x", "!!!!", "MQ", "MS4y", "é", "\x00", "A" * 500, "OTk5OTk5OTk5OTk5OTk5OTk5OTk5LjEueA", "LTEuMS54"]
)
def test_a_cursor_of_others_is_refused(documents: Documents, user_id: int, cursor: str) -> None:
    with pytest.raises(BadRequest):
        documents.list(user_id, cursor=cursor)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cursor=st.one_of(st.text(), st.from_regex(r"[A-Za-z0-9_-]{4,80}", fullmatch=True)))
def test_any_cursor_is_read_or_refused(documents: Documents, user_id: int, cursor: str) -> None:
    try:
        documents.list(user_id, cursor=cursor)
    except BadRequest:
        return


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Annual Report 2022.pdf", "report"),
        ("ÉTÉ.pdf", "été"),
        ("e\u0301te\u0301.pdf", "ÉTÉ"),
        ("Straße.docx", "STRASSE"),
        ("ﬁnance.pdf", "fin"),
        ("100%_sure.pdf", "%_"),
        ("財務報告.pdf", "報告"),
        ("ΣΊΣΥΦΟΣ.txt", "σίσυφος"),
    ],
)
def test_names_are_found_in_any_case(documents: Documents, user_id: int, name: str, part: str) -> None:
    made = add(documents, user_id, name=name)
    add(documents, user_id, name="something else.pdf")
    assert [record.id for record in documents.list(user_id, name=part)[0]] == [made.id]


def test_a_name_filter_holds_on_every_page(documents: Documents, user_id: int) -> None:
    made = [add(documents, user_id, name=f"{'even' if number % 2 == 0 else 'odd'}.pdf").id for number in range(8)]
    first, cursor = documents.list(user_id, name="EVEN", limit=3)
    second, following = documents.list(user_id, name="EVEN", limit=3, cursor=cursor)
    assert [record.id for record in first + second] == made[::2][::-1]
    assert following is None


def test_children_stand_in_the_order_they_were_added(documents: Documents, user_id: int) -> None:
    first, second, empty = (documents.create(new_collection(user_id)) for _ in range(3))
    inside = [add(documents, user_id, collection_id=(first, second)[number % 2].id).id for number in range(5)]
    assert [child.id for child in documents.children(first.id)] == inside[::2]
    found = documents.children_of([first.id, second.id, empty.id])
    assert {key: [child.id for child in value] for key, value in found.items()} == {
        first.id: inside[::2],
        second.id: inside[1::2],
        empty.id: [],
    }
    assert documents.children_of([]) == {}


def test_documents_of_a_collection_are_listed_newest_first(
    documents: Documents, user_id: int, stranger_id: int
) -> None:
    first, second = (documents.create(new_collection(user_id)) for _ in range(2))
    alone = add(documents, user_id)
    inside = [add(documents, user_id, collection_id=(first, second)[number % 2].id).id for number in range(6)]
    page, cursor = documents.list(user_id, collection_id=first.id, limit=2)
    rest, following = documents.list(user_id, collection_id=first.id, limit=2, cursor=cursor)
    assert ([one.id for one in page + rest], following) == (inside[::2][::-1], None)
    collections, _ = documents.list(user_id, kind=DocumentType.COLLECTION)
    assert [one.id for one in collections] == [second.id, first.id]
    assert len(documents.list(user_id, kind=DocumentType.DOC_OF_COLLECTION)[0]) == 6
    for owner, named in ((stranger_id, first.id), (user_id, alone.id), (user_id, "x")):
        with pytest.raises(NotFound):
            documents.list(owner, collection_id=named)


def test_what_was_asked_last_comes_first_alone_or_in_its_collection(
    engine: Engine, documents: Documents, user_id: int
) -> None:
    collection = documents.create(new_collection(user_id))
    alone, newest, unread = (add(documents, user_id) for _ in range(3))
    child = add(documents, user_id, collection_id=collection.id)
    for record in (alone, newest, child):
        documents.advance(record.id, DocumentStatus.ELEMENT_PARSED)

    def ask(upload_id: str) -> None:
        Questions(engine).begin(NewQuestion(user_id, [upload_id], "Why?", "doc", True, True, "default", 10))

    assert documents.asked_last() == [child.id, newest.id, alone.id], "not those that can't be asked"
    ask(newest.id)
    ask(alone.id)
    ask(unread.id)
    assert documents.asked_last() == [alone.id, newest.id, child.id]
    ask(collection.id)
    assert documents.asked_last() == [child.id, alone.id, newest.id]
