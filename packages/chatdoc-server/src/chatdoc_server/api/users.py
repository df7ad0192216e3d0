"""Routes of the caller's own account: name, quota, keys."""

from typing import Any

from fastapi import APIRouter

from chatdoc_server.accounts.quota import PackageKind
from chatdoc_server.api.auth import Caller, CallerWithKey
from chatdoc_server.api.problems import MISSING, REFUSED
from chatdoc_server.api.schemas import (
    ApiKey,
    APIPackageInfoResp,
    Envelope,
    NewApiKey,
    PackageDataResp,
    PackageQuotaResp,
    QuotaEnvelope,
    User,
)
from chatdoc_server.api.services import Served

router = APIRouter(prefix="/users", tags=["Users"], responses=REFUSED)

_PAGE_KINDS = (PackageKind.LITE_PAGE, PackageKind.BASIC_PAGE, PackageKind.ELITE_PAGE)


@router.get("/quota", operation_id="get_quota_users_quota_get", summary="Get Quota")
def get_quota(services: Served, caller: Caller) -> QuotaEnvelope:
    """Get quota of not expired package.

    Response example:
    ```
    {
      "data": {
        "package": {  # may be null, and so may each member
          "page": {"max_count": 9000, "used_count": 3135},
          "lite_page": {"max_count": 3000, "used_count": 1046},
          "basic_page": {"max_count": 3000, "used_count": 1044},
          "elite_page": {"max_count": 3000, "used_count": 1045},
          "question": {"max_count": 3000, "used_count": 11},
          "documents_tokens": {"max_count": 3000, "used_count": 11},
          "ocr_page": {"max_count": 3000, "used_count": 11},
          "gpt4_question": {"max_count": 3000, "used_count": 11},
          "gpt4o_question": {"max_count": 3000, "used_count": 11}
        }
      }
    }
    ```

    What is set aside for work that is under way counts as used. `package` stands at top level too.
    """
    balances = services.quota.balances(caller.id)
    held = {kind: PackageDataResp(max_count=most, used_count=used) for kind, (most, used) in balances.items()}
    members: dict[str, PackageDataResp] = {str(kind): one for kind, one in held.items()}
    if pages := [held[kind] for kind in _PAGE_KINDS if kind in held]:
        members["page"] = PackageDataResp(
            max_count=sum(one.max_count for one in pages), used_count=sum(one.used_count for one in pages)
        )
    package = APIPackageInfoResp(**members) if members else None
    return QuotaEnvelope(data=PackageQuotaResp(package=package), package=package)


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
