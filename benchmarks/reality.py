"""Forecast the second half of real records from the first, and write what came of it into docs/reality.md.

    python -m benchmarks.reality --data FOLDER --out docs

Takes some ten minutes on two cores. The data sets do not come with esnsim; docs/reality.md says where they are from.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path

from PIL import Image

from esnsim.evidence.reality import Contest, RecordError, data_folder, study
from esnsim.evidence.reality.study import clock, table
from esnsim.experiments.whole import whole_file, write_text
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


def main() -> None:
    """Forecast, draw, write."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    reader.add_argument("--data", type=Path, help="folder of the data sets; else ESNSIM_DATA, else beside the checkout")
    reader.add_argument("--out", type=Path, default=Path("docs"), help="folder of the page and the picture")
    reader.add_argument("--workers", type=int, default=2)
    asked = reader.parse_args()
    try:
        folder = data_folder(asked.data)
    except RecordError as error:
        reader.error(str(error))
    with ProcessPoolExecutor(asked.workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        contests = study(folder, pool.map)
    page = asked.out / PAGE
    text = page.read_text(encoding="utf-8")
    text = replaced(text, "scores", scores_table(contests))
    write_text(page, replaced(text, "clock", clock_table(contests)))
    draw(contests, asked.out / PICTURE)
    print(scores_table(contests), clock_table(contests), sep="\n\n")


if __name__ == "__main__":
    main()
