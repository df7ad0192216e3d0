"""Server-sent events, data only, from bytes that may be cut anywhere."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class EventDecoder:
    """Turns the bytes of a stream into the data of its events.

    Lines may end with CR, LF or both. An event that the stream's end cuts off is dropped, as the
    specification says: https://html.spec.whatwg.org/multipage/server-sent-events.html
    """

    def __init__(self) -> None:
        self._rest = b""
        self._after_return = False
        self._first = True
        self._data: list[str] = []

    def feed(self, chunk: bytes) -> list[str]:
        """The data of all events that `chunk` completes."""
        events = []
        for line in self._lines(chunk):
            if line:
                self._field(line)
            elif self._data:
                events.append("\n".join(self._data))
                self._data = []
        return events

    def _lines(self, chunk: bytes) -> list[bytes]:
        if not chunk:
            return []
        # A line end may itself be cut in two.
        whole = chunk[1:] if self._after_return and chunk[:1] == b"\n" else chunk
        self._after_return = chunk.endswith(b"\r")
        lines = (self._rest + whole).splitlines(keepends=True)
        self._rest = lines.pop() if lines and not lines[-1].endswith((b"\r", b"\n")) else b""
        if lines and self._first:
            self._first = False
            lines[0] = lines[0].removeprefix(_BYTE_ORDER_MARK)
        return [line.rstrip(b"\r\n") for line in lines]

    def _field(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        if name == b"data":
            self._data.append(value.removeprefix(b" ").decode("utf-8", "replace"))
