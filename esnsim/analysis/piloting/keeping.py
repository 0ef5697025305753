"""Finished pilots in a folder, each by the digest of all that it depends on."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np

from esnsim.analysis.piloting.trial import PilotOutcome, PilotTrial
from esnsim.atomic_file import write_text
from esnsim.compilation import rules_digest
from esnsim.ensemble.draws import digest_of_models
from esnsim.experiments.store.keys import organisation_key


def digest_of_pilots(trial: PilotTrial) -> str:
    """What all replicates of a pilot depend on: what is asked, what imported files hold, models, and rules.

    Raises:
        OrganisationError: If imported files cannot be understood.
    """
    content = trial.scenario.content()
    # Programmes that are not tried, and what they are called, change nothing.
    content["programmes"] = content["programmes"][trial.programme]
    for name in ("name", "question", "baseline", "replicates"):
        content.pop(name, None)
    said = [content, organisation_key(trial.scenario, Path()), trial.rung, trial.units, trial.before, trial.weeks]
    said += [digest_of_models(trial.scenario), rules_digest()]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:32]


def keep_pilot(outcome: PilotOutcome, place: Path) -> None:
    """Write what came of a pilot; the file appears whole or not at all."""
    content = {
        "sizes": outcome.sizes.tolist(),
        "treated": {count: marks.tolist() for count, marks in outcome.treated.items()},
        "without": outcome.without.tolist(),
        "pilots": {count: shares.tolist() for count, shares in outcome.pilots.items()},
    }
    place.parent.mkdir(parents=True, exist_ok=True)
    write_text(place, json.dumps(content))


def kept_pilot(place: Path) -> PilotOutcome | None:
    """What came of a pilot earlier; None if it is not there, or not whole."""
    try:
        content = json.loads(place.read_bytes())
        return PilotOutcome(
            np.array(content["sizes"], np.int64),
            {int(count): np.array(marks, np.int64) for count, marks in content["treated"].items()},
            np.array(content["without"]),
            {int(count): np.array(shares) for count, shares in content["pilots"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
