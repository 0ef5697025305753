"""What holds for all tests: properties look at the same examples on every machine and in every run."""

from __future__ import annotations

import os
from itertools import islice

import pytest
from hypothesis import settings

settings.register_profile("esnsim", derandomize=True, database=None, deadline=None)
settings.register_profile("lines", settings.get_profile("esnsim"), max_examples=15)
"""Enough to walk through every line, where the same properties are looked at in full elsewhere."""
settings.load_profile("esnsim")


WAITING = ("story", "web")
"""Folders of tests that wait for browsers and for commands more than they compute."""


def pytest_collection_modifyitems(items):
    """One file of those that wait, two that compute, and so on, so that no processor idles and none is last."""
    files = list(dict.fromkeys(item.path for item in items))
    waiting = [file for file in files if file.parent.name in WAITING]
    computing = iter([file for file in files if file not in waiting])
    order = [file for each in waiting for file in (each, *islice(computing, 2))]
    place = {file: nth for nth, file in enumerate((*order, *computing))}
    items.sort(key=lambda item: place[item.path])


@pytest.fixture(autouse=True, scope="module")
def tracing(request):
    """Not to note which lines run takes half the time: so it is where the marker ``untraced`` stands."""
    if request.node.get_closest_marker("untraced") is None or "COVERAGE_PROCESS_START" not in os.environ:
        yield
        return
    from coverage import Coverage  # noqa: PLC0415 - only where lines are noted

    current = Coverage.current()
    current.stop()
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COVERAGE_PROCESS_START")
        yield
    current.start()
