"""The commands. Results go to standard output, everything else to standard error.

Exit statuses: 0 done; 1 the server refused or failed; 2 wrong usage; 3 no key, or one that opens nothing;
4 not there; 5 quota used up; 6 a document could not be taken in; 7 no connection, or no answer in time.
"""

import sys
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from chatdoc.cli import show
from chatdoc.cli.markers import MarkerFilter
from chatdoc.cli.parsing import run_parser
from chatdoc.cli.progress import bars
from chatdoc.cli.tracing import trace_lines
from chatdoc.lib.answers import Answer
from chatdoc.lib.client import ChatDOC
from chatdoc.lib.documents import Document
from chatdoc.lib.errors import (
    AuthenticationError,
    BadRequestError,
    ChatDOCError,
    ConnectionFailed,
    DocumentFailed,
    NotConfigured,
    NotFoundError,
    PermissionDeniedError,
    QuotaExceededError,
    StreamInterrupted,
    Timeout,
)
from chatdoc.lib.waiting import OnProgress

_STATUSES: tuple[tuple[type[ChatDOCError] | tuple[type[ChatDOCError], ...], int], ...] = (
    ((NotConfigured, AuthenticationError, PermissionDeniedError), 3),
    (NotFoundError, 4),
    (QuotaExceededError, 5),
    (DocumentFailed, 6),
    ((ConnectionFailed, Timeout, StreamInterrupted), 7),
)

_USAGE = 2
_SAVED = (".md", ".markdown", ".pdf")
_FORMATS = (".md", ".markdown", ".html", ".htm", ".json")

Send = Callable[..., Document]
"""Sends something to the server, into the collection that it is given."""

