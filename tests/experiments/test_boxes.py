"""Boxes are found where they were planted, claimed nowhere else, and told with what they rest on."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from esnsim.analysis.discovery import Restriction, discover
from esnsim.analysis.discovery.boxes import everything, fit_from, fit_of, inside, restricted, restriction, roundest
from esnsim.analysis.discovery.climbing import search
from esnsim.analysis.discovery.held_out import held_out
from esnsim.analysis.discovery.peeling import least, peel
from esnsim.analysis.discovery.points import gather_points
from esnsim.analysis.discovery.resampling import purpose
from esnsim.analysis.discovery.tree import grow
from esnsim.analysis.discovery.trust import best_box, quasi_p, reproduced
from esnsim.analysis.discovery.words import apart_sentences, condition, factor_names, failing, percent
from esnsim.cli.commands.discover import discover as discover_command
from esnsim.errors import RunError, ScenarioError
from esnsim.experiments.design import plan
from esnsim.experiments.design.outcome import read_condition
from esnsim.experiments.sweeping import sweep
from esnsim.report.figures.discovery import boxes_figure
from esnsim.report.style import save_figure
from tests.experiments.planted import COUNT, FACTORS, LEADERS, NOTHING, SHARE, random_numbers, simulated, tried

pytestmark = pytest.mark.untraced


def few_without_leaders(points: pd.DataFrame) -> pd.Series:
    """The planted box: fewer than 180 ambassadors and leaders who are absent."""
    return (points[COUNT] < 180) & (points[LEADERS] == "absent")


@settings(max_examples=3, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    count=st.floats(0.25, 0.6),
    share=st.floats(0.4, 1.0),
    upward=st.booleans(),
)
def test_a_planted_box_is_found(seed, count, share, upward):
    """Inside the box found at least nine of ten runs fail, and it holds at least nine of ten of those planted."""
    points = tried(200, seed)
    edge, top = points[COUNT].quantile(count), points[SHARE].quantile(share)

    def fails(table: pd.DataFrame) -> pd.Series:
        own = table[COUNT] >= edge if upward else table[COUNT] <= edge
        return own & (table[SHARE] <= top)

    found = discover(simulated(points, fails, 0.02, 3, seed), FACTORS, seed=seed).boxes[0]

    planted_share = fails(points).mean() * 0.98
    of_all = planted_share / (planted_share + (1 - fails(points).mean()) * 0.02)
    assert found.fit.density >= 0.9
    assert found.fit.coverage >= 0.9 * of_all


def test_limits_stand_where_they_were_planted():
    """A number is limited next to the planted limit, a text to the planted value, and what does nothing is left out."""
    table = simulated(tried(200, 1), few_without_leaders, 0.03, 4, 1)

    (box,) = discover(table, FACTORS, what="it fails").boxes

    limits = {each.factor: each for each in box.restrictions}
    assert set(limits) == {COUNT, LEADERS}
    assert limits[LEADERS].kept == ("absent",)
    assert limits[COUNT].low is None
    assert limits[COUNT].high == pytest.approx(180, abs=12)
    assert all(each.quasi_p < 0.01 and each.reproduced > 0.9 for each in box.restrictions)


def test_no_box_is_claimed_where_failure_has_nothing_to_do_with_the_factors():
    """Of 40 tables of pure random variation hardly more are explained than the 5 % that is allowed for (z of 4)."""
    tables = 40

    claimed = sum(
        bool(discover(simulated(tried(50, seed), lambda points: points[COUNT] < 0, 0.3, 1, seed), FACTORS[:3]).boxes)
        for seed in range(tables)
    )

    assert claimed <= 0.05 * tables + 4 * np.sqrt(tables * 0.05 * 0.95)


def test_runs_of_one_point_are_no_independent_evidence():
    """Twenty points of pure random variation explain nothing, however often each was simulated."""
    points = tried(20, 3)
    fails = pd.Series(random_numbers(20, "fate") < 0.4)

    assert not discover(simulated(points, lambda _: fails, 0.0, 200, 3), FACTORS).boxes


def test_a_second_box_is_found_among_the_points_outside_the_first():
    """Two ways to fail are told as two boxes."""

    def fails(points: pd.DataFrame) -> pd.Series:
        return (points[COUNT] < 150) | (points[SHARE] > 0.16) & (points[COUNT] > 300)

    found = discover(simulated(tried(200, 5), fails, 0.02, 2, 5), FACTORS)

    assert len(found.boxes) == 2
    assert {each.factor for box in found.boxes for each in box.restrictions} == {COUNT, SHARE}
    assert "outside the boxes before" in " ".join(found.sentences())


def test_levels_of_a_grid_are_peeled_whole():
    """On a grid, whose levels are thicker than a peel, the planted corner is found exactly."""
    grid = pd.MultiIndex.from_product([[100, 200, 300, 400], [0.05, 0.1, 0.15]], names=[COUNT, SHARE]).to_frame(
        index=False
    )

    (box,) = discover(simulated(grid, lambda points: points[COUNT] <= 200, 0.0, 3, 1), [COUNT, SHARE]).boxes

    assert [(each.factor, each.low, each.high) for each in box.restrictions] == [(COUNT, None, 250.0)]
    assert box.fit[:3] == (1.0, 1.0, 0.5)


def test_the_row_order_of_the_table_is_no_cause():
    """Shuffled runs give the same answer, and so does a second time."""
    table = simulated(tried(80, 2), few_without_leaders, 0.05, 2, 2)
    other = table.iloc[np.argsort(random_numbers(len(table), "order"))]

    assert discover(table, FACTORS).document() == discover(other, FACTORS).document()


def test_peeling_never_widens_a_box_and_ends_above_the_least_support():
    """Each box on the way down lies in the one before."""
    points = gather_points(simulated(tried(150, 4), few_without_leaders, 0.1, 2, 4), FACTORS, "failed")
    boxes = peel(points)

    for wider, narrower in pairwise(boxes):
        assert all((~inner | outer).all() for inner, outer in zip(narrower.allowed, wider.allowed, strict=True))
    assert len(boxes) > 5


def test_a_restriction_that_says_nothing_is_dropped():
    """The number that does nothing is not in the box, and would have a quasi-p-value near one."""
    points = gather_points(simulated(tried(200, 6), few_without_leaders, 0.0, 1, 6), FACTORS, "failed")
    box = list(best_box(points))
    place = [factor.path for factor in points.factors].index(NOTHING)
    assert box[place].all()

    box[place] = points.factors[place].codes.max() > np.arange(len(box[place]))

    assert quasi_p(points, tuple(box), best_box(points)) > 0.2


def faded(seed: int) -> pd.DataFrame:
    """Eighty points of four runs; failure is likely with many ambassadors and few contributors, and fades off."""
    points = tried(80, seed)
    steep = np.exp(-(points[COUNT] - 180) / 25) + np.exp((points[SHARE] - 0.07) / 0.008)
    table = points.loc[points.index.repeat(4)].reset_index(drop=True)
    return table.assign(failed=random_numbers(len(table), seed, "fading") < np.repeat((1 / (1 + steep)).to_numpy(), 4))


@pytest.mark.parametrize("seed", range(6))
def test_no_leaf_of_the_tree_beats_the_box_where_failure_fades_off(seed):
    """Both limits of the corner are found, near where they were planted, and no leaf agrees better with failure."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    points = gather_points(faded(seed), FACTORS, "failed")
    box = best_box(points)
    agreement = fit_of(points, inside(points, box)).agreement
    limits = {
        factor.path: restriction(factor, levels)
        for factor, levels in zip(points.factors, box, strict=True)
        if not levels.all()
    }

    for leaf in grow(points, purpose("test", seed)).leaves:
        held = np.ones(len(points), bool)
        for asked_of in leaf.restrictions:
            factor = next(each for each in points.factors if each.path == asked_of.factor)
            levels = [
                level in asked_of.kept
                if asked_of.kept
                else (-np.inf if asked_of.low is None else asked_of.low)
                < level
                < (np.inf if asked_of.high is None else asked_of.high)
                for level in factor.levels
            ]
            held &= np.array(levels)[factor.codes]
        assert fit_of(points, held).agreement <= agreement + 1e-9
    assert limits[COUNT].low == pytest.approx(180, abs=50)
    assert limits[SHARE].high == pytest.approx(0.07, abs=0.02)


