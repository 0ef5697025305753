"""Memory of figures that are written goes back to the system at once."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def give_back() -> None:
    """Collect what nothing holds any more, and return its memory to the system.

    Figures, canvases and artists refer to each other in circles, which only a collection takes away; the C library of
    Linux keeps what is freed between other things until it is asked for it.
    """
    gc.collect()
    if not sys.platform.startswith("linux"):
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries than glibc have none
    if trim is not None:
        trim(0)


@contextmanager
def collecting_new() -> Iterator[None]:
    """Collections look at what is made inside the block only: a million older objects take a tenth of a second each."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
