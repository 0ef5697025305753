"""Trials are lived once, give the same verdicts for any number of workers, and survive what survives."""

from __future__ import annotations

import pytest

from esnsim.errors import RunError
from esnsim.evidence.cache import Shelf
from esnsim.evidence.facts import FACTS
from esnsim.evidence.task import ValidationTask, carry_out
from esnsim.evidence.trial import Size, Variation
from esnsim.evidence.validate import ValidationRequest, chosen, examine
from esnsim.report.document.verdicts import document

CHEAP = chosen(FACTS, ["F26", "F30"])
"""Facts for which an organisation is looked at and nobody lives."""


def test_what_is_on_the_shelf_is_not_lived_again(tmp_path):
    """The second time everything is there at once, and the answer is the same."""
    heard = []
    first = examine([ValidationRequest(CHEAP)], tmp_path / "shelf.sqlite")
    second = examine([ValidationRequest(CHEAP)], tmp_path / "shelf.sqlite", told=lambda *said: heard.append(said))

    assert heard == [(10, 10, 10)]
    assert document(second[0]) == document(first[0])


@pytest.mark.slow
def test_verdicts_do_not_depend_on_the_number_of_workers(tmp_path):
    """One process and two."""
    alone, together = (
        examine([ValidationRequest(CHEAP)], tmp_path / f"{workers}.sqlite", workers=workers)[0] for workers in (1, 2)
    )

    assert document(alone) == document(together)


def test_a_stopped_examination_keeps_what_is_finished(tmp_path):
    """Whatever stops it, a part that was told is on the shelf."""

    def stop(done: int, _total: int, _reused: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        examine([ValidationRequest(CHEAP)], tmp_path / "shelf.sqlite", told=stop)
    heard = []
    examine([ValidationRequest(CHEAP)], tmp_path / "shelf.sqlite", told=lambda *said: heard.append(said))

    assert heard[0] == (3, 10, 3)


def test_another_model_is_another_part():
    """A constant, a mechanism, a size and a replicate each make a difference; their order does not."""
    plain = ValidationTask("organisation", 1, Size.QUICK)
    others = [
        plain._replace(variation=Variation((("imitation", 0.02),))),
        plain._replace(variation=Variation((), ("M6",))),
        plain._replace(size=Size.FULL),
        plain._replace(replicate=2),
    ]
    two = plain._replace(variation=Variation((("imitation", 0.02), ("hearsay", 0.01))))
    turned = plain._replace(variation=Variation((("hearsay", 0.01), ("imitation", 0.02))))

    assert len({plain.key, *(other.key for other in others)}) == 5
    assert two.key == turned.key


def test_a_model_that_cannot_be_is_no_crash():
    """The facts say why they cannot be tested."""
    said = carry_out(ValidationTask("organisation", 1, Size.QUICK, Variation((("imitation", -1.0),))))

    assert all(isinstance(answer, str) and "imitation" in answer for answer in said.values())


def test_a_shelf_that_is_something_else_is_refused(tmp_path):
    """In a sentence that names the file."""
    file = tmp_path / "notes.txt"
    file.write_text("not a shelf " * 100)

    with pytest.raises(RunError, match=r"notes\.txt"):
        Shelf(file)