app = typer.Typer(
    help="Ask your documents, and see where every answer stands.",
    epilog="Exit status: 0 done, 1 refused, 2 usage, 3 key, 4 not found, 5 quota, 6 document failed, 7 no connection.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@dataclass(frozen=True, slots=True)
class Server:
    """Where to connect."""

    url: str | None
    api_key: str | None

    def client(self) -> ChatDOC:
        """A client of that server."""
        return ChatDOC(self.api_key, self.url)


AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Package = Annotated[str, typer.Option(help="How deeply to read: elite, basic or lite.")]
Ocr = Annotated[str, typer.Option(help="Pages to read by character recognition: disable, auto or force.")]
Into = Annotated[str | None, typer.Option("--collection", metavar="ID", help="A collection to put it in.")]
Target = Annotated[str, typer.Argument(metavar="FILE|ID", help="A file, which is uploaded first, or a document's id.")]


@app.callback()
def connect(
    context: typer.Context,
    url: Annotated[str | None, typer.Option(envvar="CHATDOC_API_URL", help="Address of the API.")] = None,
    api_key: Annotated[
        str | None, typer.Option(envvar="CHATDOC_API_KEY", help="API key; better kept in the environment.")
    ] = None,
) -> None:
    """Ask your documents, and see where every answer stands."""
    context.obj = Server(url, api_key)


@app.command()
def upload(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", exists=True, dir_okay=False, readable=True)],
    package: Package = "elite",
    ocr: Ocr = "disable",
    collection: Into = None,
    json: AsJson = False,
) -> None:
    """Uploads files, waits until they can be asked, and prints their ids."""
    with _server(context).client() as client:
        _take_in(
            [(file.name, partial(client.documents.upload, file, package=package, ocr=ocr)) for file in files],
            collection,
            json,
        )


@app.command()
def website(
    context: typer.Context,
    addresses: Annotated[list[str], typer.Argument(metavar="URL...", help="Addresses of websites.")],
    collection: Into = None,
    json: AsJson = False,
) -> None:
    """Puts websites in, waits until they can be asked, and prints their ids."""
    with _server(context).client() as client:
        _take_in([(one, partial(client.documents.website, one)) for one in addresses], collection, json)


@app.command()
def collect(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call the collection.")],
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="[ID...]", help="Documents to clone into it.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Makes a collection, clones documents into it, and prints its id. Clones are charged like uploads."""
    members = [_id(one) for one in documents or ()]
    with _server(context).client() as client:
        made = client.collections.create(name)
        if members:
            try:
                client.collections.clone(made, members)
            except ChatDOCError:
                made.delete()
                raise
        made = made.refresh()
    print(show.as_json(show.document_data(made)) if json else f"{made.id}  {made.name}")


@app.command()
def suggest(
    context: typer.Context, document: Annotated[str, typer.Argument(metavar="ID")], json: AsJson = False
) -> None:
    """Prints questions that a document or a collection answers."""
    with _server(context).client() as client:
        questions = client.questions.suggested(_id(document))
    print(show.as_json(questions) if json else "\n".join(questions))


def _take_in(sent: Sequence[tuple[str, Send]], collection: str | None, json: bool) -> None:
    """Sends what there is, waits for all of it, prints what came of it, and ends with the status of a failure."""
    into = None if collection is None else _id(collection)
    finished: list[Document] = []
    failures: list[tuple[str, ChatDOCError]] = []
    with bars() as shown:
        waiting: list[tuple[Document, OnProgress]] = []
        for name, send in sent:
            try:
                waiting.append((send(collection=into), shown.add(name)))
            except BadRequestError as error:
                failures.append((name, error))
        for document, move in waiting:
            try:
                finished.append(document.wait(on_progress=move))
            except DocumentFailed as error:
                failures.append((document.name, error))
                finished.append(document.refresh())
    if json:
        print(show.as_json([show.document_data(document) for document in finished]))
    else:
        print("".join(f"{one.id}  {one.name}\n" for one in finished if one.ready), end="")
    for name, failure in failures:
        _complain(f"{name}: {failure}")
    if failures:
        raise typer.Exit(_exit_status(failures[0][1]))


@app.command()
def ask(
    context: typer.Context,
    target: Target,
    question: str,
    package: Package = "elite",
    ocr: Ocr = "disable",
    save: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            dir_okay=False,
            help="Save the answer with its proof: .md as Markdown, .pdf as the document with highlights.",
        ),
    ] = None,
    json: AsJson = False,
) -> None:
    """Answers a question, with the places that support each claim."""
    files = [_savable(one, _SAVED) for one in save or ()]
    with _server(context).client() as client:
        document = _document(client, target, package, ocr)
        answer = client.ask(document, question, detailed_citation=True)
        if json:
            text = answer.text()
            print(show.as_json({"upload_id": document.id, **show.answer_data(answer, text)}))
        else:
            _print_answer(client, document, answer)
        if answer.id is not None:
            for file in files:
                client.questions.export(answer.id, file)


@app.command()
def export(
    context: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="QUESTION|ID", help="A question's id, as `ask --json` prints it, or a document's.")
    ],
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            dir_okay=False,
            help="Where to: .md or .pdf for an answer; .md, .html, .json or .docling.json for a document.",
        ),
    ],
    document: Annotated[
        str | None, typer.Option(metavar="ID", help="Which document to highlight in, where there are several.")
    ] = None,
) -> None:
    """Saves an answer with its proof, as Markdown or as its document with every claim highlighted; or a document."""
    if not what.isdecimal():
        upload_id, target = _id(what, "neither the id of a question nor of a document"), _savable(file, _FORMATS)
        with _server(context).client() as client:
            client.documents.export(upload_id, target)
        return
    target, chosen = _savable(file, _SAVED), None if document is None else _id(document)
    with _server(context).client() as client:
        client.questions.export(int(what), target, document=chosen)


