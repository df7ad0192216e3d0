"""`python -m chatdoc` is the command `chatdoc`."""

from chatdoc.cli import main

main()
