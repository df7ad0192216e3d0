"""Python's collector of reference cycles, held back while much is made that has none.

It looks through all that is new each time that 700 more containers are there, and at times through all there is. What
is read of a page are trees, which go as soon as nobody holds them, so it would find nothing.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_CONTAINERS = 100_000
"""More containers than before, after which the collector looks: some megabytes, a hundred pages' worth."""


@contextmanager
def collector_held_back() -> Iterator[None]:
    """Within, the collector looks only once very many containers are new; it is as before in the end."""
    before = gc.get_threshold()
    if before[0]:
        gc.set_threshold(max(before[0], _CONTAINERS), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
