"""The command line: a few lines over one function for a command, heavy imports inside, so that help comes at once."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from esnsim.cli.app import app
from esnsim.cli.interrupts import requests_to_end_heeded
from esnsim.cli.output.printing import complain
from esnsim.cli.streams import prepare_streams
from esnsim.errors import EsnsimError
from esnsim.exit_status import REFUSED

__all__ = ["main"]

NEW_OBJECTS = 20_000
"""Objects after which circles of them are looked for; Python's 700 make a tenth of a short command that search."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command that was given, and end the process.

    The status is 0, or another one after a message.
    A request to end (SIGTERM) is heeded like Ctrl-C: what is finished is kept and said, with exit status 143.

    Args:
        arguments: What stands behind ``esnsim``; None takes it from the command line.
    """
    gc.set_threshold(NEW_OBJECTS)
    prepare_streams()
    try:
        with requests_to_end_heeded():
            app(args=arguments, prog_name="esnsim")
    except EsnsimError as error:
        complain(str(error))
    except OSError as error:
        from esnsim.experiments.store.refusals import is_full, writing_refusal

        said = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        complain(writing_refusal(error) if is_full(error) else said)
    except MemoryError:
        complain("there is not enough memory; try fewer people or fewer workers")
    sys.exit(REFUSED)
