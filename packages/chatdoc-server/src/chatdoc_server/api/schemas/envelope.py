"""The form of every reply, and what several schemas share."""

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field

Data = TypeVar("Data")


Uuid = Annotated[str, Field(min_length=36, max_length=36)]


class Envelope(BaseModel, Generic[Data]):
    """Every JSON reply that succeeds."""

    status: Literal["ok"] = "ok"
    data: Data


class Problem(BaseModel):
    """A reply that says what was wrong with the request."""

    detail: str


class Gone(BaseModel):
    """The reply for anything that is not there, or not yours."""

    data: dict[str, Any]
    detail: str


class ForbiddenResp(BaseModel):
    """The reply for an action that is not allowed; `data.reason` says why when the user is blocked."""

    detail: str
    data: dict[str, Any] = {}
