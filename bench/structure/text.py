"""Text made comparable: what engines may spell in their own ways without being wrong is spelt in one."""

import re
import unicodedata

ALIKE = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹣", "-"),
        **dict.fromkeys("‘’‚′`´ˈ", "'"),
        **dict.fromkeys("“”„″«»", '"'),
        **dict.fromkeys("∗⋆★✱", "*"),
        **dict.fromkeys("⋅·∙•●▪‣◦○", "·"),
        **dict.fromkeys("✓✔√", "✓"),
        **dict.fromkeys("✗✘✕╳", "✗"),
        "∼": "~",
        **dict.fromkeys("▲△", "△"),
        **dict.fromkeys("𝜖ϵ", "ε"),
        "µ": "μ",
        "ϕ": "φ",
        "∆": "Δ",
        "Ω": "Ω",
        # Marks of raised and lowered text and of mathematics, accents that stand alone, what has no width.
        **dict.fromkeys("^_${}\\ˆ˜¯˘˙¨\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
        **dict.fromkeys(map(chr, range(0x300, 0x370)), ""),
    }
)
SPACES = re.compile(r"\s+")
CHINESE = "\u2e80-\u9fff\uf900-\ufaff"
SPACES_AT_SIGNS = re.compile(rf"(?<![^\W_])\s+|\s+(?![^\W_])|(?<=[{CHINESE}])\s+|\s+(?=[{CHINESE}])")


def plain(text: str) -> str:
    """The text with one form of each character (NFKC) and one space where there is any."""
    return SPACES.sub(" ", unicodedata.normalize("NFKC", text).translate(ALIKE).replace("''", '"')).strip()


def dense(text: str) -> str:
    """`plain` in small letters, as styles make capitals, and with spaces only between letters and digits.

    Around signs and Chinese characters spaces differ from setter to setter.
    """
    return SPACES_AT_SIGNS.sub("", plain(text)).casefold()
