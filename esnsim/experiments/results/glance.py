"""An experiment at one glance: what a console or a notebook shows of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from esnsim.numerals import numeral
from esnsim.state.ladder import LADDER

if TYPE_CHECKING:
    from esnsim.experiments.results.experiment import Experiment

LONGEST = 60
"""Letters of a name in a line."""


def shortened(text: str, letters: int = LONGEST) -> str:
    """The text, cut at its end where it is longer than so many letters."""
    return text if len(text) <= letters else f"{text[: letters - 1]}…"


def in_a_line(experiment: Experiment) -> str:
    """What was run, in a line of at most a few hundred letters."""
    scenario, programmes = experiment.scenario, experiment.programmes
    listed = ", ".join(shortened(name, 20) for name in programmes[:4]) + (", …" if len(programmes) > 4 else "")  # noqa: PLR2004
    return (
        f"<Experiment {shortened(scenario.name)!r}: {len(programmes)} programmes ({listed}), "
        f"{scenario.replicates} replicates, {scenario.weeks} weeks, {experiment.beginning.people:,} people>"
    )


def as_html(experiment: Experiment) -> str:
    """The question, and the ladder at the end with what each programme changes, as HTML for a notebook."""
    from jinja2 import Template  # noqa: PLC0415 - only a notebook asks

    scenario = experiment.scenario
    page: str = Template(PAGE, autoescape=True).render(
        scenario=scenario,
        experiment=experiment,
        rungs=LADDER,
        rows=[(name, _cells(experiment, name)) for name in experiment.programmes],
        week=experiment.last_week,
    )
    return page


PAGE = """<div>
<p><strong>{{ scenario.name }}</strong>{% if scenario.question %}: {{ scenario.question }}{% endif %}</p>
<table>
<caption>Median of {{ scenario.replicates }} replicates in week {{ week }}, percent of headcount; in brackets the change
against '{{ scenario.baseline }}' in points, with its interval for random variation between replicates</caption>
<thead><tr><th>programme</th>{% for rung in rungs %}<th>{{ rung }}</th>{% endfor %}</tr></thead>
<tbody>{% for name, cells in rows %}
<tr><th>{{ name }}</th>{% for cell in cells %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}
</tbody></table>
<p>{{ experiment.beginning.people }} people, {{ scenario.weeks }} weeks from {{ scenario.start }}, seed
{{ scenario.seed }}.</p>
</div>"""


def _cells(experiment: Experiment, programme: str) -> list[str]:
    """One cell a rung."""
    ladder = experiment.ladder([experiment.last_week])
    own = ladder[ladder["programme"] == programme].set_index("rung")["median"]
    shares = [f"{numeral(100.0 * own[rung], '.1f')} %" for rung in LADDER]
    if programme == experiment.scenario.baseline:
        return shares
    changes = experiment.compare(LADDER)
    changes = changes[changes["programme"] == programme].set_index("measure")
    ends = [changes[name].to_dict() for name in ("difference", "low", "high")]
    return [
        f"{share} ({_change(*(100.0 * float(end[rung]) for end in ends))})"
        for share, rung in zip(shares, LADDER, strict=True)
    ]


def _change(middle: float, low: float, high: float) -> str:
    """A difference in points with its interval, where there is one."""
    if math.isnan(low):
        return f"{numeral(middle, '+.1f')}, one replicate"
    return f"{numeral(middle, '+.1f')}, {numeral(low, '+.1f')} to {numeral(high, '+.1f')}"
