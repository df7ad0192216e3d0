"""What models that reason write before their answer, where a server does not set it apart."""

_OPEN, _CLOSE = "<think>", "</think>"


class Thoughts:
    """Leaves out the block <think>…</think> that a model's text begins with; all other text passes."""

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False
        self._passed = False

    def feed(self, piece: str) -> str:
        """What of the text so far is no thought and has not been given yet."""
        if self._passed:
            return piece
        self._held += piece
        if not self._thinking:
            begun = self._held.lstrip()
            if len(begun) < len(_OPEN) and _OPEN.startswith(begun):
                return ""
            self._thinking = begun.startswith(_OPEN)
        if not self._thinking:
            return self._pass(self._held)
        _, closed, rest = self._held.partition(_CLOSE)
        if closed and rest.strip():
            return self._pass(rest.lstrip())
        if not closed:
            # Thoughts are long, and only their end is looked for.
            self._held = _OPEN + self._held[-len(_CLOSE) :]
        return ""

    def close(self) -> str:
        """What was held back, once the text has ended; unfinished thoughts are none of the answer."""
        return "" if self._thinking else self._pass(self._held)

    def _pass(self, text: str) -> str:
        self._passed, self._held = True, ""
        return text
