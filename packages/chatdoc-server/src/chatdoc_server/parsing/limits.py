"""Whether a document stays within its limits."""

from collections import Counter

from chatdoc_server.document import Document
from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.languages.tokens import approximate_tokens
from chatdoc_server.parsing.base import Limits, Size


def check_size(size: Size, limits: Limits) -> None:
    """Refuse a document of too many pages, or a flowing one with too much text.

    Raises:
        DocumentError: PAGE_LIMIT_ERROR, EXCEED_TOKENS_ERROR.
    """
    if size.pages > limits.pages:
        text = f"Your file has {size.pages} pages; we can't deal with more than {limits.pages}."
        raise DocumentError(DocumentStatus.PAGE_LIMIT_ERROR, text)
    if size.tokens > limits.tokens:
        text = f"Your file holds about {size.tokens} tokens of text; we can't deal with more than {limits.tokens}."
        raise DocumentError(DocumentStatus.EXCEED_TOKENS_ERROR, text)


def tokens_of(text: str) -> int:
    """About how many tokens a text has: see `approximate_tokens`; 0 only for an empty one."""
    return approximate_tokens(text)


def check_tokens(document: Document, limits: Limits) -> None:
    """Refuse a document with too much text on one page, by the estimate of `approximate_tokens`.

    Raises:
        DocumentError: EXCEED_TOKENS_ERROR.
    """
    sizes: Counter[int] = Counter()
    for element in document.elements:
        sizes[element.page] += approximate_tokens(element.text)
    for page, size in sizes.items():
        if size > limits.tokens_per_page:
            text = (
                f"Page {page + 1} of your file holds about {size} tokens of text; "
                f"we can't deal with more than {limits.tokens_per_page} on a page."
            )
            raise DocumentError(DocumentStatus.EXCEED_TOKENS_ERROR, text)