@pytest.mark.parametrize("seed", range(4))
def test_a_strong_factor_is_found_again_in_most_half_samples(seed):
    """What is real is not discredited because half the points show it less clearly; what does nothing comes seldom."""
    points = gather_points(faded(seed), FACTORS, "failed")

    again = dict(zip((each.path for each in points.factors), reproduced(points, purpose("halves", seed)), strict=True))

    assert again[SHARE] > 0.6
    assert again[COUNT] > 0.6
    assert again[NOTHING] <= 0.5


def test_climbing_ends_where_no_single_limit_can_be_moved_for_the_better():
    """Every box that differs in one limit, or in one level that is no number, agrees no better."""
    points = gather_points(faded(1), FACTORS, "failed")
    top = search(points)

    for nth, factor in enumerate(points.factors):
        for place in range(len(factor.levels)):
            places = np.arange(len(factor.levels))
            kept = np.flatnonzero(top.allowed[nth])
            other = top.allowed[nth] ^ (places == place)
            if factor.numeric:
                other = (places >= place) & (places <= kept[-1])
            box = (*top.allowed[:nth], other, *top.allowed[nth + 1 :])
            if (held := inside(points, box)).sum() >= least(points):
                assert fit_of(points, held).agreement <= top.agreement + 1e-9


def test_everything_agrees_with_nothing():
    """A box of all points tells nothing, and one of exactly the failing points tells all."""
    assert fit_from(4.0, 10, 4.0, 10).agreement == 0.0
    assert fit_from(4.0, 4, 4.0, 10) == (1.0, 1.0, 0.4, pytest.approx(1.0))
    points = gather_points(tried(10, 1).assign(failed=True), FACTORS, "failed")
    assert all(levels.all() for levels in everything(points))


