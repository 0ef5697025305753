"""The option that accepts new golden files."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """``python -m pytest tests/golden --accept`` writes what it finds."""
    parser.addoption("--accept", action="store_true", help="write golden files anew instead of comparing with them")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written; never when the whole suite is run without the option."""
    return bool(request.config.getoption("--accept", default=False))
