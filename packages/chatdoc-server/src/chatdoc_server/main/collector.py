"""The collector of cyclic garbage, told what kind of process it works in."""

import gc

_YOUNG = 50_000
"""Objects made and not yet freed after which young ones are looked through; Python's own value is 700."""


def expect_long_lived() -> None:
    """Has what is there now passed by for good, and what comes be looked through seldom.

    A round through all objects takes a tenth of a second and more once documents are loaded, while an answer waits.
    What answers leave behind is freed without the collector, as soon as nobody holds it; in cycles is very little.
    Call it once, when the process is built: it holds for the process as a whole.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