@app.command()
def trace(
    context: typer.Context,
    question: Annotated[int, typer.Argument(metavar="QUESTION", min=1, help="Its id, as `ask --json` prints it.")],
    json: AsJson = False,
) -> None:
    """Prints how an answer came about: what was understood, found, computed and checked, who wrote it, and how long."""
    with _server(context).client() as client:
        found = client.questions.trace(question)
    print(show.as_json(found.to_dict()) if json else "\n".join(trace_lines(found)))


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    options_metavar="FILE [OPTIONS]",
)
def parse(context: typer.Context) -> None:
    """Reads a file on this machine, without a server, and writes its structure; see `chatdoc parse --help`."""
    raise typer.Exit(run_parser(context.args))


@app.command()
def search(
    context: typer.Context,
    target: Target,
    query: str,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many passages to print at most.")] = 5,
    package: Package = "elite",
    ocr: Ocr = "disable",
    json: AsJson = False,
) -> None:
    """Finds the passages that fit a query best. Costs nothing but the upload, if there is one."""
    with _server(context).client() as client:
        passages = client.search(_document(client, target, package, ocr), query, limit=limit)
    if json:
        print(show.as_json([show.passage_data(passage) for passage in passages]))
        return
    for number, passage in enumerate(passages, 1):
        print("\n".join(show.passage_lines(number, passage)))


@app.command()
def quota(context: typer.Context, json: AsJson = False) -> None:
    """Prints what is left of each package."""
    with _server(context).client() as client:
        held = client.quota()
    if json:
        print(show.as_json(held.to_dict()))
        return
    print("\n".join(show.quota_lines(held)) or "No packages.")


def main() -> None:
    """Runs the command; an error is one line on standard error and an exit status."""
    try:
        app()
    except ChatDOCError as error:
        # What the API says of a missing document was written for a page in a browser.
        _complain("It is not there, or not yours." if isinstance(error, NotFoundError) else error)
        sys.exit(_exit_status(error))


def _print_answer(client: ChatDOC, document: Document, answer: Answer) -> None:
    readable = MarkerFilter()
    for chunk in answer:
        print(readable.feed(chunk), end="", flush=True)
    print(readable.rest())
    sources = show.Sources(client, document)
    for number, citation in enumerate(answer.citations):
        print("" if number else "\nSources:\n", end="")
        print("\n".join(sources.lines(citation)))
    if remarks := list(show.remark_lines(answer)):
        print("\n" + "\n".join(remarks))


def _savable(file: Path, endings: Sequence[str]) -> Path:
    """A file that something can be saved as: told before anything is asked, which costs something."""
    if not file.name.lower().endswith(tuple(endings)):
        _complain(f"{str(file)!r} must end in one of {', '.join(endings)}.")
        raise typer.Exit(_USAGE)
    if not file.absolute().parent.is_dir():
        _complain(f"There is no folder {str(file.parent)!r}.")
        raise typer.Exit(_USAGE)
    return file


def _server(context: typer.Context) -> Server:
    server = context.obj
    if not isinstance(server, Server):
        raise TypeError("the command was started without its group")
    return server


def _document(client: ChatDOC, target: str, package: str, ocr: str) -> Document:
    """The document to ask: uploaded first when `target` is a file."""
    path = Path(target)
    if path.is_file():
        with bars() as shown:
            document = client.documents.upload(path, package=package, ocr=ocr)
            ready = document.wait(on_progress=shown.add(path.name))
        print(f"{path.name} is {ready.id}: ask it by this id from now on.", file=sys.stderr)
        return ready
    return client.documents.get(_id(target, "neither a file nor the id of a document"))


def _id(given: str, otherwise: str = "not the id of a document") -> str:
    """An id in the form that the server gives it."""
    try:
        return str(uuid.UUID(given))
    except ValueError:
        _complain(f"{given!r} is {otherwise}.")
        raise typer.Exit(_USAGE) from None


def _complain(what: object) -> None:
    print(f"chatdoc: {' '.join(str(what).split())}", file=sys.stderr)


def _exit_status(error: ChatDOCError) -> int:
    return next((status for kinds, status in _STATUSES if isinstance(error, kinds)), 1)
