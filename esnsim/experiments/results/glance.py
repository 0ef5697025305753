"""An experiment at one glance: what a console or a notebook shows of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from esnsim.numerals import numeral
from esnsim.scenario import Scenario
from esnsim.state.ladder import LADDER

if TYPE_CHECKING:
    import pandas as pd

LONGEST = 60
"""Letters of a name in a line."""
FEW = 4
"""Programmes named in a line."""


def cut_text(text: str, letters: int = LONGEST) -> str:
    """The text, cut at its end where it is longer than so many letters."""
    return text if len(text) <= letters else f"{text[: letters - 1]}…"


def in_a_line(scenario: Scenario, programmes: Sequence[str], people: int) -> str:
    """What was run, in a line of at most a few hundred letters."""
    listed = ", ".join(cut_text(name, 20) for name in programmes[:FEW]) + (", …" if len(programmes) > FEW else "")
    return (
        f"<Experiment {cut_text(scenario.name)!r}: {len(programmes)} programmes ({listed}), "
        f"{scenario.replicates} replicates, {scenario.weeks} weeks, {people:,} people>"
    )


def as_html(scenario: Scenario, people: int, ladder: pd.DataFrame, changes: pd.DataFrame) -> str:
    """The question, and the ladder at the end with what each programme changes, as HTML for a notebook.

    Args:
        scenario: What was asked.
        people: Headcount.
        ladder: Shares of headcount at the end: programme, week, rung, median.
        changes: Differences against the baseline: programme, measure, difference, low, high.
    """
    from jinja2 import Template  # noqa: PLC0415 - only a notebook asks

    shown: str = Template(PAGE, autoescape=True).render(
        scenario=scenario,
        people=people,
        rungs=LADDER,
        rows=[(name, _cells(name, ladder, changes)) for name in dict.fromkeys(ladder["programme"])],
        week=int(ladder["week"].max()),
        covers="for random variation" if scenario.uncertainty == "none" else "over plausible models",
    )
    return shown


PAGE = """<div>
<p><strong>{{ scenario.name }}</strong>{% if scenario.question %}: {{ scenario.question }}{% endif %}</p>
<table>
<caption>Median of {{ scenario.replicates }} replicates in week {{ week }}, percent of headcount; in brackets the change
against '{{ scenario.baseline }}' in points (mean of replicates), with its interval {{ covers }}</caption>
<thead><tr><th>programme</th>{% for rung in rungs %}<th>{{ rung }}</th>{% endfor %}</tr></thead>
<tbody>{% for name, cells in rows %}
<tr><th>{{ name }}</th>{% for cell in cells %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}
</tbody></table>
<p>{{ people }} people, {{ scenario.weeks }} weeks from {{ scenario.start }}, seed
{{ scenario.seed }}.</p>
</div>"""


def _cells(programme: str, ladder: pd.DataFrame, changes: pd.DataFrame) -> list[str]:
    """One cell a rung."""
    own = ladder[ladder["programme"] == programme].set_index("rung")["median"]
    shares = [f"{numeral(100.0 * own[rung], '.1f')} %" for rung in LADDER]
    against = changes[changes["programme"] == programme].set_index("measure")
    if against.empty:
        return shares
    ends = [against[name].to_dict() for name in ("difference", "low", "high")]
    return [
        f"{share} ({_change(*(100.0 * float(end[rung]) for end in ends))})"
        for share, rung in zip(shares, LADDER, strict=True)
    ]


def _change(middle: float, low: float, high: float) -> str:
    """A difference in points with its interval, where there is one."""
    if math.isnan(low):
        return numeral(middle, "+.1f")
    return f"{numeral(middle, '+.1f')}, {numeral(low, '+.1f')} to {numeral(high, '+.1f')}"
