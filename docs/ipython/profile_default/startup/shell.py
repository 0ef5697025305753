"""``%%sh`` for pages: what commands print comes as one piece, and a command that fails ends the build."""

import os
import subprocess
import sys
from pathlib import Path

from IPython.core.magic import register_cell_magic


@register_cell_magic
def sh(_line: str, cell: str) -> None:
    """Run commands and print what they said."""
    done = subprocess.run(["/bin/sh", "-e", "-c", cell], capture_output=True, text=True, check=False)  # noqa: S603
    print(done.stdout.rstrip())  # noqa: T201
    if done.returncode:
        raise RuntimeError(done.stderr)


# What pages bring along lies beside them.
sys.path.append(str(Path(os.environ["IPYTHONDIR"]).parent))
