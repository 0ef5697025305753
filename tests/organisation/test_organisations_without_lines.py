"""Who needs a hierarchy hears that there is none, and what would give one; nobody becomes a leader by silence."""

import pytest

from esnsim.errors import EsnsimError, OrganisationError
from esnsim.experiments.store.keys import organisation_of
from esnsim.organisation import Import, Needs, read
from esnsim.scenario import check_audiences, doubts, load, summary

PEOPLE = "id,c+1,Asks,Name,department\n1,1,Ann,Ann,Board\n2,1,Ann,Bob,Sales\n3,1,Ann,Cid,Plant\n4,2,Bob,Dan,Sales\n"
SCENARIO = """\
name: s
weeks: 4
organisation: {{people: people.csv{more}}}
programmes:
  none: []
  some:
    - {{{one}, start: week 1}}
"""
NEEDING = [
    "kind: senior_training",
    "kind: leader_presence",
    "kind: campaign, audience: {level: 0}",
    "kind: campaign, audience: {level_at_most: 1}",
    "kind: campaign, audience: {level_at_least: 1}",
    "kind: campaign, audience: {manager: true}",
    "kind: campaign, audience: {not: {manager: true}}",
    "kind: campaign, audience: 'unit: Sales, not level: 2'",
]


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """Writes a scenario about an organisation whose managers have an odd name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")

    def write(one, more=""):
        (tmp_path / "s.yaml").write_text(SCENARIO.format(one=one, more=more), encoding="utf-8")
        return load(tmp_path / "s.yaml")

    return write


@pytest.mark.parametrize("one", NEEDING)
def test_what_needs_lines_is_refused_with_the_column_that_has_them(asked, tmp_path, one):
    """File, what was looked at, the likely column with its share, and what to write."""
    with pytest.raises(OrganisationError) as caught:
        organisation_of(asked(one), tmp_path)

    message = str(caught.value)
    assert "people.csv: no reporting lines are known" in message
    assert "programmes.some[0]" in message
    assert "column 'c+1' looks like managers: 100 percent of its values are ids in column 'id'" in message
    assert 'columns: {manager: "c+1"}' in message
    assert "--column" in message
    assert "--set" in message
    assert "flat: true" in message
    assert "columns 'id', 'c+1', 'Asks', 'Name', 'department'" in message


@pytest.mark.parametrize("one", NEEDING)
def test_what_the_message_says_helps(asked, tmp_path, one):
    """The line for the file, and managers that are told by names with another column of people."""
    for columns in ('{manager: "c+1"}', "{person: Name, manager: Asks}"):
        scenario = asked(one, f", columns: {columns}")
        organisation, _ = organisation_of(scenario, tmp_path)
        check_audiences(scenario, organisation)
        assert organisation.level.tolist() == [0, 1, 1, 2]


@pytest.mark.parametrize("one", NEEDING)
def test_a_flat_organisation_has_nobody_to_choose_by_level(asked, tmp_path, one):
    """Never everybody: the audience is named."""
    scenario = asked(one, ", flat: true")
    organisation, report = organisation_of(scenario, tmp_path)

    with pytest.raises(EsnsimError, match=r"programmes.some\[0\].audience: .* nobody here reports to anybody"):
        check_audiences(scenario, organisation)
    assert any("cannot be" in doubt for doubt in doubts(scenario, organisation))
    assert any("flat" in str(finding) for finding in report.of("noted"))


def test_what_needs_no_lines_is_only_told(asked, tmp_path):
    """With the likely column."""
    scenario = asked("kind: campaign, audience: {frontline: false}")

    organisation, report = organisation_of(scenario, tmp_path)

    check_audiences(scenario, organisation)
    assert any("'c+1' looks like managers" in str(finding) for finding in report.of("assumed"))


def test_a_flat_organisation_is_shown_as_one(asked, tmp_path):
    """In the summary, beside where people come from."""
    scenario = asked("kind: campaign", ", flat: true")

    told = summary(scenario, organisation_of(scenario, tmp_path)[0])

    assert "people imported from people.csv, nobody reporting to anybody" in told


def test_levels_of_a_column_serve_what_asks_for_levels(tmp_path):
    """But not what asks for managers."""
    (tmp_path / "p.csv").write_text("id,level\n1,1\n2,2\n3,2\n", encoding="utf-8")

    organisation, _ = read(Import(people="p.csv"), tmp_path, needs=Needs(levels=("x",)))
    assert organisation.level.tolist() == [0, 1, 1]
    with pytest.raises(OrganisationError, match="in none of them are most values ids"):
        read(Import(people="p.csv"), tmp_path, needs=Needs(lines=("y",)))


def test_flat_leaves_managers_and_levels_alone(tmp_path):
    """And says so; naming one of them as well is a contradiction."""
    (tmp_path / "p.csv").write_text("id,manager,level\n1,,1\n2,1,2\n3,1,2\n", encoding="utf-8")

    organisation, report = read(Import(people="p.csv", flat=True), tmp_path)

    assert organisation.manager.tolist() == [-1, -1, -1]
    assert organisation.level.tolist() == [1, 1, 1]
    assert sum("flat" in str(finding) for finding in report.of("ignored")) == 2
    with pytest.raises(ValueError, match="flat says"):
        Import(people="p.csv", flat=True, columns={"manager": "manager"})


def test_ages_and_grades_do_not_look_like_managers(tmp_path):
    """Small numbers are ids of people too, where people are numbers."""
    rows = "".join(f"{one},{20 + one * 7 % 40},{1 + one % 5}\n" for one in range(1, 81))
    (tmp_path / "p.csv").write_text("id,years,band\n" + rows, encoding="utf-8")

    _, report = read(Import(people="p.csv"), tmp_path)

    assert not any("looks like" in line for line in report.lines())


@pytest.mark.parametrize("one", NEEDING[:2])
@pytest.mark.parametrize("header", ["N+1", "Answers to", "Col4"])
def test_lines_that_only_managers_can_make_need_no_name(asked, tmp_path, one, header):
    """One tree without a circle whose top names nobody: told, and not asked about."""
    scenario = asked(one)
    text = f"id,{header},Name\n11,,Ann\n12,11,Bob\n13,11,Cid\n14,12,Dan\n"
    (tmp_path / "people.csv").write_text(text, encoding="utf-8")

    organisation, report = organisation_of(scenario, tmp_path)

    assert organisation.level.tolist() == [0, 1, 1, 2]
    assert any(f"column '{header}' is taken for managers" in str(finding) for finding in report.of("assumed"))
