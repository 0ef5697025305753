"""A request to end that comes at a bad moment."""

import importlib
import sys
import time

import pytest

from esnsim.cli import interrupts
from esnsim.cli.interrupts import requests_to_end_heeded
from esnsim.exit_status import TERMINATED

MODULE = """
import signal

signal.raise_signal(signal.SIGTERM)
whole = True
"""


def import_and_wait(module):
    with requests_to_end_heeded():
        importlib.import_module(module)
        time.sleep(60.0)


def test_an_import_is_finished_before_a_request_to_end_is_heeded(tmp_path, monkeypatch):
    (tmp_path / "asked_to_end_half_way.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))

    with pytest.raises(SystemExit) as ended:
        import_and_wait("asked_to_end_half_way")

    assert ended.value.code == TERMINATED
    assert sys.modules.pop("asked_to_end_half_way").whole


def test_an_import_that_goes_on_for_ever_is_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(interrupts, "PATIENCE", 2)
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "never_there.py").write_text(f"{MODULE}import time\ntime.sleep(60.0)\n", encoding="utf-8")

    with pytest.raises(SystemExit) as ended:
        import_and_wait("never_there")

    assert ended.value.code == TERMINATED
    assert "never_there" not in sys.modules
