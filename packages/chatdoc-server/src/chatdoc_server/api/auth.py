"""Who is calling: an API key opens all that its user owns, a document token one document."""

from dataclasses import dataclass
from typing import Annotated, Any

import jwt
from fastapi import Depends, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from chatdoc_server.accounts.users import User
from chatdoc_server.api.services import Served
from chatdoc_server.errors import NotFound, Unauthorized
from chatdoc_server.storage.document_records import DocumentRecord

_KEY_PREFIX = "ak-"
_bearer = HTTPBearer(scheme_name="HTTPBearer", auto_error=False)
_Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A user, and the id of the key that was sent."""

    user: User
    key_id: int


def _signed_in(services: Served, credentials: _Credentials) -> SignedIn:
    if credentials is None:
        raise Unauthorized("Please send your API key: 'Authorization: Bearer ak-…'.")
    return SignedIn(*services.keys.open(credentials.credentials))


CallerWithKey = Annotated[SignedIn, Depends(_signed_in)]
"""A route's parameter that receives the user whose API key was sent, and which key it was."""


def _user(signed_in: CallerWithKey) -> User:
    return signed_in.user


Caller = Annotated[User, Depends(_user)]
"""A route's parameter that receives the user whose API key was sent."""


def _document(
    upload_id: str,
    services: Served,
    credentials: _Credentials,
    token: Annotated[str | None, Query(description="A document token, in place of the header.")] = None,
) -> DocumentRecord:
    secret = credentials.credentials if credentials is not None else token
    if secret is None:
        raise Unauthorized("Please send your API key, or a document token as bearer or as '?token='.")
    if secret.startswith(_KEY_PREFIX):
        return services.documents.get(services.keys.authenticate(secret).id, upload_id)
    named = _named(secret)
    record = services.documents.find(upload_id)
    if record is None or named != record.id or not _signed_by_owner(secret, record, services):
        raise NotFound
    return record


OpenedDocument = Annotated[DocumentRecord, Depends(_document)]
"""A route's parameter that receives the document of its path, opened by an API key or a document token."""


def _named(token: str) -> object:
    """What a document token names, whoever signed it.

    Raises:
        Unauthorized: it is no document token.
    """
    try:
        claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    except jwt.InvalidTokenError as error:
        raise Unauthorized("This is neither an API key nor a document token.") from error
    return claims.get("upload_id")


def _signed_by_owner(token: str, record: DocumentRecord, services: Served) -> bool:
    return any(_signed(token, secret) for secret in services.keys.secrets_of(record.user_id))


def _signed(token: str, secret: str) -> bool:
    try:
        jwt.decode(token, secret, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        return False
    return True
