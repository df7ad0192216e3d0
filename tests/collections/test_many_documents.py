"""Questions to several documents together: each that holds a part is cited, and those that hold none are not."""

import random
import re
from collections.abc import Callable

import pytest

from tests import files
from tests.api_client import Client, Json

NewClient = Callable[..., Client]
CLONE = "/collections/clone-documents"
GONE = {"data": {}, "detail": "This page has expired, please refresh the page and try again."}
NOBODY = "00000000-0000-4000-8000-000000000000"
PAGES = {"elite_page": 1000, "question": 100, "gpt4_question": 100, "gpt4o_question": 100}
PRODUCTS = {"Brisa fan": "24", "Cotta kiln": "36", "Dorado pump": "18"}
FILLING = "It is delivered with a cable and a manual. The housing is made of steel. Please clean it once a month."


def manual(product: str, months: str) -> bytes:
    warranty = f"The warranty period of the {product} is {months} months." if months else ""
    return files.note(f"{product} manual. {FILLING} {warranty} Keep it dry and away from children.")


def terms_of(product: str) -> str:
    """Forty pages, in no two of which the same stands at the same place, that all speak of a product's warranty."""
    choice = random.Random(5)
    parts = [f"{kind} {number}" for kind in ("blade", "bearing", "cable", "switch") for number in range(10)]
    pages = []
    for part in parts:
        filling = choice.choices(FILLING.split(". "), k=choice.randrange(2, 9))
        warranty = f"The warranty period of the {product} is {choice.randrange(10, 60)} months for its {part}"
        pages.append(". ".join([*filling, warranty, *filling[:1]]))
    return "\n\n#pagebreak()\n\n".join(pages)


@pytest.fixture
def asker(new_client: NewClient) -> Client:
    return new_client(**PAGES)


@pytest.fixture
def manuals(asker: Client) -> dict[str, str]:
    """Documents by what they are about; the last says nothing of a warranty."""
    return {
        product: asker.ready(manual(product, months), f"{product}.pdf")
        for product, months in {**PRODUCTS, "Estrella lamp": ""}.items()
    }


def ask_many(client: Client, upload_ids: list[str], question: str, **options: object) -> Json:
    body = {"upload_ids": upload_ids, "question": question, "stream": False, **options}
    found: Json = client.data("POST", "/questions/multi-documents", json=body)
    return found


def cited(answer: Json) -> set[str]:
    return {one["upload_id"] for one in answer["source_info"]}


@pytest.mark.proves("operation:POST /questions/multi-documents", "rule:questions.many")
@pytest.mark.parametrize(
    "question",
    [
        "What is the warranty period of each?",
        "Compare the warranty period of the Brisa fan, the Cotta kiln and the Dorado pump.",
        "How long is the warranty?",
    ],
)
def test_every_document_with_a_part_of_the_answer_is_cited(
    asker: Client, manuals: dict[str, str], question: str
) -> None:
    answer = ask_many(asker, list(manuals.values()), question)
    assert cited(answer) == {manuals[product] for product in PRODUCTS}
    for product, months in PRODUCTS.items():
        [line] = [line for line in answer["answer"].splitlines() if line.startswith(f"{product}.pdf: ")]
        assert f"The warranty period of the {product} is {months} months." in line


def test_a_question_about_one_of_them_is_answered_from_that_one(asker: Client, manuals: dict[str, str]) -> None:
    answer = ask_many(asker, list(manuals.values()), "How long is the warranty period of the Cotta kiln?")
    assert cited(answer) == {manuals["Cotta kiln"]}
    assert "36 months" in answer["answer"]


@pytest.mark.parametrize(
    "question",
    ["How long is the warranty period?", "What are the warranty periods of the Brisa fan and of the Cotta kiln?"],
)
def test_a_long_document_does_not_crowd_out_a_short_one(asker: Client, question: str) -> None:
    long = asker.ready(files.note(terms_of("Brisa fan")), "Terms.pdf")
    short = asker.ready(manual("Cotta kiln", "36"), "Cotta kiln.pdf")
    answer = ask_many(asker, [long, short], question)
    assert cited(answer) == {long, short}, answer["answer"]
    assert "Terms.pdf: “The warranty period of the Brisa fan is " in answer["answer"]
    assert "Cotta kiln.pdf: “The warranty period of the Cotta kiln is 36 months." in answer["answer"]


