"""Tables of experiments, by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from small_questions import made_up_experiment, made_up_run

from esnsim.simulation.run import Run
from esnsim.state.ladder import LADDER


def test_a_curve_has_the_median_and_the_middle_of_the_replicates():
    """Shares 0.1 to 0.9: of as many runs, a tenth of others lie below the lowest and a tenth above the highest."""
    runs = [made_up_run("as it is", simulation, 1, reader=10 * (simulation + 1)) for simulation in range(9)]

    end = made_up_experiment(runs).curves("reader").iloc[-1]
    middle = made_up_experiment(runs).curves("reader", interval=0.6).iloc[-1]

    assert end["median"] == end["mean"] == pytest.approx(0.5)
    assert (end["low"], end["high"]) == (pytest.approx(0.1), pytest.approx(0.9))
    assert (middle["low"], middle["high"]) == (pytest.approx(0.2), pytest.approx(0.8))
    assert (end["week"], end["date"], end["n"]) == (1, pd.Timestamp("2024-01-05"), 9)


def test_counts_are_given_when_nothing_is_divided_by():
    """Posts of a week, not a person."""
    runs = [made_up_run("as it is", simulation, 2, posts=4) for simulation in range(2)]

    assert made_up_experiment(runs, 2).curves("posts", per=None)["median"].tolist() == [0.0, 0.0, 4.0]


def test_where_there_is_nothing_to_divide_by_a_value_is_missing():
    """Replies to posts of an earlier week: they are not infinitely many a post, and no other life is lost by them."""
    runs = [made_up_run("as it is", life, 1, replies=4, posts=2 * life) for life in range(3)]
    experiment = made_up_experiment(runs)

    end = experiment.curves("replies", "posts").iloc[-1]

    assert experiment.weeks("as it is", "replies", "posts")[1].isna().tolist() == [True, False, False]
    assert (end["median"], end["mean"]) == (1.5, 1.5)
    assert (end["low"], end["high"]) == (pytest.approx(1.0), pytest.approx(2.0))


def test_the_ladder_is_told_at_the_start_each_quarter_and_the_end():
    """Rows by programme as they were run, then week, then rung from the bottom."""
    runs = [made_up_run(name, 0, 30, reader=60) for name in ("zero", "all")]

    ladder = made_up_experiment(runs, 30).ladder()

    assert ladder["programme"].drop_duplicates().tolist() == ["zero", "all"]
    assert ladder["week"].drop_duplicates().tolist() == [0, 13, 26, 30]
    assert ladder["rung"].tolist() == list(LADDER) * 8
    assert ladder.query("week == 30 and rung == 'reader'")["median"].tolist() == [0.6, 0.6]
    assert made_up_experiment(runs, 30).ladder(weeks=[4])["week"].unique().tolist() == [4]


def test_tables_are_the_reader_s_own():
    """Whoever changes a table changes no other."""
    experiment = made_up_experiment([made_up_run("as it is", 0, 1, reader=5)])

    for table in (experiment.table(), experiment.weekly()):
        table["reader"] = 0

    assert experiment.table()["reader"].max() == 5
    assert experiment.weekly()["reader"].max() == 5


def test_expenses_are_summed_over_weeks_and_averaged_over_replicates():
    """10.5 in each of three runs is 10.5."""
    runs = [made_up_run(name, simulation, 2) for name in ("as it is", "more") for simulation in range(3)]

    expenses = made_up_experiment(runs, 2).expenses()

    assert expenses["programme"].tolist() == ["as it is", "more"]
    assert expenses["money"].tolist() == [10.5, 10.5]
    assert expenses["hours"].tolist() == pytest.approx([1 / 3, 1 / 3])
    assert expenses["n"].tolist() == [3, 3]


def test_inequality_is_told_for_every_half_year():
    """The median over replicates, at the end of the half-year."""
    runs = [made_up_run("as it is", simulation, 26) for simulation in range(3)]

    row = made_up_experiment(runs, 26).inequality().iloc[0]

    assert (row["week"], row["gini"], row["n"]) == (26, 0.7, 3)
    assert row["top_share"] == pytest.approx(1 / 7)


def test_weekly_tables_are_made_once_whatever_is_compared_with_whom(monkeypatch):
    runs = [made_up_run(name, nth, 2, reader=10 * nth) for name in ("as it is", "one", "two") for nth in (1, 2)]
    experiment, made, weekly = made_up_experiment(runs, 2), [], Run.weekly
    monkeypatch.setattr(Run, "weekly", lambda run, scenario: made.append(run) or weekly(run, scenario))

    apart = experiment.against("two", ["one"])

    assert apart.compare("reader")["programme"].tolist() == ["one"]
    assert experiment.compare("reader")["programme"].tolist() == ["one", "two"]
    assert apart.weekly().equals(pd.concat([experiment.weekly()[6:]], ignore_index=True))
    assert len(made) == len(runs)
