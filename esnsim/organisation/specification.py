"""What a scenario's ``organisation:`` may say: numbers to generate from, or files to import.

ODD element: input data.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

PersonColumn = Literal[
    "person",
    "manager",
    "managers_in",
    "unit",
    "site",
    "country",
    "level",
    "age",
    "age_band",
    "tenure_years",
    "joined",
    "frontline",
]
TieColumn = Literal["source", "target", "weight"]
Share = Annotated[float, Field(ge=0, le=1)]
MeanTies = Annotated[
    float,
    Field(
        ge=4,
        le=150,
        title="Mean ties",
        description="Work ties a person has on average, people; mutual, of any strength. Usual 20 to 30 "
        "(e-mail networks, evidence b1: Eu-core mean 32, median 21).",
    ),
]
WithinUnitShare = Annotated[
    float,
    Field(
        ge=0.05,
        le=0.95,
        title="Ties inside the unit",
        description="Share of ties between people of the same unit, 0.05 to 0.95. Usual 0.30 to 0.55 "
        "(evidence F26: Eu-core 0.34 of all ties, 0.46 as the mean over people).",
    ),
]
NO_DELIMITERS = '"\r\n\0'
"""Characters that mean something else in a CSV file."""
PEOPLE_A_SITE = 250
SHARES_TOLERANCE = 0.001


class Generate(BaseModel):
    """An organisation made from a few numbers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    people: int = Field(
        ge=20,
        le=1_000_000,
        title="People",
        description="How many people work there at the start, 20 to 1,000,000.",
        examples=[1000, 36000],
    )
    countries: dict[str, Share] = Field(
        default={},
        title="Countries",
        description="Share of people in each country, 0 to 1, adding up to 1; nothing means one country.",
        examples=[{"GB": 0.30, "US": 0.45, "other": 0.25}],
    )
    sites: int | None = Field(
        default=None,
        ge=1,
        title="Sites",
        description="Places of work, at least one a country and at most one a person; default people / 250.",
    )
    unit_size: float = Field(
        default=15.0,
        ge=3,
        le=500,
        title="Unit size",
        description="Median size of the smallest units, people, 3 to 500; right-skewed. "
        "Usual 15 (evidence b1: Eu-core median 14.5, mean 24, largest 109).",
    )
    span: float = Field(
        default=5.5,
        ge=2,
        le=30,
        title="Span",
        description="Median direct reports of a manager, people, 2 to 30; right-skewed. Usual 5 to 6 [GAL25].",
    )
    frontline: Share = Field(
        default=0.15,
        title="Frontline",
        description="Share of people without a desk of their own (shops, plants, vehicles), 0 to 1; whole units and "
        "sites rather than single people. A choice, not a finding: set it to your own figure.",
    )
    mean_ties: MeanTies = 24.0
    within_unit_share: WithinUnitShare = 0.40

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        """Refuse shares that do not add up and places nobody could fill."""
        total = sum(self.countries.values())
        if self.countries and abs(total - 1.0) > SHARES_TOLERANCE:
            raise ValueError(f"countries add up to {total:.4g}; shares of people add up to 1")
        if self.sites is not None and self.sites < len(self.countries):
            raise ValueError(f"sites is {self.sites} for {len(self.countries)} countries; each needs at least one")
        if max(self.sites or 0, len(self.countries)) > self.people:
            raise ValueError(f"there are more sites or countries than the {self.people} people; write fewer")
        return self

    @property
    def site_count(self) -> int:
        """How many sites there are, the default filled in."""
        return self.sites or max(1, len(self.countries), round(self.people / PEOPLE_A_SITE))


