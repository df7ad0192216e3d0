"""The route of the caller's own quota."""

from fastapi import APIRouter

from chatdoc_server.accounts.quota import PackageKind
from chatdoc_server.api.auth import Caller
from chatdoc_server.api.problems import REFUSED
from chatdoc_server.api.schemas.account import APIPackageInfoResp, PackageDataResp, PackageQuotaResp, QuotaEnvelope
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
