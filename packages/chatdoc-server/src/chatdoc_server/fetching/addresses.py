"""Which addresses may be fetched."""

from urllib.parse import urlsplit

from chatdoc_server.errors import BadRequest


def check_url(url: str) -> None:
    """Refuses what is no address of a website, before anything is fetched.

    Raises:
        BadRequest: another scheme than http or https, or no host.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadRequest("Please give the address of a website, such as https://example.com/page.")
