"""Places in a scenario are read as they are written, by number or by kind of intervention."""

import pytest

from esnsim.errors import ScenarioError
from esnsim.scenario import load
from esnsim.scenario.load import EXPERIMENT, override, read_draft, take_out, understand
from esnsim.scenario.route import in_full, read_route, route_text

CONTENT = {"programmes": {"none": [], "all": [{"kind": "campaign"}, {"kind": "ambassadors"}, {"kind": "campaign"}, 3]}}
SHARE = """
name: n
organisation: {generate: {people: 50}}
initial: launch
programmes: {none: [], p: [{kind: ambassadors, share: 0.1}]}
"""
TEXT = "name: n\norganisation: {generate: {people: 50}}\nprogrammes: {none: [], c: [{kind: campaign}]}\n"


@pytest.mark.parametrize("text", ["weeks", "programmes.all[0].count", "programmes.'a.b = c'[10]", "a.b.c"])
def test_a_path_reads_back(text):
    assert route_text(read_route(text)) == text


@pytest.mark.parametrize("text", ["", "[0]", "a..b", "a=", "a[x]", "a.", "'a"])
def test_what_is_no_path_is_told(text):
    with pytest.raises(ValueError, match="write a path, such as organisation"):
        read_route(text)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("programmes.all.ambassadors.count", "programmes.all[1].count"),
        ("programmes.all.ambassadors", "programmes.all[1]"),
        ("programmes.all[2].dose", "programmes.all[2].dose"),
        ("programmes.all", "programmes.all"),
        ("programmes.other", "programmes.other"),
        ("organisation.generate.people", "organisation.generate.people"),
    ],
)
def test_a_kind_stands_for_its_number(written, meant):
    """Where a programme has one intervention of a kind, its name is enough."""
    assert route_text(in_full(read_route(written), CONTENT)) == meant


@pytest.mark.parametrize("content", [{}, {"programmes": []}, {"programmes": {"all": "none"}}, None])
def test_a_kind_in_no_programme_stays_as_it_is(content):
    assert in_full(("programmes", "all", "campaign"), content) == ("programmes", "all", "campaign")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "programmes.all.campaign.dose",
            r"several interventions of kind 'campaign', \[0\] and \[2\]; write the number",
        ),
        ("programmes.all.ambasador.dose", "has no intervention of kind 'ambasador'; did you mean 'ambassadors'"),
        ("programmes.al.campaign.dose", "there is no programme 'al'; did you mean 'all'"),
        ("programmes.other[0].dose", "there is no programme 'other'; known programmes: all, none"),
        ("programmes.none.campaign.dose", "has no intervention of kind 'campaign'; known kinds: none"),
    ],
)
def test_a_kind_that_is_not_there_or_twice_is_told(written, message):
    with pytest.raises(ValueError, match=message):
        in_full(read_route(written), CONTENT)


def test_a_change_may_name_an_intervention_by_its_kind():
    assert load(TEXT, ["programmes.c.campaign.dose=0.5"]).programmes["c"][0].dose == 0.5

    with pytest.raises(ScenarioError, match=r"--set programmes\.c\.campain\.dose=0\.5: .* did you mean 'campaign'"):
        load(TEXT, ["programmes.c.campain.dose=0.5"])


def test_a_copy_of_a_draft_can_be_changed_alone():
    """One reading of a file serves many variants of it."""
    draft = read_draft(TEXT)
    copy = draft.copy()

    assert override(copy.document, ["programmes.c.campaign.dose=0.5", "weeks=9"]) == []
    assert understand(copy, []).weeks == 9
    assert understand(draft, []) == load(TEXT)


def test_what_is_said_of_an_experiment_is_no_part_of_the_scenario():
    assert load(TEXT + "experiment: {vary: {weeks: [1, 2]}}\n") == load(TEXT)

    draft = read_draft(TEXT + "experiment: {vary: {weeks: [1, 2]}}\n")
    take_out(draft.document, EXPERIMENT)
    assert EXPERIMENT not in draft.document.content
    assert not [route for route in draft.document.places if route[:1] == (EXPERIMENT,)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("organisation.people", "organisation.generate.people"),
        ("organisation.generate.people", "organisation.generate.people"),
        ("organisation.turnover", "organisation.turnover"),
        ("organisation[0]", "organisation[0]"),
        ("organisation", "organisation"),
    ],
)
def test_an_organisation_may_go_without_the_word_that_says_how_it_is_made(written, meant):
    """As in a scenario; an entry beside it, and what is no name, stay."""
    content = {"organisation": {"generate": {"people": 100}}}

    assert route_text(in_full(read_route(written), content)) == meant


def test_nothing_is_put_into_an_organisation_that_is_not_there():
    assert in_full(("organisation", "people"), {}) == ("organisation", "people")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            ["programmes.p.ambassadors.count=9"],
            r"the file says share instead; write --set 'programmes.p\[0\].share=null'",
        ),
        (["initial.contributor=0.1"], r"initial is 'launch', .* --set 'initial=\{reader: 0.4, contributor: 0.05\}'"),
        (["programmes.q.ambassadors.count=9"], "there is no programme 'q'; .*known programmes: none, p"),
    ],
)
def test_a_change_that_does_not_fit_says_what_to_do(changes, told):
    with pytest.raises(ScenarioError, match=told):
        load(SHARE, changes)


def test_what_is_told_to_do_is_right():
    """A count in the place of a share, and shares in the place of a launch."""
    told = [
        "programmes.p[0].share=null",
        "programmes.p.ambassadors.count=9",
        "initial={reader: 0.4, contributor: 0.05}",
    ]
    scenario = load(SHARE, [*told, "initial.contributor=0.1"])

    assert scenario.programmes["p"][0].count == 9
    assert scenario.initial.contributor == 0.1


def test_an_experiment_is_no_scenario():
    """It is told by its entries, so by any name of the file."""
    with pytest.raises(ScenarioError, match="this is an experiment: give it to 'esnsim sweep'"):
        load("scenario: first.yaml\nvary: {weeks: [1, 2]}\n")
