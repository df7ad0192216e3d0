"""What can go wrong when talking to a server.

ChatDOCError
├── NotConfigured           no API key was given
├── ConnectionFailed        the server could not be reached, or hung up before it replied
├── Timeout                 it took longer than allowed (also a TimeoutError)
├── APIError                the server refused; carries `status` and `detail`
│   ├── BadRequestError     400, 422: the request asks for something that can't be done
│   ├── AuthenticationError 401: no key, or one that opens nothing
│   ├── PermissionDeniedError 403: the user may not do this, or is blocked
│   ├── NotFoundError       404: not there, or not yours
│   ├── QuotaExceededError  429: the package that pays is used up, or too many requests at once
│   └── ServerError         5xx: the server, or a proxy before it, failed
├── DocumentFailed          a document could not be taken in; carries its `status` and `message`
└── StreamInterrupted       an answer broke off; carries the `answer` as far as it came
"""

from collections.abc import Mapping


class ChatDOCError(Exception):
    """Root of everything this client raises on purpose."""


class NotConfigured(ChatDOCError):
    """No API key was given, and CHATDOC_API_KEY holds none."""


class ConnectionFailed(ChatDOCError):
    """The server could not be reached, or hung up before it replied."""


class Timeout(ChatDOCError, TimeoutError):
    """It took longer than allowed."""


class APIError(ChatDOCError):
    """The server refused a request.

    Attributes:
        status: the HTTP status.
        detail: what the server said was wrong.
    """

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail

    def __reduce__(self) -> tuple[type["APIError"], tuple[int, str]]:
        return type(self), (self.status, self.detail)


class BadRequestError(APIError):
    """The request asks for something that can't be done."""


class AuthenticationError(APIError):
    """No API key was sent, or one that opens nothing."""


class PermissionDeniedError(APIError):
    """The user may not do this, or is blocked."""


class NotFoundError(APIError):
    """Not there, or not yours: a server never tells the two apart."""


class QuotaExceededError(APIError):
    """The package that pays for the request is used up, or there were too many requests at once."""


class ServerError(APIError):
    """The server, or a proxy before it, failed."""


class DocumentFailed(ChatDOCError):
    """A document could not be taken in.

    Attributes:
        status: the document's final status, below 0.
        message: what the server said about it.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message

    def __reduce__(self) -> tuple[type["DocumentFailed"], tuple[int, str]]:
        return type(self), (self.status, self.message)


class StreamInterrupted(ChatDOCError):
    """An answer broke off before its last event, the one that carries the sources.

    Attributes:
        answer: the text as far as it came.
    """

    def __init__(self, answer: str) -> None:
        super().__init__("The answer broke off.")
        self.answer = answer

    def __reduce__(self) -> tuple[type["StreamInterrupted"], tuple[str]]:
        return type(self), (self.answer,)


_BY_STATUS: Mapping[int, type[APIError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    422: BadRequestError,
    429: QuotaExceededError,
}


def api_error(status: int, body: object) -> APIError:
    """The error that stands for a refusal with this status and (decoded) body."""
    kind = _BY_STATUS.get(status, ServerError if status >= 500 else APIError)
    return kind(status, _detail(body) or f"The server answered with status {status}.")


def _detail(body: object) -> str:
    """The reason in a refusal: a text, or a list of things that are wrong with the request's form."""
    detail = body.get("detail") if isinstance(body, dict) else None
    if isinstance(detail, list):
        return "; ".join(_complaint(one) for one in detail)
    return detail if isinstance(detail, str) else ""


def _complaint(one: object) -> str:
    if not isinstance(one, dict):
        return str(one)
    place = ".".join(str(part) for part in one.get("loc", []) if part != "body")
    return f"{place}: {one.get('msg', '')}" if place else str(one.get("msg", ""))
