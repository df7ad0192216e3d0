"""A downloaded page of canonical HTML, looked at the way a client does: by data-index and by XPath."""

from urllib.parse import urlsplit

from lxml import etree, html

from tests.api_client import Json

RUNNING = frozenset({"script", "iframe", "object", "embed", "form", "input", "svg", "math", "link", "base", "template"})
FETCHING = frozenset({"src", "srcset", "poster", "background", "data", "action", "formaction", "cite", "ping"})


class Page:
    """A page of canonical HTML."""

    def __init__(self, data: bytes) -> None:
        assert data.startswith(b"<!doctype html>")
        self.source = data.decode()
        self.root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
        self.blocks = self.root.xpath("//*[@data-index]")

    def check(self) -> None:
        """Every block is numbered in order, and nothing runs or is fetched."""
        assert [block.get("data-index") for block in self.blocks] == [str(at) for at in range(len(self.blocks))]
        for text in self.root.xpath("/html/body//text()[normalize-space()]"):
            assert text.getparent().xpath("ancestor-or-self::*[@data-index]"), f"{text!r} stands in no block"
        for node in self.root.iter():
            assert isinstance(node.tag, str), f"{node} is no element"
            assert node.tag not in RUNNING
            for name, value in node.attrib.items():
                assert not name.startswith("on"), f"{name}={value}"
                assert name not in FETCHING or value.startswith("data:image/"), f"{name}={value[:80]}"
                if name == "href":
                    assert urlsplit(value).scheme in {"http", "https", "mailto"}, value
        assert "url(" not in self.source
        assert "@import" not in self.source

    def text_at(self, index: str, xpath: str) -> str:
        """The text of the one node at the XPath, which stands in the block of that number."""
        [node] = self.root.xpath(xpath)
        [block] = self.root.xpath(f'//*[@data-index="{index}"]')
        assert node is block or block in node.iterancestors(), f"{xpath} is not in block {index}"
        return text_of(node)

    def texts_of(self, source_info: list[Json]) -> list[str]:
        """The texts at all locations of an answer, each followed through the page."""
        found = []
        for item in source_info:
            places = {key: value for key, value in item.items() if key != "upload_id"}
            assert places, item
            for index, nodes in places.items():
                assert nodes, item
                found += [self.text_at(index, node["xpath"]) for node in nodes]
        return found


def text_of(node: etree._Element) -> str:
    """The text of a node with its white space collapsed."""
    return " ".join("".join(node.itertext()).split())
