"""A programme may begin with another one, leave interventions out, say some anew and add others."""

from textwrap import indent

import pytest

from esnsim.errors import ScenarioError
from esnsim.experiments.design.plan import CommandOptions, load_plan, points_of
from esnsim.scenario import load, resolve
from esnsim.scenario.schema import schema

BASE = """\
name: x
organisation: {generate: {people: 100}}
programmes:
  none: []
  all:
    - {kind: ambassadors, count: 5, start: week 2}
    - {kind: campaign, dose: 0.5}
    - {kind: campaign, name: second wave, start: week 10}
    - {kind: training}
"""


def loaded(more, *overrides):
    return load(BASE + indent(more, "  "), overrides)


def kinds(scenario, programme):
    return [each.name or each.kind for each in scenario.programme(programme)]


def refused(more, *overrides):
    with pytest.raises(ScenarioError) as caught:
        loaded(more, *overrides)
    return [mistake.message for mistake in caught.value.mistakes]


def test_a_programme_that_only_extends_is_the_same():
    scenario = loaded("again: {extends: all}")

    assert scenario.programme("again") == scenario.programme("all")


def test_a_kind_left_out_takes_all_of_its_interventions_with_it():
    assert kinds(loaded("fewer: {extends: all, without: campaign}"), "fewer") == ["ambassadors", "training"]


def test_a_name_left_out_takes_only_its_own_intervention():
    fewer = loaded("fewer: {extends: all, without: [second wave, training]}")

    assert kinds(fewer, "fewer") == ["ambassadors", "campaign"]


def test_entries_said_anew_replace_those_of_the_other_programme_and_leave_it_alone():
    scenario = loaded("strong: {extends: all, change: {second wave: {dose: 0.25, start: week 21}}}")

    changed, inherited = scenario.programme("strong")[2], scenario.programme("all")[2]
    assert (changed.dose, changed.start.workday(scenario.start)) == (0.25, 100)
    assert (inherited.dose, inherited.start.workday(scenario.start)) == (1.0, 45)


def test_an_entry_said_anew_as_nothing_is_taken_out():
    (first, *_) = loaded("part: {extends: all, change: {ambassadors: {count: null, share: 0.2}}}").programme("part")

    assert (first.count, first.share) == (None, 0.2)


def test_additions_come_last():
    assert kinds(loaded("more: {extends: all, with: [{kind: listening}]}"), "more")[-1] == "listening"


def test_programmes_extend_each_other_in_any_order():
    scenario = loaded("last: {extends: middle, without: training}\nmiddle: {extends: all, without: campaign}")

    assert kinds(scenario, "last") == ["ambassadors"]


def test_what_changes_in_the_first_changes_in_those_that_extend_it():
    scenario = loaded("again: {extends: all}", "programmes.all.ambassadors.count=9")

    assert scenario.programme("again")[0].count == 9


def test_an_inherited_intervention_can_be_set_by_its_kind():
    scenario = loaded("again: {extends: all}", "programmes.again.ambassadors.count=9")

    assert (scenario.programme("all")[0].count, scenario.programme("again")[0].count) == (5, 9)


def test_an_inherited_intervention_can_be_varied(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(BASE + "  again: {extends: all, change: {training: {dose: 0.1}}}\n", encoding="utf-8")

    plan = load_plan(path, CommandOptions(vary=("programmes.again.ambassadors.count=1:9:4",), replicates=2))

    assert [point.scenario.programme("again")[0].count for point in points_of(plan)] == [1, 5, 9]


def test_it_is_resolved_into_a_list():
    content = resolve(loaded("fewer: {extends: all, without: campaign}")).content()

    assert [each["kind"] for each in content["programmes"]["fewer"]] == ["ambassadors", "training"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("a: {extends: al}", "programmes.a.extends is 'al'; did you mean 'all'? known programmes: all, none"),
        ("a: {extends: a}", "programmes.a.extends goes round in a circle: 'a' extends 'a'"),
        (
            "a: {extends: b}\nb: {extends: a}",
            "programmes.b.extends goes round in a circle: 'a' extends 'b'",
        ),
        ("a: {with: []}", "programmes.a.extends is missing; write the name of the programme it begins with"),
        ("a: {extends: all, wihtout: x}", "programmes.a.wihtout is not known; did you mean 'without'?"),
        ("a: {extends: all, without: [trainin]}", "programmes.a.without[0] is 'trainin'; did you mean 'training'?"),
        ("a: {extends: all, without: 7}", "programmes.a.without is 7; write a list of names or kinds"),
        ("a: {extends: all, change: 7}", "programmes.a.change is 7; write a mapping such as"),
        ("a: {extends: all, change: {campaign: {dose: 1}}}", "programmes.a.change.campaign means 2 interventions"),
        (
            "a: {extends: all, change: {pilot: {dose: 1}}}",
            "programmes.a.change.pilot is not there; known interventions",
        ),
        ("a: {extends: all, change: {training: 1}}", "programmes.a.change.training is 1; write a mapping"),
        ("a: {extends: all, change: {training: {kind: pilot}}}", "programmes.a.change.training keeps its kind"),
        ("a: {extends: all, change: {training: {dose: 3}}}", "programmes.a.change.training.dose is 3; write a number"),
        ("a: {extends: all, with: 7}", "programmes.a.with is 7; write a list of interventions"),
        ("a: {extends: all, with: [{kind: pilto}]}", "programmes.a.with[0].kind is 'pilto'; did you mean 'pilot'?"),
        ("a: {kind: campaign}", "programmes.a is a mapping; write a list"),
    ],
)
def test_a_mistake_is_told_once_and_where_it_is_written(written, told):
    (message,) = refused(written)

    assert message.startswith(told)


def test_a_mistake_that_is_inherited_is_told_once():
    assert len(refused("a: {extends: all}\nb: {extends: a}", "programmes.all.ambassadors.count=many")) == 1


def test_an_inherited_intervention_has_no_number():
    (message,) = refused("a: {extends: all}", "programmes.a[0].count=3")

    assert message == "programmes.a extends another programme; write programmes.a.KIND rather than a number"


def test_editors_are_told_of_both_forms():
    listed, begun = schema()["properties"]["programmes"]["additionalProperties"]["anyOf"]

    assert listed["type"] == "array"
    assert list(begun["properties"]) == ["extends", "without", "change", "with"]
