"""The command that opens Mesa's own view ends what it started, and says in one line what is wrong."""

import os
import signal
import subprocess
import sys

from tests.web.conftest import PACKAGE

PROGRAM = """
import sys
from esnsim.cli.commands.mesa import beside
sys.exit(beside([sys.executable, "-c", "import time; print('there', flush=True); time.sleep(600)"], {}))
"""


def test_it_takes_along_what_it_started():
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE)}
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert running.stdout.readline() == b"there\n"
    running.send_signal(signal.SIGTERM)
    # Whoever still ran would hold the pipe open.
    said = running.communicate(timeout=60)[0]

    assert (running.returncode, said) == (0, b"")
