"""Whether a document stays within its limits."""

from collections import Counter

from chatdoc_server.document import Document
from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.base import Limits, Size

BYTES_PER_TOKEN = 4
"""A cheap, tokenizer-free estimate: English has about four characters a token, CJK three bytes for 0.75."""


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
    """About how many tokens a text has, by the estimate of `BYTES_PER_TOKEN`; 0 only for an empty one."""
    return -(-len(text.encode(errors="replace")) // BYTES_PER_TOKEN)


def check_tokens(document: Document, limits: Limits) -> None:
    """Refuse a document with too much text on one page, by the estimate of `BYTES_PER_TOKEN`.

    Raises:
        DocumentError: EXCEED_TOKENS_ERROR.
    """
    sizes: Counter[int] = Counter()
    for element in document.elements:
        sizes[element.page] += len(element.text.encode(errors="replace"))
    for page, size in sizes.items():
        if size > limits.tokens_per_page * BYTES_PER_TOKEN:
            text = (
                f"Page {page + 1} of your file holds about {size // BYTES_PER_TOKEN} tokens of text; "
                f"we can't deal with more than {limits.tokens_per_page} on a page."
            )
            raise DocumentError(DocumentStatus.EXCEED_TOKENS_ERROR, text)
