"""The client for ChatDOC.

Two layers over one API: `ChatDOC` and `AsyncChatDOC`, written by hand, for everyday use; and `ApiClient` with
`UsersApi` and its like, generated from the server's description of itself, which say exactly what goes over the
wire. What is generated stands in `generated` and the modules it names, all else in `lib` and `cli`.
"""

from chatdoc import generated
from chatdoc.generated import *  # noqa: F403  # its own list says what it exports
from chatdoc.generated import __version__ as __version__
from chatdoc.lib.answers import Answer, AsyncAnswer
from chatdoc.lib.async_documents import AsyncDocument
from chatdoc.lib.client import AsyncChatDOC, ChatDOC
from chatdoc.lib.documents import Document
from chatdoc.lib.errors import (
    APIError,
    AuthenticationError,
    BadRequestError,
    ChatDOCError,
    ConnectionFailed,
    DocumentFailed,
    NotConfigured,
    NotFoundError,
    PermissionDeniedError,
    QuotaExceededError,
    ServerError,
    StreamInterrupted,
    Timeout,
)
from chatdoc.lib.model import Block, Citation, DocumentInfo, Formula, FormulaInput, Passage, Progress, Question, Rect
from chatdoc.lib.retries import Retries

__all__ = [
    "APIError",
    "Answer",
    "AsyncAnswer",
    "AsyncChatDOC",
    "AsyncDocument",
    "AuthenticationError",
    "BadRequestError",
    "Block",
    "ChatDOC",
    "ChatDOCError",
    "Citation",
    "ConnectionFailed",
    "Document",
    "DocumentFailed",
    "DocumentInfo",
    "Formula",
    "FormulaInput",
    "NotConfigured",
    "NotFoundError",
    "Passage",
    "PermissionDeniedError",
    "Progress",
    "Question",
    "QuotaExceededError",
    "Rect",
    "Retries",
    "ServerError",
    "StreamInterrupted",
    "Timeout",
]
__all__ += generated.__all__
