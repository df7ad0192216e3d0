"""Whether the process lives, and whether it can work: for load balancers and people."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from chatdoc_server.api.services import Served
from chatdoc_server.errors import TransientError

router = APIRouter(tags=["Health"])


@router.get("/healthz", summary="Alive")
def alive() -> dict[str, str]:
    """Answers as long as the process does."""
    return {"status": "ok"}


@router.get("/readyz", summary="Ready")
def ready(services: Served) -> JSONResponse:
    """Answers 200 when database, queue and blobs answer, else 503 with the cause."""
    try:
        services.check()
    except TransientError as error:
        return JSONResponse({"status": "unavailable", "detail": str(error)}, 503)
    return JSONResponse({"status": "ok"})
