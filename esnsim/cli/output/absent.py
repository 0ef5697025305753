"""What is said of a store or folder that is not there: what makes one, and what was probably meant."""

from __future__ import annotations

from pathlib import Path

from esnsim.cli.output.out_folder import SCENARIO
from esnsim.errors import RunError
from esnsim.nearby import near_files

HOMES = (Path("runs"), Path("sweeps"))
"""Where 'esnsim run' and 'esnsim sweep' put results."""


def no_store(place: Path) -> RunError:
    """There is no store of runs at a place."""
    from esnsim.cli.output.share_text import not_together
    from esnsim.experiments.store.place import store_file, stores_of_shares

    if shares := stores_of_shares(store_file(place)):
        return RunError(f"{place}: {not_together(store_file(place), shares)}")
    what = "there is no store of runs here; 'esnsim run' and 'esnsim sweep' make one"
    return RunError(f"{place}: {what}{_meant(place)}")


def no_run(place: Path) -> RunError:
    """Not what 'esnsim run' leaves in a folder."""
    if place.is_dir():
        what = f"there is no {SCENARIO} in it"
    else:
        what = "is no folder" if place.exists() else "there is no such folder"
    return RunError(f"{place}: {what}; name a folder that 'esnsim run' filled{_meant(place)}")


def _meant(place: Path) -> str:
    """What was probably meant: a folder of that name where results are put, or one beside it with a name like it."""
    there = [str(home / place.name) for home in HOMES if (home / place.name).is_dir() and home != place.parent]
    return f"; did you mean {' or '.join(repr(each) for each in there)}?" if there else near_files(place)
