"""The styles of an OpenDocument text, made as they are asked for."""

from bench.structure.corpus.model import Look

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
FONTS = {
    "serif": ("Liberation Serif", "Noto Serif CJK SC"),
    "book": ("Liberation Serif", "Noto Serif CJK SC"),
    "sans": ("Liberation Sans", "Noto Sans CJK SC"),
}


def points(value: float) -> str:
    """A length."""
    return f"{value:.2f}pt"


class Styles:
    """Collects styles; asking twice for one gives the same name."""

    def __init__(self, look: Look, language: str) -> None:
        """Takes the document's look.

        Args:
            look: How it looks.
            language: Its language.
        """
        self.look, self.language = look, language
        left, top, right, bottom = look.margins
        self.width = look.paper[0] - left - right
        self.long_width = look.paper[1] - top - bottom
        self.column_width = (self.width - look.gutter * (look.columns - 1)) / look.columns
        self.made: dict[str, str] = {}

    def text(self, **face: str) -> str:
        """A style of words: color, size, weight, style, variant, family."""
        names = {"color": "fo:color", "variant": "fo:font-variant"}
        out = [f'{names[key]}="{value}"' for key, value in face.items() if key in names]
        for key in ("size", "weight", "style"):
            if key in face:
                asian = f'style:font-{key}-asian="{face[key]}"'
                out += [f'fo:font-{key}="{face[key]}"', asian]
        if "family" in face:
            out.append(f'style:font-name="{face["family"]}" fo:font-family="{face["family"]}"')
        return self._named("text", f"<style:text-properties {' '.join(out)}/>")

    def paragraph(self, tabs: tuple[tuple[str, float], ...] = (), page: str = "", small: str = "", **how: str) -> str:
        """A style of paragraphs: align, above, below, left, indent, keep, single."""
        justified = "justify" if self.look.justified else "start"
        below = points(self.look.gap * self.look.size)
        height = "100%" if how.get("single") else f"{100 + 40 * (self.look.leading - 0.55):.0f}%"
        out = [
            f'fo:text-align="{how.get("align") or justified}"',
            f'fo:margin-top="{how.get("above", "0pt")}" fo:margin-bottom="{how.get("below", below)}"',
            f'fo:margin-left="{how.get("left", "0pt")}"',
            f'fo:text-indent="{how.get("indent", points(self.look.indent * self.look.size))}"',
            f'fo:line-height="{height}" fo:keep-with-next="{how.get("keep", "auto")}"',
        ]
        stops = "".join(_stop(kind, at) for kind, at in tabs)
        inner = f"<style:tab-stops>{stops}</style:tab-stops>" if stops else ""
        size = '<style:text-properties fo:font-size="4pt" style:font-size-asian="4pt"/>' if small else ""
        master = f' style:master-page-name="{page}"' if page else ""
        return self._named(
            "paragraph",
            f"<style:paragraph-properties {' '.join(out)}>{inner}</style:paragraph-properties>{size}",
            master,
        )

    def table(self, width: float, *, breaks: bool = True) -> str:
        """A style of tables."""
        between = str(breaks).lower()
        rest = f'style:may-break-between-rows="{between}" fo:margin-top="4pt" table:align="left"'
        return self._named("table", f'<style:table-properties style:width="{points(width)}" {rest}/>')

    def column(self, width: float) -> str:
        """A style of a table's columns."""
        return self._named("table-column", f'<style:table-column-properties style:column-width="{points(width)}"/>')

    def cell(self, *, background: str = "", padding: str = "3pt", **borders: str) -> str:
        """A style of cells."""
        out = [f'fo:padding="{padding}" style:vertical-align="middle"']
        out += [f'fo:background-color="{background}"'] if background else []
        out += [f'fo:{side}="{line}"' for side, line in borders.items()] or ['fo:border="none"']
        return self._named("table-cell", f"<style:table-cell-properties {' '.join(out)}/>")

    def graphic(self, fill: str = "", stroke: str = "") -> str:
        """A style of shapes."""
        out = [f'draw:fill="solid" draw:fill-color="{fill}"' if fill else 'draw:fill="none"']
        out.append(
            f'draw:stroke="solid" svg:stroke-color="{stroke}" svg:stroke-width="0.8pt"'
            if stroke
            else 'draw:stroke="none"'
        )
        out.append('fo:padding="0pt" draw:textarea-vertical-align="middle" draw:auto-grow-height="false"')
        return self._named("graphic", f"<style:graphic-properties {' '.join(out)}/>")

    def columns(self) -> str:
        """A style of sections with the look's columns."""
        count, gap = self.look.columns, points(self.look.gutter)
        inner = f'<style:columns fo:column-count="{count}" fo:column-gap="{gap}"/>'
        balanced = 'text:dont-balance-text-columns="false"'
        return self._named("section", f"<style:section-properties {balanced}>{inner}</style:section-properties>")

    def document(self, body: str, head: str, foot: str) -> str:
        """The whole file."""
        latin, asian = FONTS[self.look.font]
        country = {"zh": "CN"}.get(self.language, "none")
        faces = f'fo:font-family="{latin}" style:font-family-asian="{asian}"'
        sizes = f'fo:font-size="{self.look.size}pt" style:font-size-asian="{self.look.size}pt"'
        asian_tongue = f'style:language-asian="zh" style:country-asian="{country}"'
        tongue = f'fo:language="en" fo:country="GB" {asian_tongue} fo:hyphenate="true"'
        default = (
            f'<style:default-style style:family="paragraph"><style:text-properties {faces} {sizes} {tongue} '
            f'fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/></style:default-style>'
        )
        pages = self._page("Standard", *self.look.paper, head, foot) + self._page(
            "Landscape", self.look.paper[1], self.look.paper[0], head, foot
        )
        masters = "".join(
            f'<style:master-page style:name="{name}" style:page-layout-name="L{name}">'
            + (f"<style:header>{head}</style:header>" if head else "")
            + (f"<style:footer>{foot}</style:footer>" if foot else "")
            + "</style:master-page>"
            for name in ("Standard", "Landscape")
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {SPACES} office:version="1.2" '
            'office:mimetype="application/vnd.oasis.opendocument.text">'
            f"<office:styles>{default}</office:styles>"
            f"<office:automatic-styles>{''.join(self._all())}{pages}</office:automatic-styles>"
            f"<office:master-styles>{masters}</office:master-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document>"
        )

    def _page(self, name: str, width: float, height: float, head: str, foot: str) -> str:
        """A page's layout."""
        left, top, right, bottom = self.look.margins
        header, footer = 26.0 if head else 0.0, 26.0 if foot else 0.0
        sides = f'fo:margin-left="{left}pt" fo:margin-right="{right}pt"'
        ends = f'fo:margin-top="{max(20.0, top - header)}pt" fo:margin-bottom="{max(20.0, bottom - footer)}pt"'
        turned = "landscape" if width > height else "portrait"
        rim = '<style:header-footer-properties fo:min-height="14pt" fo:margin-{}="12pt"/>'
        top_rim = f"<style:header-style>{rim.format('bottom')}</style:header-style>" if head else ""
        low_rim = f"<style:footer-style>{rim.format('top')}</style:footer-style>" if foot else ""
        size = f'fo:page-width="{width}pt" fo:page-height="{height}pt" style:print-orientation="{turned}"'
        inner = f"<style:page-layout-properties {size} {sides} {ends}/>{top_rim}{low_rim}"
        return f'<style:page-layout style:name="L{name}">{inner}</style:page-layout>'

    def _named(self, family: str, inner: str, more: str = "") -> str:
        key = f'style:family="{family}"{more}>{inner}'
        return self.made.setdefault(key, f"A{len(self.made) + 1}")

    def _all(self) -> list[str]:
        return [f'<style:style style:name="{name}" {key}</style:style>' for key, name in self.made.items()]


def _stop(kind: str, at: float) -> str:
    """A tab's stop."""
    if kind == "dots":
        leader = 'style:leader-style="dotted" style:leader-text="."'
        return f'<style:tab-stop style:position="{points(at)}" style:type="right" {leader}/>'
    return f'<style:tab-stop style:position="{points(at)}" style:type="{kind}"/>'
