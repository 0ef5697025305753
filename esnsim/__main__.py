"""``python -m esnsim`` is ``esnsim``."""

from esnsim.cli import main

if __name__ == "__main__":
    main()
