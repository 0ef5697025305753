"""Forecast the second half of real records from the first, and write what came of it into docs/reality.md.

    python -m benchmarks.reality --data FOLDER --out docs

Takes some ten minutes on two cores. The data sets do not come with esnsim; docs/reality.md says where they are from.
With --generated-ties it writes nothing and says how the model fares when the real ties are kept from it.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path

from PIL import Image

from esnsim.atomic_file import whole_file, write_text
from esnsim.evidence.reality import Contest, Record, RecordError, data_folder, read_record, study
from esnsim.evidence.reality.lives import Mapping
from esnsim.evidence.reality.model import model
from esnsim.evidence.reality.records import LEAST_TIES, present
from esnsim.evidence.reality.scores import scored
from esnsim.evidence.reality.study import clock, table
from esnsim.report.reality import reality_figure
from esnsim.report.style import styled

PAGE, PICTURE = "reality.md", "reality.png"
DOTS_PER_INCH, COLOURS = 110, 200
"""Enough for a page, and small enough to be kept with the text."""
BEGIN, END = "<!-- {} -->", "<!-- end of {} -->"


def scores_table(contests: Sequence[Contest]) -> str:
    """Scores, as Markdown; the best score of each record is bold."""
    lines = [
        "| record | forecaster | CRPS, % of people | inside 50 % | inside 80 % | last period: median (80 %) | truth |",
        "|---|---|---|---|---|---|---|",
    ]
    found = table(list(contests))
    best = found.groupby("record")["crps"].transform("min")
    titles = {each.record.name: each.record.title for each in contests}
    for row, least in zip(found.itertuples(), best, strict=True):
        score = f"{100 * row.crps:.1f}"
        lines.append(
            f"| {titles[row.record]} | {row.forecaster} | {f'**{score}**' if row.crps == least else score} "
            f"| {100 * row.half:.0f} % | {100 * row.wide:.0f} % "
            f"| {row.end:,.0f} ({row.low:,.0f} to {row.high:,.0f}) | {row.truth:,} |"
        )
    return "\n".join(lines)


def clock_table(contests: Sequence[Contest]) -> str:
    """How long a period lasts in the model, and how many could adopt, as Markdown."""
    head = (
        "| record | a period | workdays by the calendar | workdays in the model, median (80 %) "
        "| people who could adopt, median (80 %) | futures kept, from so many lives |"
    )
    lines = [head, "|---|---|---|---|---|---|"]
    titles = {each.record.name: each.record.title for each in contests}
    for row in clock(list(contests)).itertuples():
        people = f"{row.people_median:,.0f} ({row.people_low:,.0f} to {row.people_high:,.0f})"
        lines.append(
            f"| {titles[row.record]} | {row.period} | {row.calendar} "
            f"| {row.workdays_median:.1f} ({row.workdays_low:.1f} to {row.workdays_high:.1f}) "
            f"| {people if row.people_low < row.people_high else f'{row.people_median:,.0f}, known'} "
            f"| {row.members} from {row.lives} |"
        )
    return "\n".join(lines)


def replaced(text: str, name: str, content: str) -> str:
    """A page with another text between the two marks of this name."""
    before, _, rest = text.partition(BEGIN.format(name))
    _, _, after = rest.partition(END.format(name))
    return f"{before}{BEGIN.format(name)}\n{content}\n{END.format(name)}{after}"


def draw(contests: Sequence[Contest], path: Path) -> None:
    """The picture, in few colours."""
    drawn = BytesIO()
    with styled():
        reality_figure(contests).savefig(drawn, format="png", dpi=DOTS_PER_INCH)
    with Image.open(drawn) as full, whole_file(path) as unfinished:
        full.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(unfinished, optimize=True)


def tell(contests: Sequence[Contest], out: Path) -> None:
    """Write the tables into the page, draw the picture beside it, and print."""
    scores, times = scores_table(contests), clock_table(contests)
    text = (out / PAGE).read_text(encoding="utf-8")
    write_text(out / PAGE, replaced(replaced(text, "scores", scores), "clock", times))
    draw(contests, out / PICTURE)
    print(scores, times, sep="\n\n")


def without_ties(record: Record) -> Record:
    """The same people in the same towns, with as many ties made up."""
    mean = max(LEAST_TIES, 2.0 * len(record.society.ties) / record.size)
    return record._replace(society=record.society._replace(ties=(), mean_ties=mean))


def tell_without_ties(folder: Path, mapping: Mapping) -> None:
    """Score the model with ties that are made up, for records that have real ones."""
    for record in (read_record(folder, name) for name in present(folder)):
        if record.society.ties:
            members = model(without_ties(record).history, mapping).members
            print(record.title, scored(members, record.future, record.size), flush=True)


def main() -> None:
    """Forecast, draw, write."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
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
            tell(study(folder, pool.map), asked.out)


if __name__ == "__main__":
    main()
