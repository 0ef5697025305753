"""Interactive forms of pictures: hover, zoom, and programmes to be switched on and off.

They need the extra ``report``; without it a page has its still pictures only.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from esnsim.experiments import Experiment
from esnsim.report.figures.activity import PERCENT, SIGNS
from esnsim.report.layout.timeline import bars
from esnsim.report.style import BAND_OPACITY, looks_of
from esnsim.report.text.ladder import DEFINITIONS, DRAWN

if TYPE_CHECKING:
    import altair as alt

WIDE, HIGH = 425, 220
DASHES = {"-": [1, 0], "--": [8, 4], ":": [2, 3]}
DIGITS = ".1f"
BEGINS = "begins"
BUNDLER = "import sys, vl_convert; sys.stdout.buffer.write(vl_convert.javascript_bundle().encode('utf-8'))"


class ChartPanel(NamedTuple):
    """One small chart.

    Attributes:
        name: What it shows.
        meaning: What that means.
        unit: Of its values.
        table: Its rows.
    """

    name: str
    meaning: str
    unit: str
    table: pd.DataFrame


def interactive() -> bool:
    """Whether interactive charts can be made."""
    return all(importlib.util.find_spec(name) for name in ("altair", "vl_convert"))


def chart_program() -> str:
    """The program that draws charts in a browser, to be put into a page; it asks nothing of any network.

    It is made in a process of its own: the engine that makes it takes 100 MB and would keep them.
    """
    done = subprocess.run([sys.executable, "-c", BUNDLER], check=True, stdout=subprocess.PIPE)  # noqa: S603 - our own
    return done.stdout.decode("utf-8")


def curves_chart(experiment: Experiment, data: pd.DataFrame) -> dict[str, Any]:
    """The rungs of the ladder over time."""
    panels = [
        ChartPanel(rung, DEFINITIONS[rung], "% of headcount", _scaled(data, "rung", rung, "median")) for rung in DRAWN
    ]
    return _chart(experiment, panels, experiment.programmes)


def differences_chart(experiment: Experiment, data: pd.DataFrame) -> dict[str, Any]:
    """What programmes change against the baseline over time."""
    panels = [
        ChartPanel(rung, DEFINITIONS[rung], "points of headcount", _scaled(data, "rung", rung, "difference"))
        for rung in DRAWN
    ]
    return _chart(experiment, panels, experiment.others)


def activity_chart(experiment: Experiment, data: pd.DataFrame) -> dict[str, Any]:
    """Activity over time."""
    panels = [
        ChartPanel(
            sign,
            meaning,
            {"replies across units": "%", "posts": "a week for 100 people"}.get(sign, "number"),
            _scaled(data, "sign", sign, "median", 100.0 if sign in PERCENT else 1.0),
        )
        for sign, (_, _, meaning) in SIGNS.items()
    ]
    return _chart(experiment, panels, experiment.programmes)


def _scaled(data: pd.DataFrame, column: str, wanted: str, middle: str, scale: float = 100.0) -> pd.DataFrame:
    """The rows of one panel, as they are drawn."""
    rows = data[data[column] == wanted]
    return pd.DataFrame(
        {
            "programme": rows["programme"],
            "week": rows["week"],
            "date": rows["date"].dt.strftime("%Y-%m-%d"),
            **{
                name: (scale * rows[source]).round(2)
                for name, source in (("value", middle), ("low", "low"), ("high", "high"))
            },
        }
    )


def _chart(experiment: Experiment, panels: Sequence[ChartPanel], programmes: Sequence[str]) -> dict[str, Any]:
    """Panels two by two, as a Vega-Lite specification.

    Its parameter ``shown`` lists the programmes that are drawn. Its data sets stand in ``columns``, column by column,
    which takes a third of the letters; the page makes rows of them.
    """
    import altair as alt  # noqa: PLC0415 - an extra

    names = list(programmes)
    looks = looks_of(experiment.programmes, experiment.scenario.baseline)
    scales = Scales(
        alt.Color(
            "programme:N", scale=alt.Scale(domain=names, range=[looks[name].colour for name in names]), legend=None
        ),
        alt.StrokeDash(
            "programme:N",
            scale=alt.Scale(domain=names, range=[DASHES[looks[name].stroke] for name in names]),
            legend=None,
        ),
    )
    drawn = [_panel(panel, scales, nth).to_dict() for nth, panel in enumerate(panels)]
    tables = {panel.name: panel.table for panel in panels} | {BEGINS: _begins(experiment, names)}
    return _side_by_side(drawn, {"name": "shown", "value": names}) | {
        "columns": {name: _columns(table) for name, table in tables.items()}
    }


def _side_by_side(charts: Sequence[dict[str, Any]], shown: dict[str, Any]) -> dict[str, Any]:
    """Charts two by two as one specification.

    Put together as plain values: Altair copies every chart some twenty times when it does that, which takes seconds.
    """
    schema = charts[0]["$schema"]
    # Only the outermost specification may say which views a parameter is for.
    params = [shown, *(param for chart in charts for param in chart.get("params", []))]
    inner = [{key: of for key, of in chart.items() if key not in ("$schema", "config", "params")} for chart in charts]
    rows = [{"hconcat": inner[nth : nth + 2], "spacing": 36} for nth in range(0, len(inner), 2)]
    return {"$schema": schema, "config": {"view": {"stroke": None}}, "vconcat": rows, "spacing": 28, "params": params}


@dataclass(frozen=True)
class Scales:
    """How programmes are distinguished."""

    colour: alt.Color
    dash: alt.StrokeDash


def _begins(experiment: Experiment, names: list[str]) -> pd.DataFrame:
    """When something begins: date, programme, begins."""
    rows = [
        (experiment.scenario.date(bar.begins).isoformat(), bar.programme, bar.label)
        for bar in bars([run for run in experiment.runs if run.programme in names])
    ]
    return pd.DataFrame(rows, columns=["date", "programme", "begins"])


def _panel(panel: ChartPanel, scales: Scales, nth: int) -> alt.LayerChart | alt.FacetChart:
    import altair as alt  # noqa: PLC0415

    wanted = "indexof(shown, datum.programme) >= 0"
    date = alt.X("date:T", title=None, axis=alt.Axis(tickCount=5, grid=False))
    value = alt.Y("value:Q", title=panel.unit, axis=alt.Axis(tickCount=5))
    base = alt.Chart().encode(x=date, color=scales.colour)
    band = base.mark_area(opacity=BAND_OPACITY).encode(y=alt.Y("low:Q", title=panel.unit), y2="high:Q")
    line = base.mark_line(strokeWidth=2.4).encode(y=value, strokeDash=scales.dash)
    tips = [
        alt.Tooltip("programme:N"),
        alt.Tooltip("date:T", format="%d %b %Y"),
        alt.Tooltip("week:Q"),
        alt.Tooltip("value:Q", title=panel.name, format=DIGITS),
        alt.Tooltip("low:Q", format=DIGITS),
        alt.Tooltip("high:Q", format=DIGITS),
    ]
    zoom = alt.selection_interval(bind="scales", encodings=["x"], name=f"zoom{nth}")
    dots = base.mark_point(size=90, filled=True, opacity=0.0).encode(y=value, tooltip=tips).add_params(zoom)
    rules = (
        alt.Chart(alt.NamedData(BEGINS))
        .transform_filter(wanted)
        .mark_rule(strokeDash=[4, 3])
        .encode(x=date, color=scales.colour, tooltip=["programme:N", alt.Tooltip("begins:N")])
    )
    title = alt.TitleParams(panel.name, subtitle=panel.meaning, anchor="start")
    curves = alt.layer(band, line, dots, data=alt.NamedData(panel.name)).transform_filter(wanted)
    return alt.layer(rules, curves).properties(width=WIDE, height=HIGH, title=title)


def _columns(table: pd.DataFrame) -> dict[Hashable, list[Any]]:
    """A table column by column; what is no number is nothing."""
    return table.astype(object).where(table.notna(), None).to_dict("list")
