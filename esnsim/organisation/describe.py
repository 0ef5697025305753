"""What an organisation looks like: the measures by which generated and real ones are compared.

ODD element: initialisation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from esnsim.calendar import WORKDAYS_A_YEAR
from esnsim.organisation.model import Organisation
from esnsim.rng.address import Draw, key_of
from esnsim.rng.arrays import Making, uniforms
from esnsim.state import Ints, Longs, Ties

if TYPE_CHECKING:
    from scipy.sparse import csr_array

SAMPLE = 2000
"""People whose circles of contacts are looked at for clustering; everybody in smaller organisations."""
STARTS = 24
"""People from whom ways to all others are measured."""
NO_NUMBER = "-"
TAGS = {
    "GAL25": "Gallup, Span of control, 2025",
    "TURN": "public pages on turnover by country and industry, of low quality",
    "b1": "an e-mail network of 1,005 people (Eu-core), a manufacturer of 154 people, and surveys such as GAL25",
    "F26": "stylised fact 26, peers talk to peers: ties inside and across units (Eu-core, KLE08)",
}
"""Where what is usual comes from, by the tag in square brackets."""


class Characteristic(NamedTuple):
    """One line of a description.

    Attributes:
        name: What is measured, with its unit.
        value: As a person reads it.
        usual: What is usual, and in which evidence.
    """

    name: str
    value: str
    usual: str


@dataclass(frozen=True, slots=True)
class Description:
    """Measures of an organisation; counts are people or ties, shares are 0 to 1, not a number where undefined.

    Attributes:
        people: How many.
        levels: How many levels of hierarchy have people on them.
        span_median: Median direct reports of people who have any.
        span_mean: Mean direct reports.
        span_p90: Nine of ten managers have no more.
        span_largest: Most direct reports.
        managers: Share of people with reports.
        units: How many units have people.
        unit_median: Median people in a unit.
        unit_largest: People in the largest unit.
        sites: How many sites have people.
        countries: How many countries have people.
        frontline: Share of people without a desk.
        tenure_median: Median years in the organisation.
        ties: How many ties.
        degree_mean: Mean ties of a person.
        degree_median: Median ties of a person.
        degree_p90: Nine of ten people have no more.
        degree_largest: Most ties of a person.
        within_unit: Share of ties inside a unit.
        density_ratio: Share of pairs tied inside units over the share tied across units.
        clustering: Chance that two contacts of a person are tied, mean over people; 0 with fewer than two contacts.
        path_length: Mean steps between two people who can reach each other.
        components: Parts that hang together.
        isolated: People without ties.
    """

    people: int
    levels: int
    span_median: float
    span_mean: float
    span_p90: float
    span_largest: int
    managers: float
    units: int
    unit_median: float
    unit_largest: int
    sites: int
    countries: int
    frontline: float
    tenure_median: float
    ties: int
    degree_mean: float
    degree_median: float
    degree_p90: float
    degree_largest: int
    within_unit: float
    density_ratio: float
    clustering: float
    path_length: float
    components: int
    isolated: int

    def table(self) -> list[Characteristic]:
        """All measures with what is usual, for printing."""
        return [
            Characteristic("people", f"{self.people:,}", ""),
            Characteristic("levels of hierarchy", f"{self.levels}", "5 at 1,000, 6 at 5,000, 8 to 9 at 50,000 [b1]"),
            Characteristic("direct reports, median", _told(self.span_median, ".1f"), "5 to 6 [GAL25]"),
            Characteristic("direct reports, mean", _told(self.span_mean, ".1f"), "4.5 to 12 [GAL25, b1]"),
            Characteristic("direct reports, nine of ten below", _told(self.span_p90, ".0f"), "10 to 24 [GAL25]"),
            Characteristic("direct reports, most", _told(self.span_largest or math.nan, ",.0f"), ""),
            Characteristic("share who manage", _told(self.managers or math.nan, ".3f"), "0.09 to 0.22 [b1]"),
            Characteristic("units", f"{self.units:,}", ""),
            Characteristic("unit size, median", f"{self.unit_median:.1f}", "15 [b1]"),
            Characteristic("unit size, largest", f"{self.unit_largest:,}", "109 of 1,005 [b1]"),
            Characteristic("sites", f"{self.sites:,}", ""),
            Characteristic("countries", f"{self.countries:,}", ""),
            Characteristic("share frontline", f"{self.frontline:.3f}", ""),
            Characteristic("years in the organisation, median", f"{self.tenure_median:.1f}", "3 to 5 [TURN]"),
            Characteristic("ties", f"{self.ties:,}", ""),
            Characteristic("ties of a person, mean", f"{self.degree_mean:.1f}", "20 to 30 [b1]"),
            Characteristic("ties of a person, median", f"{self.degree_median:.0f}", "21 to 40 [b1]"),
            Characteristic("ties of a person, nine of ten below", f"{self.degree_p90:.0f}", "76 [b1]"),
            Characteristic("ties of a person, most", f"{self.degree_largest:,}", "345 [b1]"),
            Characteristic("share of ties inside units", _told(self.within_unit, ".3f"), "0.30 to 0.55 [F26]"),
            Characteristic(
                "density inside over across units", _told(self.density_ratio, ".1f"), "8 to 15 at 1,000 [F26]"
            ),
            Characteristic("clustering", f"{self.clustering:.3f}", "0.3 to 0.6 [F26]"),
            Characteristic("steps between two people", _told(self.path_length, ".2f"), "2 to 3.5 at 1,000 [F26]"),
            Characteristic("parts that hang together", f"{self.components:,}", "1"),
            Characteristic("people without ties", f"{self.isolated:,}", ""),
        ]


def _told(value: float, form: str) -> str:
    """A number in its form, or a dash where there is none, as for spans where nobody manages."""
    return NO_NUMBER if math.isnan(value) else format(value, form)


def describe(organisation: Organisation) -> Description:
    """Measure an organisation; large ones by fixed samples, so that the same organisation gives the same numbers."""
    ties, people = organisation.ties, organisation.people
    degree = np.diff(ties.start)
    manager = organisation.manager
    reports = np.bincount(manager[manager >= 0], minlength=people)
    spans = reports[reports > 0]
    sizes = np.bincount(organisation.unit)
    sizes = sizes[sizes > 0]
    within, ratio = _inside_and_across(ties, organisation.unit, sizes.astype(np.int64))
    return Description(
        people=people,
        levels=len(np.unique(organisation.level)),
        span_median=float(np.median(spans)) if len(spans) else np.nan,
        span_mean=float(spans.mean()) if len(spans) else np.nan,
        span_p90=float(np.percentile(spans, 90)) if len(spans) else np.nan,
        span_largest=int(reports.max()),
        managers=len(spans) / people,
        units=len(sizes),
        unit_median=float(np.median(sizes)),
        unit_largest=int(sizes.max()),
        sites=len(np.unique(organisation.site)),
        countries=len(np.unique(organisation.country)),
        frontline=float(organisation.frontline.mean()),
        tenure_median=float(np.median(organisation.tenure)) / WORKDAYS_A_YEAR,
        ties=len(ties.other) // 2,
        degree_mean=float(degree.mean()),
        degree_median=float(np.median(degree)),
        degree_p90=float(np.percentile(degree, 90)),
        degree_largest=int(degree.max()),
        within_unit=within,
        density_ratio=ratio,
        clustering=_clustering(ties),
        path_length=_path_length(ties),
        components=_components(ties),
        isolated=int(np.count_nonzero(degree == 0)),
    )


def _inside_and_across(ties: Ties, unit: Ints, sizes: Longs) -> tuple[float, float]:
    """Share of ties inside units, and density inside over density across."""
    people = len(unit)
    rows = np.repeat(np.arange(people), np.diff(ties.start))
    arcs_inside = int(np.count_nonzero(unit[rows] == unit[ties.other]))
    arcs_across = len(rows) - arcs_inside
    pairs_inside = int((sizes * (sizes - 1)).sum())
    pairs_across = people * (people - 1) - pairs_inside
    if not len(rows):
        return float("nan"), float("nan")
    if not (pairs_inside and pairs_across and arcs_across):
        return arcs_inside / len(rows), float("nan")
    return arcs_inside / len(rows), (arcs_inside / pairs_inside) / (arcs_across / pairs_across)


def _sample(people: int, count: int) -> Longs:
    """So many rows, the same ones every time; everybody where there are no more."""
    if people <= count:
        return np.arange(people)
    numbers = uniforms(key_of("describe"), np.arange(people), Making.SAMPLE, Draw.TRAIT)
    return np.sort(np.argsort(numbers, kind="stable")[:count])


def _graph(ties: Ties) -> csr_array:
    """Ties as a sparse matrix of ones."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - a worker process needs no scipy

    people = len(ties.start) - 1
    return csr_array((np.ones(len(ties.other), np.int32), ties.other, ties.start), shape=(people, people))


