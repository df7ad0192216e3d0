"""A website's page as newspapers have it."""

from tests.contract.material import SECTIONS, TITLE


def article(title: str = TITLE, head: str = "", extra: str = "") -> str:
    """A page as a newspaper has it: the text of all tests, and around it what nobody came for."""
    sections = "".join(
        f"<h2>{heading}</h2>" + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        for heading, paragraphs in SECTIONS
    )
    return f"""<!doctype html>
<html lang="en"><head><title>{title}</title>{head}
<script>document.write("A script ran")</script><style>body {{ color: red }}</style></head>
<body onload="alert(1)">
<a class="skip" href="#main">Skip to content</a>
<div id="cookie-banner" class="cookie-consent" role="dialog"><p>We value your privacy and use cookies to improve.</p>
<button onclick="accept()">Accept all cookies</button></div>
<nav class="navigation"><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<main id="main"><article><h1>{title}</h1>{sections}{extra}
<p>More about the ferries and their timetable stands on <a href="../ferries?season=1">the page of the ferries</a>,
which the council of Larkfield renews twice a year.</p></article></main>
<aside class="newsletter"><form><p>Subscribe to our newsletter</p><input name="mail"></form></aside>
<footer class="footer"><p>Copyright 2024 Larkfield Council</p></footer>
<iframe src="http://127.0.0.1/ad"></iframe></body></html>"""
