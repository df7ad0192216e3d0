"""Formulas that the PDF library says in LaTeX, without words, as the characters that stand on the page."""

import re
import unicodedata

_PART = re.compile(r"\\([A-Za-z]+) ?|\\(.)|([${}^_&])|(.)", re.DOTALL)
_SIGNS = {
    "pm": "±",
    "mp": "∓",
    "times": "×",
    "cdot": "·",
    "ast": "*",
    "star": "⋆",
    "circ": "°",
    "div": "÷",
    "leq": "≤",
    "le": "≤",
    "geq": "≥",
    "ge": "≥",
    "neq": "≠",
    "ne": "≠",
    "approx": "≈",
    "sim": "∼",
    "equiv": "≡",
    "propto": "∝",
    "infty": "∞",
    "in": "∈",
    "notin": "∉",
    "subset": "⊂",
    "subseteq": "⊆",
    "cup": "∪",
    "cap": "∩",
    "to": "→",
    "rightarrow": "→",
    "leftarrow": "←",
    "leftrightarrow": "↔",
    "Rightarrow": "⇒",
    "uparrow": "↑",
    "downarrow": "↓",
    "sum": "∑",
    "prod": "∏",
    "int": "∫",
    "partial": "∂",
    "nabla": "∇",
    "sqrt": "√",
    "langle": "⟨",
    "rangle": "⟩",
    "ell": "ℓ",
    "forall": "∀",
    "exists": "∃",
    "prime": "′",
    "dagger": "†",
    "ldots": "…",
    "dots": "…",
    "cdots": "⋯",
    "vert": "|",
    "mid": "|",
    "epsilon": "ε",
    "varepsilon": "ε",
    "varphi": "φ",
    "vartheta": "ϑ",
    "varsigma": "ς",
}
_STYLES = frozenset(
    {
        *("mathcal", "mathbb", "mathbf", "mathrm", "mathit", "mathsf", "mathtt", "mathfrak", "boldsymbol"),
        *("operatorname", "text", "textbf", "textit", "textrm", "left", "right", "limits", "quad", "qquad"),
        *("bar", "overline", "underline", "hat", "widehat", "tilde", "widetilde", "vec", "dot", "ddot"),
        *("frac", "dfrac", "tfrac"),
    }
)


def formula_text(latex: str) -> str:
    """What a formula in LaTeX looks like as plain text: signs for commands, no braces and no styles."""
    return "".join(map(_plain, _PART.finditer(latex))).strip()


def _plain(found: re.Match[str]) -> str:
    command, escaped, markup, other = found.groups()
    if command is None:
        return "" if markup else escaped or other or ""
    if command in _SIGNS:
        return _SIGNS[command]
    if command in _STYLES:
        return ""
    case = "CAPITAL" if command[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {command.upper().replace('LAMBDA', 'LAMDA')}")
    except KeyError:
        return command
