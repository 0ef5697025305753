"""The page of the study: its tables between the marks of docs/reality.md, and the picture beside it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image

from benchmarks.reality.activity import ActivityContest, activity_table
from benchmarks.reality.figure import reality_figure
from benchmarks.reality.study import Contest, clock, table
from esnsim.atomic_file import whole_file, write_text
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
        "| people who could adopt, median (80 %) | futures kept, from so many runs |"
    )
    lines = [head, "|---|---|---|---|---|---|"]
    titles = {each.record.name: each.record.title for each in contests}
    for row in clock(list(contests)).itertuples():
        people = f"{row.people_median:,.0f} ({row.people_low:,.0f} to {row.people_high:,.0f})"
        lines.append(
            f"| {titles[row.record]} | {row.period} | {row.calendar} "
            f"| {row.workdays_median:.1f} ({row.workdays_low:.1f} to {row.workdays_high:.1f}) "
            f"| {people if row.people_low < row.people_high else f'{row.people_median:,.0f}, known'} "
            f"| {row.members} from {row.runs} |"
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


def tell(contests: Sequence[Contest], active: Sequence[ActivityContest], out: Path) -> None:
    """Write the tables into the page, draw the picture beside it, and print."""
    scores, times = scores_table(contests), clock_table(contests)
    text = (out / PAGE).read_text(encoding="utf-8")
    activity = activity_table(active)
    for name, content in (("scores", scores), ("clock", times), ("activity", activity)):
        text = replaced(text, name, content)
    write_text(out / PAGE, text)
    draw(contests, out / PICTURE)
    print(scores, times, activity, sep="\n\n")
