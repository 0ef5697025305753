"""Digests by which base states and runs are known again, found without preparing or simulating anything.

A *base state* is what runs start from: an organisation with its starting state. Names, the question, the number of
replicates and the list of programmes decide about no run and are no part of any key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from esnsim.compilation import rules_digest
from esnsim.interventions.registry import code_digest
from esnsim.organisation import Generate, Organisation, build, organisation_digest
from esnsim.organisation.importing.findings import ImportReport
from esnsim.rng.address import key_of
from esnsim.scenario import Scenario, needs_of
from esnsim.scenario.model import WANTED
from esnsim.simulation.run import state_digest
from esnsim.simulation.simulate import Prepared

NO_PART_OF_A_RUN = (
    "name",
    "question",
    "replicates",
    "programmes",
    "baseline",
    "organisation",
    "observed",
    "uncertainty",
    *WANTED,
)


def organisation_of(scenario: Scenario, folder: Path) -> tuple[Organisation, ImportReport | None]:
    """The organisation a scenario asks for, with how its files were understood.

    Raises:
        OrganisationError: If imported files cannot be understood, or lack a hierarchy that an audience needs.
    """
    key = key_of("esnsim", "organisation", scenario.organisation_seed)
    return build(scenario.organisation.specification, key, folder, needs_of(scenario))


def organisation_key(scenario: Scenario, folder: Path) -> str:
    """What an organisation is known by: its specification, or what was read from its files.

    Raises:
        OrganisationError: If imported files cannot be understood.
    """
    source = scenario.organisation.specification
    if isinstance(source, Generate):
        return source.model_dump_json(by_alias=True)
    return organisation_digest(organisation_of(scenario, folder)[0])


def base_state_key(scenario: Scenario, organisation: str) -> str:
    """Digest of everything that a starting state depends on.

    Args:
        scenario: What is asked, resolved.
        organisation: From `organisation_key`.
    """
    initial = scenario.initial.model_dump(mode="json")
    return _digest([organisation, scenario.organisation_seed, list(scenario.parameters), initial, rules_digest()])


def base_state_key_of(setting: Prepared) -> str:
    """Digest of a base state that was made by hand, and may be that of no scenario."""
    start = setting.start
    return _digest(
        [organisation_digest(setting.organisation), list(start.parameters), state_digest(start.world), rules_digest()]
    )


def run_keys(base_state: str, scenario: Scenario, programme: str) -> Callable[[int], str]:
    """Digests of the runs of one programme, by replicate.

    Args:
        base_state: From `base_state_key` or `base_state_key_of`.
        scenario: What is asked, resolved.
        programme: Name of the programme.
    """
    content = scenario.content()
    shared = {name: value for name, value in content.items() if name not in NO_PART_OF_A_RUN}
    # Kinds that do not come with esnsim are known by their code, which no digest of the rules covers.
    own = sorted({code_digest(type(each)) for each in scenario.programmes[programme]} - {""})
    done = _digest([base_state, shared, content["programmes"][programme], *own])
    return lambda replicate: _digest([done, replicate])


def question_key(scenario: Scenario) -> str:
    """Digest of a scenario with its names and what is wanted, but for the number of replicates."""
    return _digest({name: value for name, value in scenario.content().items() if name != "replicates"})


def _digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]
