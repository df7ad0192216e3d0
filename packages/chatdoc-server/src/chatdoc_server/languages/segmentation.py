"""Words of scripts that put no spaces between them, as overlapping pairs.

Chinese, Japanese and Korean are paired by character, the scripts of South-East Asia by cluster: a consonant with the
vowels, tones and stacked consonants that are written around it. Pairs need no dictionary, find every word of two and
more, and are what search engines usually do for these languages.
"""

import re

_BEFORE = "\u0e40-\u0e44\u0ec0-\u0ec4"
_AFTER = (
    "\u0e30-\u0e3a\u0e45\u0e47-\u0e4e"  # Thai
    "\u0eb0-\u0ebc\u0ec8-\u0ecd"  # Lao
    "\u17b6-\u17d1\u17d3\u17dd"  # Khmer
    "\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074"  # Burmese
    "\u1082-\u108d\u109a-\u109d"
)
_STACKS = "\u17d2\u1039"
# In Burmese, a consonant under an asat closes the syllable before it.
_CLUSTER = re.compile(rf"[{_BEFORE}]?[^{_BEFORE}](?:[{_STACKS}].|[{_AFTER}]|[\u1000-\u1021](?=\u103a))*|.", re.DOTALL)


def pairs(run: str) -> list[str]:
    """Overlapping pairs of characters; a single character stands alone."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def clusters(run: str) -> list[str]:
    """The clusters of Thai, Lao, Khmer or Burmese characters, in order; together they are the whole run."""
    return _CLUSTER.findall(run)


def cluster_pairs(run: str) -> list[str]:
    """Overlapping pairs of clusters; a single cluster stands alone."""
    parts = clusters(run)
    return [parts[i] + parts[i + 1] for i in range(len(parts) - 1)] or parts
