"""What was observed in reality is held against the runs of the programme that describes it, and fitted to nothing."""

import pytest

import esnsim
from esnsim.errors import ScenarioError
from esnsim.experiments import compare
from esnsim.experiments.results.misfit import misfit, misfit_sentence
from esnsim.report import adoption_curves

TEXT = """
name: short
weeks: 6
replicates: 5
organisation: {generate: {people: 80}}
programmes:
  none: []
  campaign: [{kind: campaign, pull_per_month: 0.3}]
"""
SEEN = (
    TEXT
    + """observed:
  - {measure: reader, week: 4, share: 0.25, programme: campaign, source: a survey}
  - {measure: enabled, week: 6, share: 0.0}
"""
)


@pytest.fixture(scope="module")
def seen():
    return compare(esnsim.load(SEEN))


def test_a_misfit_is_what_the_median_life_has_more(seen):
    table = misfit(seen)
    curve = seen.curves("reader").set_index(["programme", "week"]).loc[("campaign", 4)]

    assert table["programme"].tolist() == ["campaign", "none"]
    assert table["misfit"][0] == pytest.approx(curve["median"] - 0.25)
    assert table["within"][0] == (curve["low"] <= 0.25 <= curve["high"])
    assert table["source"][0] == "a survey"


def test_observations_change_no_life(seen):
    blind = compare(esnsim.load(TEXT))

    assert [run.digest for run in blind.runs] == [run.digest for run in seen.runs]


def test_lives_lived_without_observations_are_known_again(tmp_path):
    compare(esnsim.load(TEXT), out=tmp_path)

    assert compare(esnsim.load(SEEN), out=tmp_path).computation.reused == 10
    assert (tmp_path / "misfit.csv").is_file()


def test_what_was_not_run_is_left_out():
    table = misfit(compare(esnsim.load(SEEN, ["weeks=5"]), ["none"]))

    assert table.empty
    assert misfit_sentence(table, 30) == ""


def test_the_misfit_is_told(seen):
    table = misfit(seen)

    assert misfit_sentence(table, 30).startswith("The model misses 2 observations by ")
    assert misfit_sentence(table[:1], 30).startswith("The model misses the one observation by ")


def test_observations_are_drawn_over_the_curves(seen):
    panels = {axes.get_title(loc="left") or nth: axes for nth, axes in enumerate(adoption_curves(seen).axes)}
    drawn = [line for axes in panels.values() for line in axes.get_lines() if line.get_marker() == "D"]

    assert sorted(float(line.get_ydata()[0]) for line in drawn) == [0.0, 25.0]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{measure: readers, week: 4, share: 0.25}", "did you mean 'reader'?"),
        ("{measure: reader, week: 4, share: 25}", "write a number from 0 to 1"),
        ("{measure: reader, week: 4, share: 0.2, programme: campain}", "did you mean 'campaign'?"),
        ("{measure: reader, share: 0.2}", "observed[0].week is missing"),
    ],
)
def test_a_wrong_observation_is_refused(written, told):
    with pytest.raises(ScenarioError) as caught:
        esnsim.load(f"{TEXT}observed: [{written}]\n")

    (mistake,) = caught.value.mistakes
    assert told in str(mistake)
