"""Which model and which organisation each replicate is simulated with, so that the parts of the width can be separated.

Replicates go in blocks of seven. The first five have a model and an organisation each; the sixth has those of the
first once more, with other random numbers; the seventh has the model of the second in another organisation. Two runs
that share both differ by random numbers alone, two that share the model differ by the organisation besides. All
programmes of a replicate share all three. Replicates that are added later change none of those before them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from esnsim.ensemble.members import PlausibleModel, ensemble_digest, members
from esnsim.ensemble.models_file import models_digest, models_in
from esnsim.rng.address import key_of
from esnsim.scenario import Scenario
from esnsim.scenario.drawn import under
from esnsim.scenario.model import ModelsFile

BLOCK = 7
MODELS = 5
"""Models in a block."""
AGAIN, ELSEWHERE = 5, 6
"""Places in a block: the first model with other random numbers, the second one in another organisation."""


class WorldDraw(NamedTuple):
    """What one replicate is simulated with.

    Attributes:
        replicate: Which one, from 0.
        member: Number of the model.
        organisation: Number of the organisation; 0 where it is imported, which there is one of.
    """

    replicate: int
    member: int
    organisation: int


def models_of(scenario: Scenario) -> tuple[PlausibleModel, ...]:
    """The models that replicates draw from: those of the scenario's own file, else those that ship.

    Raises:
        ScenarioError: If the file cannot be read as models.
    """
    own = scenario.uncertainty
    return models_in(own.members) if isinstance(own, ModelsFile) else members()


def digest_of_models(scenario: Scenario) -> str:
    """Digest of what replicates draw from."""
    own = scenario.uncertainty
    return models_digest(own.members) if isinstance(own, ModelsFile) else ensemble_digest()


def drawing_order(seed: int, models: Sequence[PlausibleModel]) -> tuple[PlausibleModel, ...]:
    """All models in the order in which they are drawn: a permutation for each seed."""
    return tuple(sorted(models, key=lambda each: key_of("esnsim", "member", seed, each.number)))


def world_draws(scenario: Scenario, replicates: int) -> tuple[WorldDraw, ...]:
    """The draws of so many replicates; none if the scenario is to be simulated with one model.

    Args:
        scenario: What is asked.
        replicates: How many, >= 1.

    Raises:
        ScenarioError: If the scenario's own file of models cannot be read.
    """
    if scenario.uncertainty == "none":
        return ()
    order = drawing_order(scenario.seed, models_of(scenario))
    generated = scenario.organisation.generate is not None
    return tuple(_draw(replicate, order, generated=generated) for replicate in range(replicates))


def _draw(replicate: int, order: Sequence[PlausibleModel], *, generated: bool) -> WorldDraw:
    block, place = divmod(replicate, BLOCK)
    model = {AGAIN: 0, ELSEWHERE: 1}.get(place, place)
    # Numbers of organisations count the places that have one of their own.
    organisation = block * (BLOCK - 1) + (model if place != ELSEWHERE else MODELS) + 1
    member = order[(block * MODELS + model) % len(order)]
    return WorldDraw(replicate, member.number, organisation if generated else 0)


def drawn(scenario: Scenario, draw: WorldDraw) -> Scenario:
    """The scenario of one replicate: one model, one organisation, nothing left to be drawn.

    What the scenario says itself, such as a constant of behaviour, is no model's to change.
    """
    model = models_of(scenario)[draw.member - 1]
    return with_model(scenario, model.constants, model.sizes, draw.organisation)


def with_model(scenario: Scenario, constants: Mapping[str, float], sizes: Mapping[str, float], number: int) -> Scenario:
    """The scenario with one model in one organisation; what it says itself stays.

    Args:
        scenario: What is asked.
        constants: Constants of behaviour by name.
        sizes: Sizes of interventions by ``kind.field``.
        number: Number of the organisation; 0 for the scenario's own, such as one that is imported.
    """
    one = under(scenario, constants, sizes)
    organisation = one.organisation
    if number:
        seed = key_of("esnsim", "organisation of a draw", scenario.organisation_seed, number).low
        organisation = organisation.model_copy(update={"seed": seed})
    return one.model_copy(update={"uncertainty": "none", "organisation": organisation})


def drawn_for(scenario: Scenario, replicate: int) -> Scenario:
    """The scenario that one replicate is simulated with; the same scenario if there is one model."""
    found = world_draws(scenario, replicate + 1)
    return drawn(scenario, found[replicate]) if found else scenario


def pairs(found: Sequence[WorldDraw], place: int) -> Iterator[tuple[int, int]]:
    """Replicates that share a model: those of whole blocks at this place, with the one they repeat.

    Args:
        found: All draws, in their order.
        place: `AGAIN` for the same organisation with other random numbers, `ELSEWHERE` for another organisation.
    """
    for block in count():
        later = block * BLOCK + place
        if later >= len(found):
            return
        yield block * BLOCK + (0 if place == AGAIN else 1), later