def _clustering(ties: Ties) -> float:
    """Mean local clustering over a sample of people."""
    graph = _graph(ties)
    rows = _sample(len(ties.start) - 1, SAMPLE)
    mine = graph[rows]
    closed = np.asarray((mine @ graph).multiply(mine).sum(axis=1)).ravel()
    degree = np.diff(ties.start)[rows]
    possible = degree * (degree - 1)
    return float(np.mean(closed / np.maximum(1, possible)))


def _path_length(ties: Ties) -> float:
    """Mean steps from a sample of people to everybody they can reach."""
    graph = _graph(ties)
    counts = [_reached_by_steps(graph, row) for row in _sample(len(ties.start) - 1, STARTS).tolist()]
    reached = sum(map(sum, counts))
    steps = sum(far * many for each in counts for far, many in enumerate(each, 1))
    return steps / reached if reached else float("nan")


def _reached_by_steps(graph: csr_array, row: int) -> list[int]:
    """How many can be reached from one row in one step and not in fewer, in two, and so on."""
    new = np.zeros(graph.shape[0], bool)
    new[row] = True
    there, counts = new, list[int]()
    while new.any():
        there = there | new
        new = (graph @ new.astype(np.int32) > 0) & ~there
        counts.append(int(new.sum()))
    return counts


def _components(ties: Ties) -> int:
    """How many parts hang together, single people included."""
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    parts, _ = connected_components(_graph(ties), directed=False)
    return int(parts)
