"""Real organisations are read as their descriptions say they are."""

from pathlib import Path

import numpy as np
import pytest
from wellformed_organisations import assert_well_formed

from esnsim.organisation import Import, describe, read

pytestmark = pytest.mark.untraced

SHARED = Path(__file__).parents[3] / "shared" / "data"


def real(name, **words):
    """Read one of the real sets, or skip where they are not at hand."""
    if not (SHARED / name).is_dir():
        pytest.skip(f"the real data set {name} is not here")
    organisation, report = read(Import(**words), SHARED / name)
    assert_well_formed(organisation)
    return organisation, report, describe(organisation)


def test_the_high_tech_managers_are_read():
    """21 managers, one top, departments of 8, 5, 4, 3 and 1, levels of 1, 4 and 16."""
    organisation, report, found = real("krackhardt_hightech", people="people.csv", ties="advice.csv")

    assert found.people == 21
    assert organisation.labels[np.flatnonzero(organisation.manager < 0)[0]] == "7"
    assert np.count_nonzero(organisation.manager >= 0) == 20
    assert sorted(np.bincount(organisation.unit)) == [1, 3, 4, 5, 8]
    assert np.bincount(organisation.level).tolist() == [1, 4, 16]
    assert found.ties == 190 - 45  # 45 pairs of arcs are mutual: 0.474 = 2 * 45 / 190.
    assert organisation.tenure[6] == 30 * 260
    assert report.repairs == ()


def test_several_files_of_ties_add_up():
    """Advice and friendship: a tie for each pair in either, weights counting arcs."""
    advice, _, _ = real("krackhardt_hightech", people="people.csv", ties="advice.csv")
    friends, _, _ = real("krackhardt_hightech", people="people.csv", ties="friendship.csv")
    both, _, found = real("krackhardt_hightech", people="people.csv", ties=("advice.csv", "friendship.csv"))

    assert both.ties.weight.sum() == advice.ties.weight.sum() + friends.ties.weight.sum() == 2 * (190 + 102)
    assert found.ties < (len(advice.ties.other) + len(friends.ties.other)) // 2


def test_the_law_firm_is_read():
    """71 lawyers in offices of 48, 19 and 4, practices of 41 and 30; the 36 partners are the top."""
    organisation, report, found = real("lazega_lawfirm", people="people.csv", ties="cowork.csv")

    assert np.bincount(organisation.site).tolist() == [48, 19, 4]
    assert np.bincount(organisation.unit).tolist() == [41, 30]
    assert np.bincount(organisation.level).tolist() == [36, 35]
    assert np.all(organisation.manager == -1)
    assert organisation.ties.weight.sum() == 2 * 1104
    assert found.people == 71
    assert organisation.extra["law_school"].names == ("1", "2", "3")
    assert any("no reporting lines" in line for line in report.lines())


def test_the_consulting_firm_is_read():
    """46 consultants; ties of weight 4 or 5 are 168 arcs over 41 people; partners, level 5, are the top."""
    organisation, report, found = real(
        "cross_parker_consulting", people="people.csv", ties="information.csv", min_weight=4
    )

    assert np.bincount(organisation.site).tolist() == [26, 1, 9, 2, 2, 3, 3]
    assert found.people - found.isolated == 41
    assert organisation.labels[int(np.argmin(organisation.level))] == "8"
    assert next(repair.cases for repair in report.repairs if "lighter" in repair.what) == 877 - 168


def test_the_research_institution_is_read():
    """1,005 people in 42 departments; 642 self-arcs are left out and 19 people then have no tie."""
    organisation, report, found = real("email_eu_core", people="people.csv", ties="edges.csv")

    assert (found.people, found.units, found.unit_largest, found.isolated) == (1005, 42, 109, 19)
    assert organisation.ties.weight.sum() == 2 * 24_929
    assert [repair.cases for repair in report.repairs] == [642]
    assert found.components == 1 + 19
    assert found.clustering == pytest.approx(0.407 * 986 / 1005, abs=0.002)


@pytest.mark.parametrize(("snapshot", "people"), [("2022-02-28", 252), ("2022-03-31", 271), ("2022-12-30", 203)])
def test_one_snapshot_of_the_software_company_is_read(snapshot, people):
    """As many people as the summary says, one top."""
    organisation, report, found = real(
        "sourcegraph_org",
        people="org_snapshots.csv",
        where={"snapshot": snapshot},
        columns={"unit": "reports_to_role"},
    )

    assert found.people == people
    assert np.count_nonzero(organisation.manager < 0) == 1
    assert found.components == 1
    assert report.columns["unit"] == "reports_to_role"


@pytest.mark.parametrize(
    ("name", "people", "depth", "median", "largest"),
    [
        ("hm_treasury", 1118, 5, 11, 58),
        ("decc", 1487, 4, 19, 84),
        ("natural_england", 2269, 3, 42, 458),
        ("hmrc", 62_843, 6, 34, 5752),
    ],
)
def test_the_departments_are_read(name, people, depth, median, largest):
    """Posts, depth and spans as told; very wide spans do not tie everybody to everybody."""
    organisation, _, found = real("uk_organograms", people=f"{name}_people_expanded.csv")

    assert found.people == people
    assert int(organisation.level.max()) == depth
    assert (int(found.span_median), found.span_largest) == (median, largest)
    assert 20 <= found.degree_mean <= 30
    assert found.degree_largest < 400
    assert found.components == 1
    assert "profession" in organisation.extra
