"""Forecast the second half of real records from the first, and write what came of it into docs/reality.md.

    python -m benchmarks.reality --data FOLDER --out docs

Takes some ten minutes on two cores. The data sets do not come with esnsim; docs/reality.md says where they are from.
With --generated-ties it writes nothing and says how the model fares when the real ties are kept from it.
"""

from __future__ import annotations

import argparse
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.reality.activity import contests, read_activity
from benchmarks.reality.model import model
from benchmarks.reality.page import PAGE, tell
from benchmarks.reality.record import RecordError
from benchmarks.reality.records import data_folder, present, read_record, without_ties
from benchmarks.reality.scores import scored
from benchmarks.reality.simulated import Mapping
from benchmarks.reality.study import study


def tell_without_ties(folder: Path, mapping: Mapping) -> None:
    """Score the model with ties that are made up, for records that have real ones."""
    for record in (read_record(folder, name) for name in present(folder)):
        if record.society.ties:
            members = model(without_ties(record).history, mapping).members
            print(record.title, scored(members, record.future, record.size), flush=True)


def main() -> None:
    """Forecast, draw, write."""
    reader = argparse.ArgumentParser(
        prog="python -m benchmarks.reality", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    reader.add_argument("--data", type=Path, help="folder of the data sets; else ESNSIM_DATA, else beside the checkout")
    reader.add_argument("--out", type=Path, default=Path("docs"), help="folder of the page and the picture")
    reader.add_argument("--workers", type=int, default=2)
    reader.add_argument("--generated-ties", action="store_true", help="keep the real ties from the model")
    asked = reader.parse_args()
    try:
        folder = data_folder(asked.data)
    except RecordError as error:
        reader.error(str(error))
    if not asked.generated_ties and not (asked.out / PAGE).is_file():
        reader.error(f"--out {asked.out}: there is no {PAGE} there, whose tables would be written anew")
    with ProcessPoolExecutor(asked.workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        if asked.generated_ties:
            tell_without_ties(folder, pool.map)
        else:
            active = [each for record in read_activity(folder) for each in contests(record, pool.map)]
            tell(study(folder, pool.map), active, asked.out)


if __name__ == "__main__":
    main()