DUES = {"Larkfield": ("412", "398"), "Ardmore": ("287", "301"), "Penrose": ("655", "590")}


@pytest.fixture
def harbours(asker: Client) -> dict[str, str]:
    """Reports of harbours, each with a table of its income; the last has none."""
    uploaded = {
        name: asker.ready(
            files.note(
                f"The harbour of {name} reports its income.\n\n*Income of the harbour* (in thousands)\n\n"
                f"#table(columns: (200pt, 80pt, 80pt), [], [2024], [2023], [Mooring fees], [{this}], [{last}], "
                "[Crane hire], [58], [61])"
            ),
            f"Harbour of {name}.pdf",
        )
        for name, (this, last) in DUES.items()
    }
    return {**uploaded, "Kestrel": asker.ready(files.note("The harbour of Kestrel has no crane."), "Kestrel.pdf")}


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("How much were the mooring fees in 2024?", list(DUES)),
        ("How much were the mooring fees of Ardmore in 2024?", ["Ardmore"]),
        ("Compare the mooring fees of Larkfield and Penrose in 2024.", ["Larkfield", "Penrose"]),
    ],
)
def test_figures_are_read_in_every_document_that_is_meant(
    asker: Client, harbours: dict[str, str], question: str, named: list[str]
) -> None:
    answer = ask_many(asker, list(harbours.values()), question)
    assert cited(answer) == {harbours[name] for name in named}, answer["answer"]
    for name in named:
        [line] = [line for line in answer["answer"].splitlines() if line.startswith(f"Harbour of {name}.pdf: ")]
        assert f" {DUES[name][0]} " in line


def test_markers_lead_to_each_document_s_own_source(asker: Client, manuals: dict[str, str]) -> None:
    question = "What is the warranty period of each?"
    answer = ask_many(asker, list(manuals.values()), question, detailed_citation=True)
    for line in answer["answer"].splitlines():
        if marker := re.search(r'\[<span data-index="(\d+)">', line):
            product = line.split(".pdf: ")[0]
            assert answer["source_info"][int(marker[1])]["upload_id"] == manuals[product]
    assert answer["answer"].count("data-index") == 3


@pytest.mark.proves("rule:questions.collection")
def test_a_collection_is_asked_as_one(asker: Client) -> None:
    collection_id = asker.data("POST", "/collections", json={"name": "Manuals"})["id"]
    inside = {
        product: asker.ready(manual(product, months), f"{product}.pdf", collection_id=collection_id)
        for product, months in PRODUCTS.items()
    }
    failed = asker.finished(asker.upload(files.without_pages(), collection_id=collection_id))
    assert failed["status"] == -1
    answer = asker.ask(collection_id, "What is the warranty period of each?")
    assert answer.source_info is not None
    assert {one["upload_id"] for one in answer.source_info} == set(inside.values())
    listed = asker.data("GET", "/questions", upload_id=collection_id)["items"]
    assert [one["id"] for one in listed] == [answer.id]


def test_documents_and_collections_mixed_count_once(asker: Client, manuals: dict[str, str]) -> None:
    collection_id = asker.data("POST", "/collections", json={"name": "Mixed"})["id"]
    inside = asker.ready(manual("Faro radio", "60"), "Faro radio.pdf", collection_id=collection_id)
    ids = [collection_id, manuals["Brisa fan"], inside, collection_id, manuals["Brisa fan"]]
    answer = ask_many(asker, ids, "What is the warranty period of each?")
    assert cited(answer) == {inside, manuals["Brisa fan"]}
    assert answer["answer"].count("warranty period of the Faro radio") == 1


