"""Standard output and error as a command needs them, whatever the shell made of them.

Whoever reads the answer may stop before its end, as ``esnsim list | head -1`` does: the command ends with status 141,
as shells have it for a program whose reader has gone, and says nothing. An output that was closed from the start
(``>&-``) is nobody's: the command does its work and ends with its own status.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

READER_GONE = 141
"""Exit status when nobody reads on: 128 and the number of the signal."""
GONE = (errno.EPIPE, errno.EINVAL, errno.ESHUTDOWN)
"""What systems say then; Windows calls it an invalid argument."""


class Read(io.TextIOWrapper):
    """A stream that ends the command when its reader has gone.

    A terminal that knows few letters shows question marks rather than stopping everything.
    """

    def write(self, text: str) -> int:
        """Write, as long as somebody reads."""
        with self._reader():
            return super().write(text)

    def flush(self) -> None:
        """Hand on what was written, as long as somebody reads."""
        with self._reader():
            super().flush()

    @contextmanager
    def _reader(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno not in GONE:
                raise
            # What is still waiting to be written goes nowhere, or Python would complain of it at its end.
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            sys.exit(READER_GONE)


def prepare_streams() -> None:
    """Make both streams ready; those that others have put in their place are left to them."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # Closed from the start. The next file to be opened would take its number, and be written to by mistake.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - for the whole process
        elif stream is getattr(sys, f"__{name}__") and isinstance(stream, io.TextIOWrapper):
            encoding, lines = stream.encoding, stream.line_buffering
            setattr(sys, name, Read(stream.detach(), encoding, "replace", line_buffering=lines))
            setattr(sys, f"__{name}__", getattr(sys, name))
        else:
            getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
