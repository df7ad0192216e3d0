"""What a table is called and what its figures are stated in."""

from chatdoc_server.parsing.pdf.drafts import Draft


def attach_titles(drafts: list[Draft]) -> None:
    """Set title and unit of the tables among one page's drafts."""
