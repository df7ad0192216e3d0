"""Who calls, what is left to them, and what the service offers, on the wire."""

from pydantic import BaseModel

from chatdoc_server.api.schemas.documents import DocumentLayout
from chatdoc_server.api.schemas.envelope import Envelope
from chatdoc_server.api.schemas.questions import APIAIModelEnum


class PackageDataResp(BaseModel):
    """What a kind of package holds in all, and how much of it is used."""

    max_count: int
    used_count: int


class APIPackageInfoResp(BaseModel):
    """What the user's packages hold, by kind, summed over those that have not expired."""

    page: PackageDataResp | None = None
    question: PackageDataResp | None = None
    basic_page: PackageDataResp | None = None
    elite_page: PackageDataResp | None = None
    lite_page: PackageDataResp | None = None
    documents_tokens: PackageDataResp | None = None
    gpt4_question: PackageDataResp | None = None
    gpt4o_question: PackageDataResp | None = None
    ocr_page: PackageDataResp | None = None


class PackageQuotaResp(BaseModel):
    """The user's packages, null when there is none."""

    package: APIPackageInfoResp | None = None


class QuotaEnvelope(Envelope[PackageQuotaResp]):
    """The quota reply repeats `package` at top level: clients read it at either place."""

    package: APIPackageInfoResp | None = None


class User(BaseModel):
    """Whose key it is."""

    name: str


class ApiKey(BaseModel):
    """What may be shown of a key; `current` is whether this very request was made with it."""

    id: int
    hint: str
    created_at: int
    current: bool


class NewApiKey(ApiKey):
    """A key that was just made; `secret` is shown this once."""

    secret: str


class FileFormat(BaseModel):
    """A format that is taken in: what it is recorded as, how its files are usually named, what it is shown as."""

    name: str
    extensions: list[str]
    layout: DocumentLayout


class ServiceInfo(BaseModel):
    """What this service can do, and its limits.

    `file_bytes` is the largest file, `pages` the most pages of a PDF, `document_tokens` the most tokens of a document
    without pages, `collection_documents` and `question_documents` the most documents of a collection and of a question.
    `writes_answers` is whether a language model writes them, and `models` the values of `model_type` that make a
    difference to which one.
    """

    version: str
    file_bytes: int
    pages: int
    document_tokens: int
    collection_documents: int
    question_documents: int
    formats: list[FileFormat]
    writes_answers: bool
    models: list[APIAIModelEnum]
