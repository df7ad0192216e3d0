"""Canonical HTML: one clean, self-contained page for every document that has no pages."""

import re
from dataclasses import dataclass
from html import escape

from lxml.etree import _Element as Node

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.html.blocks import Group, Image, Writer
from chatdoc_server.parsing.html.collect import Collector
from chatdoc_server.parsing.html.pictures import Pictures, Resolve, nothing
from chatdoc_server.parsing.html.read import cleaned

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""What a page of canonical HTML may load: nothing but what it carries."""

STYLE = (
    "body{font:1rem/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;overflow-wrap:break-word}"
    "[data-index]{unicode-bidi:plaintext}img{max-width:100%;height:auto}figure{margin:1rem 0}"
    "table{border-collapse:collapse;display:block;overflow-x:auto}"
    "td,th{border:1px solid #bbb;padding:.25rem .6rem;text-align:start;vertical-align:top}"
    "pre{overflow-x:auto}blockquote{margin-inline-start:0;padding-inline-start:1rem;border-inline-start:3px solid #bbb}"
)

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Source:
    """A document to be made canonical: its tree, and what it says about itself.

    `base` is the address that its links start from; `resolve` finds the pictures it holds. `empty` is how a document
    in which there is nothing to read ends, and what its owner is told.
    """

    root: Node | None
    title: str = ""
    language: str = ""
    base: str = ""
    resolve: Resolve = nothing
    empty: DocumentStatus = DocumentStatus.HTML_EMPTY_BODY_ERROR
    nothing_to_read: str = "There is no text in your file."


def canonical(source: Source) -> bytes:
    """The document as canonical HTML in UTF-8. Making canonical HTML canonical changes nothing.

    Raises:
        DocumentError: `source.empty` when there is no text in it, EXCEED_TOKENS_ERROR when there is far too much.
    """
    body = Group("body")
    if source.root is not None:
        body = Collector(source.root, source.base, Pictures(source.resolve)).collect()
    if not _has_words(body):
        raise DocumentError(source.empty, source.nothing_to_read)
    writer = Writer()
    writer.write(body)
    title = escape(" ".join(cleaned(source.title).split())[:_LONGEST_TITLE].strip(), quote=False)
    language = f' lang="{source.language}"' if _LANGUAGE.fullmatch(source.language) else ""
    head = (
        f'<!doctype html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n"
    )
    return f"{head}{writer.html()}</html>\n".encode()


def _has_words(group: Group) -> bool:
    """Whether anything but pictures is in a group; groups stand in one another only so deep."""
    for block in group.children:
        if isinstance(block, Group):
            if _has_words(block):
                return True
        elif not isinstance(block, Image):
            return True
    return False
