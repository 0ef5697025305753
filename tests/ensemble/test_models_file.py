"""Models of one's own in a file: what is wrong with it is said at its line, and replicates draw from it."""

import csv

import numpy as np
import pytest

from esnsim.ensemble.draws import digest_of_models, drawn, models_of, world_draws
from esnsim.ensemble.members import members
from esnsim.ensemble.models_file import models_in, models_text
from esnsim.ensemble.space import dimensions
from esnsim.ensemble.summary import places_of
from esnsim.errors import ScenarioError
from esnsim.scenario import dump, load
from tests.experiments.small_questions import question

SPACE = dimensions()


@pytest.fixture
def file(tmp_path):
    """Six of the members that ship, moved a little."""
    path = tmp_path / "ours.csv"
    places = np.clip(places_of(members()[:6], SPACE) + 0.01, 0.0, 1.0)
    path.write_text(models_text(places, SPACE), encoding="utf-8")
    return path


def scenario_of(path):
    return question(uncertainty={"members": str(path)})


def test_replicates_draw_from_the_file(file):
    scenario = scenario_of(file)

    draws = world_draws(scenario, 7)

    assert {each.member for each in draws} <= set(range(1, 7))
    model = models_of(scenario)[draws[0].member - 1]
    one = drawn(scenario, draws[0])
    assert one.behaviour.far_reach == model.constants["far_reach"]
    assert one.uncertainty == "none"
    assert digest_of_models(scenario) != digest_of_models(question(uncertainty="ensemble"))


def test_a_scenario_names_the_file_beside_it(file, tmp_path):
    text = dump(question(uncertainty="ensemble")).replace("uncertainty: ensemble", "uncertainty: {members: ours.csv}")
    (tmp_path / "asked.yaml").write_text(text, encoding="utf-8")

    scenario = load(tmp_path / "asked.yaml")

    assert scenario.uncertainty.members == file.resolve().as_posix()
    assert "far_reach" not in scenario.content()["behaviour"]


def test_a_file_that_is_not_there_is_a_mistake_of_the_scenario(tmp_path):
    text = dump(question(uncertainty="ensemble")).replace("uncertainty: ensemble", "uncertainty: {members: no.csv}")
    (tmp_path / "asked.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ScenarioError, match=r"uncertainty\.members is 'no\.csv'; there is no such file"):
        load(tmp_path / "asked.yaml")


def changed(file, change):
    """The file with some cells changed."""
    rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
    change(rows)
    file.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    return str(file)


def test_every_mistake_is_told_at_its_cell(file):
    at = ["member", *(each.name for each in SPACE)].index("far_reach")

    def spoil(rows):
        rows[1][at], rows[3][at] = "much", "1e9"
        del rows[4][-1]

    with pytest.raises(ScenarioError) as told:
        models_in(changed(file, spoil))

    places = [each.place.removeprefix(str(file)) for each in told.value.mistakes]
    assert places == [f":2:{at + 1}", f":4:{at + 1}", ":5"]
    assert "far_reach is 'much'; write a number from" in str(told.value)


def test_columns_are_those_of_the_model(file):
    def spoil(rows):
        rows[0][1], rows[0][2] = "far_reech", rows[0][3]

    with pytest.raises(ScenarioError) as told:
        models_in(changed(file, spoil))

    said = str(told.value)
    assert "'far_reech' is no constant" in said
    assert "stands in two columns" in said
    assert "has no column for" in said


def test_too_few_models_are_refused(file):
    with pytest.raises(ScenarioError, match="holds 2 models"):
        models_in(changed(file, lambda rows: rows.__delitem__(slice(3, None))))


def test_a_changed_file_is_read_again(file):
    before = models_in(str(file))[0].constants["far_reach"]
    at = ["member", *(each.name for each in SPACE)].index("far_reach")

    after = models_in(changed(file, lambda rows: rows[1].__setitem__(at, "7.125")))[0].constants["far_reach"]

    assert before != after == 7.125