@pytest.mark.parametrize(
    ("column", "value", "told"), [("failed", "failed", "nothing to explain"), ("failed", "few", "are few for")]
)
def test_what_cannot_be_known_is_said(column, value, told):
    """Where every run fails, or points are few, that is told."""
    table = simulated(tried(12, 1), few_without_leaders, 0.2, 2, 1)
    if value == "failed":
        table[column] = True

    assert told in " ".join(discover(table, FACTORS).sentences())


def test_sentences_say_density_coverage_mass_and_what_they_rest_on():
    """The sentence of the box reads as a plan-maker would say it."""
    table = simulated(tried(300, 1), few_without_leaders, 0.0, 2, 1)

    told = discover(table, FACTORS, what="contributors stay below 10 % at week 104").sentences()

    assert re.match(r"contributors stay below 10 % at week 104 in \d+ % \(\d+ % to 100 %\) of the runs where ", told[1])
    assert "presence of 'ambassadors', item 2 is 'absent'" in told[1]
    assert re.search(r"these are \d+ % \(\d+ % to 100 %\) of all such runs \(coverage\) on", told[1])
    assert told[2].startswith("both are counted at points that did not choose the box, with 80 % intervals; at the ")
    assert "that chose it" in told[2]
    assert "it is 100 % and 100 %; as good a box in" in told[2]


