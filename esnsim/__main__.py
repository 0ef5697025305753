"""``python -m esnsim`` is ``esnsim``; the command begins here, so that Ctrl-C is heeded before anything is imported."""

import sys

from esnsim.exit_status import INTERRUPTED


def main() -> None:
    """Run the command that was given, and end the process."""
    try:
        from esnsim.cli import main as run  # noqa: PLC0415 - takes long enough to be interrupted

        run()
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write("Interrupted.\n")
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
