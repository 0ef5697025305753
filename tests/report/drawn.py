"""Every kind of picture, drawn from what was made up by hand, with names as long and programmes as many as wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from esnsim.cli.commands.plot import KINDS, picture_of
from esnsim.ensemble.members import members
from esnsim.ensemble.space import dimensions
from esnsim.ensemble.summary import narrowings
from esnsim.experiments.results.side_by_side import SideBySide, pairs_of
from esnsim.report.document.sweep_pictures import pictures
from esnsim.report.figures.attribution import attribution_figure
from esnsim.report.figures.difference import decisive_difference
from esnsim.report.figures.discovery import boxes_figure
from esnsim.report.figures.front import front_figure
from esnsim.report.figures.map import map_over_time
from esnsim.report.figures.side_by_side import versus_figure
from esnsim.report.figures.tipping import tipping_figure
from esnsim.report.figures.uncertainty.ensemble import ensemble_figure
from esnsim.report.figures.uncertainty.narrowed import narrowed_figure
from esnsim.report.figures.uncertainty.predicted import predicted_figure
from esnsim.report.figures.uncertainty.tornado import tornado_figure
from esnsim.report.figures.usage.groups import groups_figure
from esnsim.report.figures.usage.steps import steps_figure
from esnsim.report.figures.usage.weeks import weeks_figure
from tests.report.made_up_calibration import calibration_of
from tests.report.made_up_plans import plan_answer
from tests.report.made_up_runs import (
    MANY_UNITS,
    attribution_of,
    discovery_of,
    experiment_of,
    gallery_of,
    name,
    names,
    sensitivity_of,
    tipping_of,
)
from tests.report.made_up_sweeps import COUNT, TIES, sweep
from tests.report.made_up_usage import assessment_of

gallery = cache(gallery_of)
ended = cache(experiment_of)


def _content(letters, programmes):
    first, *others = names(letters, programmes)
    helpers = {"kind": "ambassadors", "name": name(letters, 70), "share": 0.01}
    # What does the same is the same run, whatever it is called.
    doings = [[{"kind": "campaign", "dose": 1.0 - 0.05 * nth}, helpers] for nth in range(len(others))]
    return {
        "name": "Made up",
        "weeks": 26,
        "organisation": {"generate": {"people": 1000}},
        "programmes": {first: [], **dict(zip(others, doings, strict=True))},
    }


def _sweep(points: Callable[[str], list[dict[str, object]]], which: str):
    """Draws a picture of a sweep whose first factor belongs to the first programme that does something."""

    def draw(letters, programmes, folder):
        _, first, *_ = names(letters, programmes)
        place = {each: nth for nth, each in enumerate(names(letters, programmes))}
        made = sweep(
            folder / "runs.sqlite",
            points(f"programmes.'{first}'[1]"),
            lambda point, programme, replicate: 200 + replicate + (40 + 9 * point if place[programme] == 1 else 0),
            replicates=2,
            content=_content(letters, programmes),
        )
        return next(each.draw() for each in pictures(made) if each.name == which)

    return draw


def _shares(owner):
    return [{f"{owner}.share": share} for share in (0.01, 0.02, 0.05)]


def _starts(owner):
    return [{f"{owner}.start": start} for start in ("week 4", "when reader < 30% for 4 weeks", "2024-07-01")]


def _grid(owner):
    return [{f"{owner}.share": share, TIES: ties} for share in (0.01, 0.02, 0.05) for ties in (10, 20, 30)]


def _cube(owner):
    values = ("week 4", "when reader < 30% for 4 weeks")
    return [{f"{owner}.start": start, TIES: n, COUNT: m} for start in values for n in (10, 20) for m in (100, 20000)]


def _scattered(owner):
    return [{f"{owner}.share": 0.01 * n, COUNT: 10 ** (2 + n % 5) + n} for n in range(1, 21)]


def _many(owner):
    starts = ("week 4", "when reader < 30% for 4 weeks", "2024-07-01")
    return [
        {f"{owner}.start": starts[n % 3], f"{owner}.share": 0.01 * n, COUNT: 10 ** (2 + n % 5), TIES: 5 + n % 7}
        for n in range(1, 21)
    ]


def _versus(letters, programmes, _folder):
    first, second = ended(letters, programmes), ended(letters, programmes, 52)
    both = SideBySide(first, second, pairs_of(first, second))
    return versus_figure(both, (name(letters, 90), name(letters, 91)), "By week 26, nothing differs.")


def _of_gallery(kind):
    return lambda letters, programmes, _folder: picture_of(
        kind, gallery(letters, programmes).experiment, gallery(letters, programmes)
    )


def _of_many_units(kind):
    def draw(letters, programmes, _folder):
        seen = gallery(letters, programmes, sizes=MANY_UNITS)
        return picture_of(kind, seen.experiment, seen)

    return draw


def _of_usage(figure):
    return lambda letters, _programmes, folder: figure(assessment_of(letters, folder))


def _ensemble(_letters, _programmes, _folder):
    return ensemble_figure(narrowings(members(), dimensions()), len(members()), "made up")


def _over_time(letters, programmes, _folder):
    seen = gallery(letters, programmes)
    return map_over_time(seen, seen.experiment.programmes[1])


DRAWN = {
    **{kind: _of_gallery(kind) for kind in KINDS},
    "heatmap of sixty units": _of_many_units("heatmap"),
    "network of sixty units": _of_many_units("network"),
    "network over time": _over_time,
    "summary": lambda letters, programmes, _: decisive_difference(ended(letters, programmes), "contributor"),
    "versus": _versus,
    "why": lambda letters, programmes, _: attribution_figure(attribution_of(letters, programmes)),
    "sensitivity": lambda letters, _programmes, _folder: tornado_figure(sensitivity_of(letters), "made up"),
    "calibrated constants": lambda _letters, _programmes, _folder: narrowed_figure(calibration_of(), "made up"),
    "calibrated weeks": lambda _letters, _programmes, _folder: predicted_figure(calibration_of(1.0), "made up"),
    "front": lambda letters, _programmes, _folder: front_figure(plan_answer(min(letters, 60)), "made up"),
    "plausible models": _ensemble,
    "usage by step": _of_usage(steps_figure),
    "usage by week": _of_usage(weeks_figure),
    "usage by unit": _of_usage(groups_figure),
    "tipping": lambda letters, _programmes, _folder: tipping_figure(tipping_of(letters), "made up"),
    "discover": lambda letters, _programmes, _folder: boxes_figure(discovery_of(letters), "made up"),
    "sweep of a number": _sweep(_shares, "sweep_response"),
    "sweep of names": _sweep(_starts, "sweep_response"),
    "sweep over weeks": _sweep(_shares, "sweep_curves"),
    "sweep of names over weeks": _sweep(_starts, "sweep_curves"),
    "sweep of a grid": _sweep(_grid, "sweep_map"),
    "sweep of a grid, difference": _sweep(_grid, "sweep_map_difference"),
    "sweep of a grid over weeks": _sweep(_grid, "sweep_curves"),
    "sweep of a cube": _sweep(_cube, "sweep_map"),
    "sweep of points": _sweep(_scattered, "sweep_points"),
    "sweep of many factors": _sweep(_many, "sweep_effects"),
    "sweep of many factors, difference": _sweep(_many, "sweep_effects_difference"),
    "sweep of many factors over weeks": _sweep(_many, "sweep_curves"),
}
"""Every kind of picture."""
