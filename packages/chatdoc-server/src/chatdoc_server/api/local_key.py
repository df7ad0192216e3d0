"""Signs in the person who runs the service on a machine of their own: hands their browser the installation's key.

The key goes to nobody else. The caller must be a page of this very service (`Origin`, `Sec-Fetch-Site`), opened under
a name of this machine (`Host`, which a page that rebinds its own name can't forge), over a connection that starts on
this machine and in a process of the same user. Whatever came through a proxy says so and gets nothing.
"""

import logging
import os
import re
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from chatdoc_server.accounts.keys import Keys
from chatdoc_server.api.peers import Endpoint, can_tell_owners, is_loopback, owner_of
from chatdoc_server.errors import Unauthorized, UserBlocked

log = logging.getLogger(__name__)

PATH = "/local-key"
_LOOPBACK_HOST = re.compile(r"(localhost|127(\.[0-9]{1,3}){3}|\[::1\])(:[0-9]{1,5})?", re.IGNORECASE)
_PROXIED = re.compile(r"forwarded|via|x-real-ip|x-forwarded-.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LocalSignIn:
    """Whom browsers on this machine are signed in as.

    Attributes:
        key_file: Holds the key of a fresh installation.
        user_name: Whose key it must be.
        keys: Tells whether it still opens anything.
    """

    key_file: Path
    user_name: str
    keys: Keys

    def key(self) -> str | None:
        """The key; None when there is none, or it opens nothing any more."""
        try:
            secret = self.key_file.read_text(encoding="ascii").strip()
            owner = self.keys.authenticate(secret)
        except (OSError, UnicodeDecodeError, Unauthorized, UserBlocked):
            return None
        return secret if owner.name == self.user_name else None


def install(app: FastAPI, sign_in: LocalSignIn | None) -> None:
    """Answers `POST /local-key` with the key, or with null for everyone when `sign_in` is None."""
    if sign_in is not None:
        log.info("browsers that this user runs on this machine are signed in as %r", sign_in.user_name)

    @app.post(PATH, include_in_schema=False)
    def local_key(request: Request) -> JSONResponse:
        key = sign_in.key() if sign_in is not None and _is_own_browser(request) else None
        data = None if key is None else {"key": key}
        return JSONResponse({"status": "ok", "data": data}, headers={"Cache-Control": "no-store"})


def _is_own_browser(request: Request) -> bool:
    headers = request.headers
    host = headers.get("host", "")
    return (
        _LOOPBACK_HOST.fullmatch(host) is not None
        and headers.getlist("origin") == [f"http://{host}"]
        and headers.get("sec-fetch-site", "same-origin") == "same-origin"
        and not any(_PROXIED.fullmatch(name) for name in headers)
        and _is_own_peer(request)
    )


def _is_own_peer(request: Request) -> bool:
    """Whether the connection starts on this machine, in a process of the user who runs the service."""
    own = request.scope.get("server")
    if request.client is None or own is None or not is_loopback(request.client.host):
        return False
    if not can_tell_owners():
        return True
    peer = Endpoint(request.client.host, request.client.port)
    return owner_of(peer, Endpoint(*own)) == os.geteuid()
