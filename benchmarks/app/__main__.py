"""``python -m benchmarks.app`` measures all of it; ``--alone``, ``--crowd``, ``--seats`` or ``--lesson`` a part.

``--alone`` needs the extra ``app``, Playwright and Chromium; the other parts speak as pages do, without any. It ends
with status 1 if a limit was not kept; limits are for two cores that have nothing else to do.
"""

from __future__ import annotations

import sys

from benchmarks.app.alone import alone
from benchmarks.app.crowd import crowded
from benchmarks.app.lesson import taught
from benchmarks.app.seats import seated

PARTS = {"--alone": alone, "--crowd": crowded, "--seats": seated, "--lesson": taught}


def main() -> None:
    """Measure what was asked for."""
    asked = [PARTS[word] for word in sys.argv[1:] if word in PARTS] or list(PARTS.values())
    kept = [part() for part in asked]
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
