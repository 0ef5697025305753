"""What holds for all tests: properties look at the same examples on every machine and in every run."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("esnsim", derandomize=True, database=None, deadline=None)
settings.load_profile("esnsim")
