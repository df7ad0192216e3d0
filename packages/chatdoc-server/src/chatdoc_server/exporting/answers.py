"""The use case of exporting an answer: whose it is, which of its documents, and the file that comes of it."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from chatdoc_server.citations import SourceItem
from chatdoc_server.conversations.library import Library
from chatdoc_server.document import Document
from chatdoc_server.errors import BadRequest, DocumentError, DocumentStatus, NotFound
from chatdoc_server.exporting.claims import claims, computed_from
from chatdoc_server.exporting.highlights import highlights
from chatdoc_server.exporting.markdown import Answered, Computed, markdown
from chatdoc_server.exporting.saving import Export, file_name, open_file, saved
from chatdoc_server.exporting.sources import Source, source_of
from chatdoc_server.exporting.wording import wording_for
from chatdoc_server.ingestion.costs import layout_of
from chatdoc_server.languages import detect
from chatdoc_server.parsing.base import Authorship, Highlight, Layout
from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.document_records import DocumentRecord
from chatdoc_server.storage.documents import Documents
from chatdoc_server.storage.questions import Json, QuestionRecord, Questions, QuestionState

_AUTHOR = "ChatDOC"


class Annotator(Protocol):
    """Writes highlights into PDFs, which may be hostile."""

    def annotate(self, path: Path, highlights: Sequence[Highlight], authorship: Authorship, target: IO[bytes]) -> None:
        """Writes the PDF at `path` with highlights into `target` and goes back to its beginning.

        Raises:
            DocumentError: the PDF can't be opened or written again.
        """
        ...


@dataclass(frozen=True, slots=True)
class Exports:
    """Makes files of answers, for the user who asked."""

    documents: Documents
    questions: Questions
    library: Library
    blobs: Blobs
    annotator: Annotator
    scratch: Path

    def markdown(self, user_id: int, question_id: int) -> Export:
        """The answer as Markdown in UTF-8. Of documents that were deleted it says only that.

        Raises:
            NotFound: no such question of this user.
            BadRequest: there is no answer, or not yet.
            TransientError: the store does not answer.
        """
        question = self._answered(user_id, question_id)
        items = question.source_info or []
        found = {upload_id: self._open(user_id, upload_id) for upload_id in _upload_ids(items)}
        sources = [source_of(item, *found[str(item.get("upload_id", ""))]) for item in items]
        answered = Answered(
            question=question.question,
            answer=question.answer,
            model=question.model_type,
            created_at=question.created_at,
            complete=question.state is QuestionState.DONE,
            computed=_computed(question.formula, items),
            unsupported=question.unsupported,
        )
        data = markdown(answered, sources, wording_for(detect(question.answer))).encode()
        return saved(f"{file_name(question.question)}.md", [data], self.scratch)

    def pdf(self, user_id: int, question_id: int, upload_id: str | None = None) -> Export:
        """One of the answer's documents as PDF, each claim highlighted where it comes from; needs no other document.

        Raises:
            NotFound: no such question of this user, or the document was deleted.
            BadRequest: there is no answer or not yet, it names no place, `upload_id` has to choose one of several
                documents, or the document has no pages or can't be written again.
            TransientError: the store does not answer.
        """
        question = self._answered(user_id, question_id)
        items = question.source_info or []
        record = self._record(user_id, self._chosen(user_id, items, upload_id))
        if record is None:
            raise NotFound
        if not record.format or layout_of(record) is not Layout.PAGED:
            raise BadRequest(f"The document {record.name!r} has no pages to highlight. Please export as Markdown.")
        document = self.library.document(record)
        sources: list[Source] = [source_of(item, None, None) for item in items]
        said = claims(question.answer, len(sources))
        if (computed := _computed(question.formula, items)) is not None:
            said += computed_from([given[:2] for given in computed.inputs], computed.text, len(sources))
            sources += [source_of(one["source"] or {}, None, None) for one in _inputs(question.formula)]
        wanted = highlights(said, sources, record.id, document.pages)
        authorship = Authorship(_AUTHOR, question.question, question.created_at, f"chatdoc-{question.id}")
        target = open_file(self.scratch)
        try:
            self._annotate(record, wanted, authorship, target)
        except BaseException:
            target.close()
            raise
        size = target.seek(0, 2)
        target.seek(0)
        return Export(f"{file_name(Path(record.name).stem)} (highlighted).pdf", target, size)

    def _annotate(
        self, record: DocumentRecord, wanted: Sequence[Highlight], authorship: Authorship, target: IO[bytes]
    ) -> None:
        if record.file_blob is None:
            raise NotFound
        with tempfile.TemporaryDirectory(dir=self.scratch) as directory:
            path = self.blobs.fetch(record.file_blob, Path(directory))
            try:
                self.annotator.annotate(path, wanted, authorship, target)
            except DocumentError as error:
                raise BadRequest(
                    f"Highlights can't be written into {record.name!r}: {error} You can export as Markdown instead."
                ) from error

    def _answered(self, user_id: int, question_id: int) -> QuestionRecord:
        question = self.questions.get(user_id, question_id)
        if question.state is QuestionState.ANSWERING:
            raise BadRequest("This question is still being answered. Please export it once the answer is complete.")
        if question.state is QuestionState.FAILED:
            raise BadRequest("This question could not be answered, so there is nothing to export. Please ask it again.")
        if not question.answer.strip():
            raise BadRequest("The answer was stopped before it said anything. Please ask the question again.")
        return question

    def _chosen(self, user_id: int, items: Sequence[SourceItem], upload_id: str | None) -> str:
        """The document to highlight in."""
        cited = _upload_ids(items)
        if not cited:
            raise BadRequest("This answer points at no place in a document. Please export it as Markdown.")
        if upload_id in cited:
            return upload_id
        if upload_id is None and len(cited) == 1:
            return cited[0]
        listed = "; ".join(f"{one} ({self._name(user_id, one)})" for one in cited)
        if upload_id is None:
            raise BadRequest(f"This answer draws on several documents. Please choose one by 'upload_id': {listed}.")
        raise BadRequest(f"This answer does not draw on the document {upload_id}. It draws on: {listed}.")

    def _name(self, user_id: int, upload_id: str) -> str:
        record = self._record(user_id, upload_id)
        return "deleted" if record is None else repr(record.name)

    def _record(self, user_id: int, upload_id: str) -> DocumentRecord | None:
        record = self.documents.find(upload_id)
        return record if record is not None and record.user_id == user_id else None

    def _open(self, user_id: int, upload_id: str) -> tuple[str | None, Document | None]:
        """A document's name and structure, as far as they are still there."""
        record = self._record(user_id, upload_id)
        if record is None:
            return None, None
        if record.status != DocumentStatus.ELEMENT_PARSED:
            return record.name, None
        try:
            return record.name, self.library.document(record)
        except (BadRequest, NotFound):
            # Deleted meanwhile, or of another release and without its file.
            return record.name, None


def _inputs(formula: Json | None) -> list[Json]:
    return [] if formula is None else formula["inputs"]


def _computed(formula: Json | None, items: Sequence[SourceItem]) -> Computed | None:
    if formula is None:
        return None
    inputs = (
        (one["label"], one["value"], items.index(one["source"]) if one["source"] in items else None)
        for one in _inputs(formula)
    )
    return Computed(formula["text"], tuple(inputs))


def _upload_ids(items: Sequence[SourceItem]) -> list[str]:
    return list(dict.fromkeys(str(item.get("upload_id", "")) for item in items))
