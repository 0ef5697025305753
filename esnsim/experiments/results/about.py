"""What an answer says about itself: whom programmes are for, how files were understood, what was probably not meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from esnsim.experiments.store.keys import organisation_of
from esnsim.interventions.scene import Scene
from esnsim.organisation import Import, ImportReport
from esnsim.scenario import Scenario, doubts
from esnsim.scenario.reach import Reach, involved, reaches
from esnsim.simulation.simulate import Prepared


class About(NamedTuple):
    """What has to be known of a question beside its numbers.

    Attributes:
        reaches: How many people each intervention is for at the start.
        involved: How many different people each programme is for at the start.
        imported: How imported files were understood, None for a generated organisation.
        doubts: What is allowed but probably not meant, a sentence each.
    """

    reaches: tuple[Reach, ...] = ()
    involved: Mapping[str, int] = {}
    imported: ImportReport | None = None
    doubts: tuple[str, ...] = ()


NOTHING = About()


def about(setting: Prepared, scenario: Scenario) -> About:
    """What has to be known of a question.

    Args:
        setting: The organisation and the start that its runs share.
        scenario: What was asked, with the programmes that were run.
    """
    organisation, world = setting.organisation, setting.start.world
    state = Scene(organisation, world, 0, world.key).state
    return About(
        tuple(reaches(scenario, organisation, state)),
        involved(scenario, organisation, state),
        setting.report,
        tuple(doubt.removesuffix(".") for doubt in doubts(scenario, organisation)),
    )


def imported_by(scenarios: Iterable[Scenario]) -> tuple[ImportReport, ...]:
    """How the imported files of scenarios are understood, once for all that read them alike; none if none is imported.

    Raises:
        OrganisationError: If files cannot be understood.
    """
    sources = {scenario.organisation.specification.model_dump_json(by_alias=True): scenario for scenario in scenarios}
    reports = (
        organisation_of(scenario, Path())[1]
        for scenario in sources.values()
        if isinstance(scenario.organisation.specification, Import)
    )
    return tuple(report for report in reports if report is not None)