def test_what_a_box_holds_is_what_fresh_points_hold():
    """Where failure is noisy and points are few, the points that chose a box flatter it, and others do not."""
    flattered, told, fresh = [], [], []
    for seed in range(6):
        table = simulated(tried(80, seed), few_without_leaders, 0.25, 1, seed)
        points = gather_points(table, FACTORS, "failed")
        allowed = best_box(points)
        flattered.append(fit_of(points, inside(points, allowed)).density)
        told.append(held_out(points, purpose("test", seed), best_box).density.mean)
        asked = [restriction(points.factors[nth], allowed[nth]) for nth in restricted(allowed)]
        others = simulated(tried(2000, 100 + seed), few_without_leaders, 0.25, 1, seed)
        fresh.append(float(others.loc[holds(others, asked), "failed"].mean()))

    assert np.mean(flattered) > np.mean(fresh) + 0.05
    assert abs(np.mean(told) - np.mean(fresh)) < 0.08


def holds(rows, asked):
    """Which rows lie inside all restrictions."""
    found = pd.Series(data=True, index=rows.index)
    for each in asked:
        column = rows[each.factor]
        if each.kept:
            found &= column.astype(str).isin([str(level) for level in each.kept])
        found &= True if each.low is None else column > each.low
        found &= True if each.high is None else column < each.high
    return found


def test_a_box_may_be_chosen_for_how_much_it_holds():
    """The smallest on the way of peeling that holds as much; density is paid for it."""
    table = simulated(tried(200, 2), few_without_leaders, 0.2, 1, 2)

    small, large = (discover(table, FACTORS, coverage=share).boxes[0].fit for share in (0.3, 0.9))

    assert small.coverage >= 0.3
    assert large.coverage >= 0.9
    assert small.mass < large.mass
    assert small.density > large.density


def test_conditions_on_what_is_done_are_told_apart_from_those_on_what_is_not_known():
    """A plan that fails wherever the constants lie fails by itself."""
    box = discover(simulated(tried(200, 1), few_without_leaders, 0.0, 2, 1), FACTORS).boxes[0]
    varied = [each.factor for each in box.restrictions]

    assert apart_sentences(box, [*varied, "behaviour.far_reach"]) == [
        "that is so wherever the constants lie in their ranges: no condition is on what is not known"
    ]
    assert apart_sentences(box, varied) == []


def test_the_document_is_json():
    """Other programs read the answer, with what is not known as null."""
    found = discover(simulated(tried(60, 1), few_without_leaders, 0.05, 2, 1), FACTORS)

    assert json.loads(json.dumps(found.document(), allow_nan=False))["points"] == 60


def test_columns_that_are_not_there_are_named():
    """A slip in a column's name is told with what was probably meant."""
    with pytest.raises(RunError, match=r"did you mean 'initial\.contributor'"):
        discover(tried(12, 1).assign(failed=True), ["initial.contributer"])


def test_missing_values_and_results_that_are_no_truth_values_are_refused():
    """Half a table is no table."""
    with pytest.raises(RunError, match="true or false"):
        discover(tried(12, 1).assign(failed=0.5), FACTORS)
    with pytest.raises(RunError, match="no value of initial"):
        discover(tried(12, 1).assign(failed=True, **{SHARE: np.nan}), FACTORS)


@given(low=st.floats(-1e6, 1e6), width=st.floats(1e-6, 1e6))
def test_a_round_limit_lies_between_its_neighbours(low, width):
    """However close two levels are, the limit tells them apart."""
    high = low + width

    assert low < roundest(low, high) < high


@pytest.mark.parametrize(
    ("asked", "levels", "said"),
    [
        (Restriction("a", high=180.0), (), "count is below 180"),
        (Restriction("a", low=0.1), (), "count is above 0.1"),
        (Restriction("a", 1.0, 2.5), (), "count is between 1 and 2.5"),
        (Restriction("a", kept=("x",)), ("x", "y"), "count is 'x'"),
        (Restriction("a", kept=("x", "y")), ("x", "y", "z"), "count is not 'z'"),
    ],
)
def test_a_condition_is_said_the_short_way(asked, levels, said):
    """Limits and values in words."""
    assert condition(asked, "count", levels) == said