@pytest.mark.proves("rule:charges.question")
@pytest.mark.parametrize(
    ("model", "kind"), [("default", "question"), ("gpt-4", "gpt4_question"), ("gpt-4o", "gpt4o_question")]
)
def test_a_question_is_charged_once_whatever_the_number(
    asker: Client, manuals: dict[str, str], model: str, kind: str
) -> None:
    ask_many(asker, list(manuals.values()), "What is the warranty period of each?", model_type=model)
    package = asker.data("GET", "/users/quota")["package"]
    used = {name: package[name]["used_count"] for name in ("question", "gpt4_question", "gpt4o_question")}
    assert used == {**dict.fromkeys(used, 0), kind: 1}


@pytest.mark.proves("rule:questions.many")
def test_thirty_small_documents(asker: Client) -> None:
    names = [f"Model-{chr(65 + number // 6)}{chr(65 + number % 6)}" for number in range(30)]
    uploaded = [asker.upload(manual(name, str(12 + place)), f"{name}.pdf") for place, name in enumerate(names)]
    for upload_id in uploaded:
        assert asker.finished(upload_id)["status"] == 300
    answer = ask_many(asker, uploaded, "What is the warranty period of each?")
    assert cited(answer) == set(uploaded)
    one = ask_many(asker, uploaded, f"What is the warranty period of the {names[17]}?")
    assert cited(one) == {uploaded[17]}
    too_many = asker.http.post("/questions/multi-documents", json={"upload_ids": [*uploaded, NOBODY], "question": "?"})
    assert too_many.status_code == 422, "the list has at most 30"
    collection_id = asker.data("POST", "/collections", json={"name": "One more"})["id"]
    asker.data(
        "POST", "/collections/clone-documents", json={"collection_id": collection_id, "upload_ids": uploaded[:2]}
    )
    mixed = {"upload_ids": [*uploaded[:29], collection_id], "question": "What is the warranty period?"}
    reply = asker.http.post("/questions/multi-documents", json=mixed)
    assert (reply.status_code, reply.json()) == (
        400,
        {"detail": "At most 30 documents can be asked together, and these are 31."},
    )


def test_documents_that_can_t_be_asked(asker: Client, new_client: NewClient) -> None:
    stranger = new_client(**PAGES)
    theirs, ready = stranger.ready(files.note()), asker.ready(files.note())
    failed = asker.finished(asker.upload(files.without_pages(), "empty.pdf"))["id"]
    empty = asker.data("POST", "/collections", json={"name": "Nothing yet"})["id"]
    hopeless = asker.data("POST", "/collections", json={"name": "Hopeless"})["id"]
    asker.finished(asker.upload(files.encrypted(), "locked.pdf", collection_id=hopeless))
    before = asker.data("GET", "/users/quota")["package"]["question"]
    for wrong, words in [
        (failed, ["empty.pdf", "Your file has no pages."]),
        (empty, ["Nothing yet", "is empty"]),
        (hopeless, ["Hopeless", "locked.pdf", "protected by a password"]),
    ]:
        for path, body in [
            ("/questions", {"upload_id": wrong}),
            ("/questions/multi-documents", {"upload_ids": [ready, wrong]}),
        ]:
            reply = asker.http.post(path, json={**body, "question": "What?"})
            assert reply.status_code == 400, reply.text
            assert all(word in reply.json()["detail"] for word in words), reply.json()
    for wrong in (theirs, NOBODY, "nonsense"):
        reply = asker.http.post("/questions/multi-documents", json={"upload_ids": [ready, wrong], "question": "What?"})
        assert (reply.status_code, reply.json()) == (404, GONE)
    unready = asker.upload(files.book(30, seed=90))
    reply = asker.http.post("/questions/multi-documents", json={"upload_ids": [ready, unready], "question": "What?"})
    assert reply.status_code == 400
    assert "still being worked on" in reply.json()["detail"]
    assert asker.data("GET", "/users/quota")["package"]["question"] == before
    assert asker.http.post("/questions/multi-documents", json={"upload_ids": [], "question": "?"}).status_code == 422
