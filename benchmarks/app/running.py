"""An app with a scenario of its own, and what it takes from the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

SCENARIO = """\
name: Fast
weeks: 208
organisation: {{generate: {{people: {people}}}}}
initial: {{reader: 0.6, contributor: 0.1}}
programmes:
  none: []
  ambassadors: [{{kind: ambassadors, share: 0.014, start: week 2}}]
"""
TICKS = os.sysconf("SC_CLK_TCK")


class RunningApp(NamedTuple):
    """An app that answers.

    Attributes:
        url: Where.
        process: What answers; its helpers are its children.
    """

    url: str
    process: int

    def processes(self) -> list[int]:
        """The app and its helpers."""
        helpers = Path(f"/proc/{self.process}/task").glob("*/children")
        return [self.process, *(int(each) for file in helpers for each in file.read_text("ascii").split())]

    def memory(self) -> float:
        """Megabytes of all processes; what they share counts once."""
        found = 0.0
        for each in self.processes():
            with suppress(OSError):
                lines = Path(f"/proc/{each}/smaps_rollup").read_text("ascii").splitlines()
                found += next(float(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))
        return found

    def processor_seconds(self) -> float:
        """Processor time that the app itself has taken, without its helpers."""
        after_name = Path(f"/proc/{self.process}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / TICKS


@contextmanager
def running(people: int) -> Iterator[RunningApp]:
    """An app with a scenario of so many people, for as long as it is needed."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "fast.yaml").write_text(SCENARIO.format(people=people), encoding="utf-8")
        command = [sys.executable, "-m", "esnsim", "app", "fast.yaml", "--no-browser", "--port", "0"]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        app = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)  # noqa: S603
        said = next(line for line in app.stderr or () if "is at" in line)
        yield RunningApp(said.split("is at ")[1].split(";")[0], app.pid)
        app.terminate()
        app.wait()