def test_two_factors_are_never_called_the_same():
    """Where short names would be the same, paths are used."""
    paths = ["initial.reader", "programmes.a[0].count", "behaviour.pull", "organisation.pull"]

    assert list(factor_names(paths).values()) == [
        "initial reader",
        "count of 'a'",
        "behaviour.pull",
        "organisation.pull",
    ]
    assert (percent(0.999), percent(0.004), percent(1.0)) == ("99.9 %", "0.4 %", "100 %")


@pytest.fixture(scope="module")
def small_sweep(tmp_path_factory):
    """A finished sweep: sixty people at twelve points."""
    folder = tmp_path_factory.mktemp("sweep")
    scenario = folder / "sixty.yaml"
    scenario.write_text(
        "{name: sixty, weeks: 3, organisation: {generate: {people: 60}}, initial: {reader: 0.5, contributor: 0.15}}",
        "utf-8",
    )
    asked_for = plan.load_plan(scenario, plan.CommandOptions(vary=("behaviour.imitation=0.005:0.0325:0.0025",)))
    sweep(plan.points_of(asked_for), folder / "runs.sqlite", plan.Fixed(2)).close()
    return folder


def asked(*arguments: object):
    """What the command says."""
    commands = typer.Typer()
    commands.command()(discover_command)
    return CliRunner().invoke(commands, [str(each) for each in arguments], catch_exceptions=False)


def test_a_finished_sweep_can_be_asked(small_sweep, tmp_path):
    """The command reads the store, says what it finds, and keeps numbers and figure."""
    said = asked(small_sweep, "--when", "contributor@end < 90%", "--out", tmp_path)

    assert said.exit_code == 0
    assert "Contributors stay below 90 % at the end in 100 % of 24 runs at 12 points." in said.output
    assert sorted(file.name for file in tmp_path.iterdir()) == ["discovery.json", "discovery.png", "discovery.svg"]


def test_the_command_answers_other_programs(small_sweep, tmp_path):
    """One JSON document, with the sentences in it."""
    said = asked(small_sweep / "runs.sqlite", "--when", "reader@week3 >= 0.5", "--json", "--out", tmp_path)

    assert json.loads(said.output)["sentences"][0].startswith("readers stay above 50 % at week 3 in ")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--when", "contributer@end < 10%"), "did you mean 'contributor'"),
        (("--when", "reader@end < 10%", "--programme", "nobody"), "is not in the sweep"),
    ],
)
def test_what_cannot_be_asked_of_a_sweep_is_refused_in_words(small_sweep, options, said):
    """A slip is told as one."""
    with pytest.raises(ScenarioError, match=said):
        asked(small_sweep, *options)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("contributor@week104 < 10%", "contributors stay below 10 % at week 104"),
        ("reader@end vs baseline > 0.05", "the gain in readers stays above 5 points at the end"),
        ("posts@week52 per contributor < 2", "posts@week52 per contributor stays below 2"),
    ],
)
def test_failing_is_said_in_words(text, said):
    """A condition begins a sentence."""
    assert failing(read_condition(text)) == said


def test_figures_can_be_drawn_of_any_discovery(tmp_path):
    """Two boxes, a single factor, and no box at all."""
    two = discover(simulated(tried(150, 1), few_without_leaders, 0.05, 2, 1), FACTORS)
    one = discover(simulated(tried(60, 1), few_without_leaders, 0.05, 2, 1), [COUNT])
    none = discover(simulated(tried(30, 1), lambda points: points[COUNT] < 0, 0.4, 1, 1), FACTORS)

    for name, found in (("two", two), ("one", one), ("none", none)):
        assert all(file.stat().st_size > 10_000 for file in save_figure(boxes_figure(found, name), tmp_path / name))