class Import(BaseModel):
    """An organisation read from files with one row a person, and perhaps one row a tie."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    people: Path = Field(
        title="People file",
        description="File with one row a person and a header (CSV, XLSX, ODS or JSON), or a nested org chart in JSON; "
        "relative to the scenario's folder.",
        examples=["people.csv"],
    )
    ties: Path | tuple[Path, ...] = Field(
        default=(),
        title="Ties files",
        description="Files with one row a tie or message arc, matrices, or networks (GraphML, GEXF, GML, Pajek, "
        "UCINET); nothing means ties are generated around the imported units and reporting lines.",
        examples=["ties.csv"],
    )
    columns: dict[PersonColumn, str] = Field(
        default={},
        title="Columns",
        description="Which column of the people file holds what; those left out are found by their values and "
        "usual names. managers_in: the column in which managers are found where they are called otherwise than people.",
        examples=[{"person": "employee_no", "unit": "cost_centre"}],
    )
    tie_columns: dict[TieColumn, str] = Field(
        default={},
        title="Columns of ties",
        description="Which column of a ties file holds what; those left out are found by their usual names.",
    )
    flat: bool = Field(
        default=False,
        title="Flat",
        description="Whether nobody reports to anybody: columns of managers and levels are left alone, nobody is a "
        "leader, and audiences can choose by neither.",
    )
    where: dict[str, str | int | float | date] = Field(
        default={},
        title="Rows to take",
        description="Only rows of the people file with these values, such as one snapshot of several.",
        examples=[{"snapshot": "2022-03-31"}],
    )
    min_weight: float = Field(
        default=0.0,
        ge=0,
        title="Least weight",
        description="Arcs lighter than this are left out (people who know of but do not work with each other), >= 0.",
    )
    level_order: Literal["auto", "top_is_low", "top_is_high"] = Field(
        default="auto",
        title="Order of levels",
        description="Whether the top has the lowest or the highest number in the level column; auto looks at "
        "managers, then ages and tenure, then which end is smaller.",
    )
    as_of: date | None = Field(
        default=None,
        title="As of",
        description="Date of the file, to count tenure from joining dates; default the last joining date found.",
    )
    date_order: Literal["auto", "day_first", "month_first"] = Field(
        default="auto",
        title="Order of dates",
        description="How a date such as 3/4/2015 is read; auto reads all as the dates of the column that can be one "
        "day only, and asks where there are none.",
    )
    duplicates: Literal["ask", "share", "first", "last"] = Field(
        default="ask",
        title="People on several lines",
        description="What to make of a person on several lines that differ, and of several managers in one value: ask; "
        "share: a position that several people share, each of them a person; first or last: only that line or manager.",
    )
    lost_managers: Literal["ask", "top"] = Field(
        default="ask",
        title="Managers who are not there",
        description="What to make of many different managers who are not in the people file: ask; top: their reports "
        "report to the top of the largest tree. A few do so without being asked about.",
    )
    sheet: str | None = Field(
        default=None,
        title="Sheet",
        description="Which sheet of a workbook holds the people; default the only one, or the first that fits.",
    )
    encoding: str = Field(
        default="auto",
        title="Encoding",
        description="Character encoding of the files, such as utf-8 or cp1252; auto looks at the bytes.",
    )
    delimiter: str = Field(
        default="auto",
        title="Delimiter",
        description="What separates columns: a single character; auto looks at the header.",
        examples=["auto", ";"],
    )
    mean_ties: MeanTies = 24.0
    within_unit_share: WithinUnitShare = 0.40

    @model_validator(mode="after")
    def _one_character(self) -> Self:
        """Refuse a delimiter that cannot separate anything."""
        if self.delimiter != "auto" and (len(self.delimiter) != 1 or self.delimiter in NO_DELIMITERS):
            raise ValueError(f"delimiter is {self.delimiter!r}; write one character, or auto")
        return self

    @model_validator(mode="after")
    def _flat_or_not(self) -> Self:
        """Refuse columns of a hierarchy that is said not to exist."""
        said = sorted({"manager", "managers_in", "level"} & set(self.columns))
        if self.flat and said:
            raise ValueError(f"flat says that there is no hierarchy, and columns names one for {' and '.join(said)}")
        return self

    @property
    def tie_files(self) -> tuple[Path, ...]:
        """The ties files as a list, also when one is given alone."""
        return (self.ties,) if isinstance(self.ties, Path) else self.ties


Specification = Generate | Import
