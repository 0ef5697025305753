"""Activity of real records is read week by week, and forecast from its first half alone."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from benchmarks.reality import activity
from benchmarks.reality.activity import (
    ActivityRecord,
    activity_table,
    bass_goes_on,
    contests,
    foreseen,
    level_goes_on,
    pace_goes_on,
    read_activity,
)
from benchmarks.reality.bass import bass_curve
from benchmarks.reality.record import RecordError

pytestmark = pytest.mark.untraced


@pytest.fixture(autouse=True)
def few_refits(monkeypatch):
    """What is asked here, a dozen of them answer as well as some hundred."""
    monkeypatch.setattr(activity, "bass_curve", partial(bass_curve, refits=12))


def write(folder, **files):
    """Made-up files, by name, as lines."""
    folder.mkdir(parents=True)
    for name, lines in files.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")


def record(active=(4.0, 5.0, 6.0, 6.0, 5.0, 6.0, 5.0, 6.0, 4.0, 3.0)):
    """Ten weeks of a made-up record."""
    joined = np.minimum(np.arange(5.0, 55.0, 5.0), 40.0)
    return ActivityRecord("made up", "Made up", joined, {"people": np.array(active)})


def test_people_who_sent_or_got_a_message_are_active_and_those_who_sent_write(tmp_path):
    joined = [f"{nth},2004-03-01 10:00:00" for nth in range(1, 4)]
    sent = ["2004-03-02 12:00:00,1,2", "2004-03-03 12:00:00,1,2", "2004-03-09 12:00:00,3,1", "2004-03-15 00:00:00,1,1"]
    write(
        tmp_path / "uci_online_community",
        registrations=["person_id,registered_at", *joined],
        messages=["sent_at,sender,recipient", *sent],
    )

    (read,) = read_activity(tmp_path)

    assert read.joined.tolist() == [3, 3]
    assert {name: active.tolist() for name, active in read.active.items()} == {"people": [2, 2], "writers": [1, 1]}


def test_editors_are_counted_once_a_week_and_have_joined_since_their_first_edit(tmp_path):
    edits = ["2020-01-06,A,3", "2020-01-06,B,1", "2020-01-20,A,1", "2020-01-20,C,9"]
    write(tmp_path / "sourcegraph_handbook", edits_by_week=["week,person,edits", *edits])

    (read,) = read_activity(tmp_path)

    assert read.joined.tolist() == [2, 2, 3]
    assert read.active["writers"].tolist() == [2, 0, 2]


def test_a_column_that_is_not_there_is_told(tmp_path):
    write(tmp_path / "sourcegraph_handbook", edits_by_week=["week,who", "2020-01-06,A"])

    with pytest.raises(RecordError, match="person"):
        read_activity(tmp_path)


def test_plain_forecasts_begin_at_the_level_of_late_and_never_fall_below_nobody():
    active = record().active["people"][:5]
    for members in (level_goes_on(active, 5, "x"), pace_goes_on(active, 5, "x"), bass_goes_on(record(), active, 5)):
        assert members.shape[1] == 5
        assert members.min() >= 0.0
    assert np.median(level_goes_on(active, 5, "x")[:, 0]) == pytest.approx(active[-4:].mean(), abs=1.5)


def test_runs_closest_to_the_first_half_say_how_the_second_goes():
    """One of two runs goes like the record, and its fall is what is foreseen."""
    alike = np.tile(record().active["people"] / 200.0, (2, 1))
    other = np.tile(np.linspace(0.5, 0.0, 10), (2, 1))

    (members,) = foreseen(record(), [alike, other]).values()

    assert np.median(members[:, -1]) == pytest.approx(3.0, abs=1.0)


@pytest.mark.slow
def test_everybody_forecasts_and_the_best_score_is_bold():
    (contest,) = contests(record(), runs=2)

    assert len(contest.scores) == 4
    assert activity_table([contest]).count("**") == 2


def test_nobody_active_in_the_first_half_is_refused():
    with pytest.raises(RecordError, match="nobody is active"):
        contests(record(active=(0.0,) * 5 + (1.0,) * 5))
