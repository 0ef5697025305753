"""Trials are simulated once, give the same verdicts for any number of workers, and survive what survives."""

from __future__ import annotations

import math

import pytest

from esnsim.errors import RunError
from esnsim.evidence.cache import PartCache
from esnsim.evidence.facts import FACTS
from esnsim.evidence.task import ValidationTask, carry_out, parts_of, trials
from esnsim.evidence.trial import TrialSize, Variation
from esnsim.evidence.validate import ValidationRequest, examine, facts_named
from esnsim.report.document.verdicts import verdicts_document

CHEAP = facts_named(FACTS, ["F26", "F30"])
"""Facts for which an organisation is described and no day is simulated."""


def test_what_is_kept_is_not_simulated_again(tmp_path):
    """The second time everything is there at once, and the answer is the same."""
    heard = []
    first = examine([ValidationRequest(CHEAP)], tmp_path / "kept")
    second = examine([ValidationRequest(CHEAP)], tmp_path / "kept", told=lambda *said: heard.append(said))

    assert heard == [(10, 10, 10)]
    assert verdicts_document(second[0]) == verdicts_document(first[0])


@pytest.mark.slow
def test_verdicts_do_not_depend_on_the_number_of_workers(tmp_path):
    """One process and two."""
    alone, together = (
        examine([ValidationRequest(CHEAP)], tmp_path / f"{workers}", workers=workers)[0] for workers in (1, 2)
    )

    assert verdicts_document(alone) == verdicts_document(together)


def test_a_stopped_examination_keeps_what_is_finished(tmp_path):
    """Whatever stops it, a part that was told is kept."""

    def stop(done: int, _total: int, _reused: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        examine([ValidationRequest(CHEAP)], tmp_path / "kept", told=stop)
    heard = []
    examine([ValidationRequest(CHEAP)], tmp_path / "kept", told=lambda *said: heard.append(said))

    assert heard[0] == (3, 10, 3)


def test_another_model_is_another_part():
    """A constant, a mechanism, a size and a replicate each make a difference; their order does not."""
    plain = ValidationTask("organisation", 1, TrialSize.QUICK)
    others = [
        plain._replace(variation=Variation((("imitation", 0.02),))),
        plain._replace(variation=Variation((), ("M6",))),
        plain._replace(size=TrialSize.FULL),
        plain._replace(replicate=2),
    ]
    two = plain._replace(variation=Variation((("imitation", 0.02), ("hearsay", 0.01))))
    turned = plain._replace(variation=Variation((("hearsay", 0.01), ("imitation", 0.02))))

    assert len({plain.key, *(other.key for other in others)}) == 5
    assert two.key == turned.key


def test_every_replicate_may_have_a_plausible_model_of_its_own():
    """What is changed is changed in each, and the next turn goes on in the order of models."""
    trial = trials()["effect of training"]
    changed = Variation((("imitation", 0.02),), (), (("campaign.reminder", 0.5),))
    parts, next_turn = (parts_of(trial, TrialSize.QUICK, changed, turn, models=True) for turn in (0, 1))
    models = [dict(part.variation.behaviour) for part in (*parts, *next_turn)]

    assert len({part.key for part in (*parts, *next_turn)}) == len(models) == 2 * trial.replicates.quick
    assert len({each["hearsay"] for each in models}) > len(models) / 2
    assert {each["imitation"] for each in models} == {0.02}
    assert {dict(part.variation.sizes)["campaign.reminder"] for part in parts} == {0.5}


def test_a_model_that_cannot_be_is_no_crash():
    """The facts say why they cannot be tested."""
    said = carry_out(ValidationTask("organisation", 1, TrialSize.QUICK, Variation((("imitation", -1.0),))))

    assert all(isinstance(answer, str) and "imitation" in answer for answer in said.values())


def test_a_place_that_is_something_else_is_refused(tmp_path):
    """In a sentence that names the file."""
    file = tmp_path / "notes.txt"
    file.write_text("not a folder " * 100)

    with pytest.raises(RunError, match=r"notes\.txt"):
        PartCache(file)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text.replace("1.5", "2.5"),
        lambda _: "[]",
        lambda _: "",
    ],
    ids=["cut off", "another number", "something else", "empty"],
)
def test_a_damaged_part_is_simulated_again(tmp_path, damage):
    """As if it were not there; what is whole is found."""
    part, said = ValidationTask("organisation", 1, TrialSize.QUICK), {"F26 0": {"share": 1.5, "all": [1.5, math.nan]}}
    cache = PartCache(tmp_path)
    cache.put(part, said)
    (file,) = tmp_path.iterdir()

    assert repr(cache.get(part)) == repr(said)
    file.write_text(damage(file.read_text()))
    assert cache.get(part) is None


def test_a_file_that_cannot_be_written_or_read_is_told(tmp_path):
    """A folder stands where the file would be."""
    part = ValidationTask("organisation", 1, TrialSize.QUICK)
    (tmp_path / f"{part.key}.json").mkdir()

    with pytest.raises(RunError, match=part.key):
        PartCache(tmp_path).put(part, {})
    with pytest.raises(RunError, match="cannot be read"):
        PartCache(tmp_path).get(part)
