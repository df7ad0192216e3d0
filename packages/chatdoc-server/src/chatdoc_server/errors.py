"""Domain errors: what can go wrong, whose fault it is, and what the caller is told.

ChatDocError
├── RequestError            the request itself is at fault; carries an HTTP status
│   ├── BadRequest          400
│   ├── Unauthorized        401
│   ├── Forbidden           403
│   │   └── UserBlocked     403, data.reason = "banned"
│   ├── NotFound            404, always the same text
│   ├── PayloadTooLarge     400 with the text that clients of the contract already show
│   └── QuotaExceeded       429
├── DocumentError           a document can't be taken in; carries a final document status, permanent
└── TransientError          worth trying again: a store or a server did not answer
"""

from enum import IntEnum
from http import HTTPStatus
from typing import ClassVar

GONE = "This page has expired, please refresh the page and try again."


class DocumentStatus(IntEnum):
    """Where a document is on its way in; negative values are final failures, 300 is final success."""

    RESERVED_0 = 0
    UN_PARSED = 1
    RESERVED_7 = 7
    LINK_UN_PARSED = 10
    PARSING = 12
    LINK_DOWNLOADING = 15
    PDF_CONVERTING = 20
    RESERVED_25 = 25
    PDF_CONVERTED = 30
    TEXT_PARSING = 40
    ELEMENT_PARSING = 50
    INSIGHT_CALLBACK = 70
    RESERVED_90 = 90
    RESERVED_120 = 120
    TEXT_PARSED = 210
    ELEMENT_PARSED = 300
    TEXT_PARSE_ERROR = -1
    ELEMENT_PARSE_ERROR = -2
    PDF_CONVERT_ERROR = -3
    LINK_DOWNLOAD_ERROR = -4
    EXCEED_SIZE_ERROR = -5
    EXCEED_TOKENS_ERROR = -6
    PAGE_PACKAGE_NOT_ENOUGH_ERROR = -9
    PAGE_LIMIT_ERROR = -10
    TITLE_COMPLETE_ERROR = -11
    READ_TMP_FILE_ERROR = -12
    OCR_PAGE_LIMIT_ERROR = -13
    CONTENT_POLICY_ERROR = -14
    CONTENT_DECODE_ERROR = -15
    HTML_CONVERT_ERROR = -16
    HTML_EMPTY_BODY_ERROR = -17
    HTML_PARSE_ERROR = -18
    HTML_DOWNLOAD_ERROR = -19
    PACKAGE_NOT_ENOUGH_ERROR = -25
    ELITE_PAGE_NOT_ENOUGH_ERROR = -27
    LITE_PAGE_NOT_ENOUGH_ERROR = -28
    BASIC_PAGE_NOT_ENOUGH_ERROR = -29

    @property
    def is_final(self) -> bool:
        """Whether the status can never change again."""
        return self < 0 or self >= DocumentStatus.ELEMENT_PARSED


class ChatDocError(Exception):
    """Root of everything this service raises on purpose; the text is meant for the person who caused it."""


class RequestError(ChatDocError):
    """The request can't be served; `status` is the HTTP status it is answered with."""

    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_REQUEST


class BadRequest(RequestError):
    """The request is well-formed but asks for something that can't be done."""


class PayloadTooLarge(RequestError):
    """The upload is larger than the limit; the contract answers it with 400 and a text."""


class Unauthorized(RequestError):
    """No API key, or one that opens nothing."""

    status = HTTPStatus.UNAUTHORIZED


class Forbidden(RequestError):
    """The key is good, the action is not allowed to it."""

    status = HTTPStatus.FORBIDDEN


class UserBlocked(Forbidden):
    """The key's user has been blocked by an administrator."""


class NotFound(RequestError):
    """Not there, or not yours: the two are never told apart."""

    status = HTTPStatus.NOT_FOUND

    def __init__(self) -> None:
        super().__init__(GONE)


class QuotaExceeded(RequestError):
    """The user's packages do not hold enough of what the request costs."""

    status = HTTPStatus.TOO_MANY_REQUESTS


class DocumentError(ChatDocError):
    """A document can't be taken in, now or later; `status` is the final status it gets."""

    def __init__(self, status: DocumentStatus, message: str) -> None:
        super().__init__(message)
        self.status = status

    def __reduce__(self) -> tuple[type["DocumentError"], tuple[DocumentStatus, str]]:
        return type(self), (self.status, str(self))


class TransientError(ChatDocError):
    """Something outside did not answer; the same call may succeed later."""
