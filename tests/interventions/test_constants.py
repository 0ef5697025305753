"""What interventions do beside their fields hangs on constants of the table, each on its own."""

from __future__ import annotations

import numpy as np
import pytest

from esnsim.behaviour.parameters import Parameters
from esnsim.scenario.constants import known_parameters
from esnsim.simulation.build_state import constants
from tests.interventions.programmes import Stage

AMBASSADORS = {"kind": "ambassadors", "count": 12}
WHERE = {
    "ambassador_presence": AMBASSADORS,
    "ambassador_company": {**AMBASSADORS, "own_community": True},
    "vague_promise": {**AMBASSADORS, "objective": "vague"},
    "support_ease": {**AMBASSADORS, "help": "support"},
    "support_posts": {**AMBASSADORS, "help": "support"},
    "volunteer_ease": {**AMBASSADORS, "count": 30},
    "leader_trial": {"kind": "leader_presence"},
    "manager_presence": {"kind": "community_management", "count": 2},
    "manager_trial": {"kind": "community_management", "count": 2},
    "training_trial": {"kind": "training"},
    "remote_training": {"kind": "training", "form": "webinar"},
    "tutorial_ease": {"kind": "training", "form": "tutorial"},
    "policy_safety": {"kind": "policy"},
    "policy_chill": {"kind": "policy"},
    "unexplained_watching": {"kind": "policy", "monitoring": "unexplained"},
    "listening_safety": {"kind": "listening"},
    "listening_heard": {"kind": "listening"},
    "listening_ignored": {"kind": "listening"},
    "recognition_safety": {"kind": "recognition"},
}
"""An intervention in which each of them can be seen."""


def pulled(name, value):
    """Levers and roles of an intervention, with a constant at a value."""
    stage = Stage([WHERE[name]], weeks=2)
    stage.world = stage.world._replace(parameters=constants(Parameters()._replace(**{name: value})))
    stage.world.people.ease[:] = np.linspace(0.0, 1.0, len(stage.world.people))
    stage.go_on()
    return np.concatenate([np.array(stage.levers).ravel(), np.array(stage.roles).ravel()])


@pytest.mark.parametrize("name", WHERE)
def test_a_constant_of_interventions_changes_what_they_do(name):
    """From one end of its range to the other."""
    known = known_parameters()[name]

    assert not np.array_equal(pulled(name, known.low), pulled(name, known.high))
