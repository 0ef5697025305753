"""Loaded by Dask workers of the tests: one life kills them, every time."""

from __future__ import annotations

import deadly_workers

from esnsim.experiments.execution import worker as workshop

workshop.simulate = deadly_workers.dying
