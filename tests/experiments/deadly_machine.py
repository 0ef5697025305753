"""Loaded by Dask workers of the tests: one run kills them, every time."""

from __future__ import annotations

import deadly_workers

from esnsim.experiments.execution import worker

worker.simulate = deadly_workers.dying
