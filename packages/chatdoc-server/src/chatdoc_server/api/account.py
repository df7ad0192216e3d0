"""Routes of the caller's own name and keys."""

from typing import Any

from fastapi import APIRouter

from chatdoc_server.api.auth import Caller, CallerWithKey
from chatdoc_server.api.problems import MISSING, REFUSED
from chatdoc_server.api.schemas.account import ApiKey, NewApiKey, User
from chatdoc_server.api.schemas.envelope import Envelope
from chatdoc_server.api.services import Served

router = APIRouter(prefix="/users", tags=["Account"], responses=REFUSED)


@router.get("/me", operation_id="Get_User_users_me_get", summary="Get User")
def get_user(caller: Caller) -> Envelope[User]:
    """Whose key it is."""
    return Envelope(data=User(name=caller.name))


@router.get("/keys", operation_id="List_Keys_users_keys_get", summary="List Keys")
def list_keys(services: Served, caller: CallerWithKey) -> Envelope[list[ApiKey]]:
    """The caller's keys that open something, in the order they were made."""
    keys = services.keys.live(caller.user.id)
    return Envelope(
        data=[
            ApiKey(id=key.id, hint=key.hint, created_at=key.created_at, current=key.id == caller.key_id) for key in keys
        ]
    )


@router.post("/keys", operation_id="Create_Key_users_keys_post", summary="Create Key")
def create_key(services: Served, caller: Caller) -> Envelope[NewApiKey]:
    """Makes another key of the caller. Its secret is in this reply and never shown again."""
    key, secret = services.keys.create_own(caller)
    return Envelope(data=NewApiKey(id=key.id, hint=key.hint, created_at=key.created_at, current=False, secret=secret))


@router.delete(
    "/keys/{key_id}", operation_id="Revoke_Key_users_keys__key_id__delete", summary="Revoke Key", responses=MISSING
)
def revoke_key(services: Served, caller: Caller, key_id: int) -> Envelope[dict[str, Any]]:
    """Revokes one of the caller's keys, be it the one that is sent or the last: it opens nothing from now on."""
    services.keys.revoke_own(caller.id, key_id)
    return Envelope(data={})
