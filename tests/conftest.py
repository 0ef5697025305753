"""What holds for all tests: properties look at the same examples on every machine and in every run."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("esnsim", derandomize=True, database=None, deadline=None)
settings.register_profile("lines", settings.get_profile("esnsim"), max_examples=15)
"""Enough to walk through every line, where the same properties are looked at in full elsewhere."""
settings.load_profile("esnsim")
