"""The registry of kinds in this process: what it takes, replaces and refuses, and how it names what fails."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import ClassVar, Literal

import pytest

from esnsim.errors import EsnsimError, PluginError, ScenarioError
from esnsim.interventions import Kind, kinds, registry
from esnsim.interventions.kinds.campaign import Campaign
from esnsim.interventions.registry import Registry, code_digest, named_if_it_fails, register
from esnsim.scenario import load


class Picnics(Kind):
    """Picnics."""

    meaning: ClassVar[str] = "People have a picnic with somebody who uses the network."
    source: ClassVar[str] = "judgement"
    kind: Literal["picnics"] = "picnics"

    def pull(self, scene, progress, levers):
        """Pull nothing."""


def test_a_kind_is_added_replaced_and_told_of():
    """Typing a class in again is no clash; whoever made something of all kinds hears of it."""
    known, heard = Registry(), []
    known.on_change(lambda: heard.append(len(known.known)))

    known.add(Picnics)
    known.add(Picnics)

    assert known.known["picnics"] is Picnics
    assert len(heard) == 2


def test_plug_ins_are_loaded_once_and_broken_ones_kept(monkeypatch):
    """A plug-in that cannot be imported is told by its word."""
    good = EntryPoint("picnics", f"{__name__}:Picnics", registry.GROUP)
    broken = EntryPoint("barbecues", "no_such_package:Barbecues", registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda **_: [good, broken])
    known = Registry()

    assert known.kinds()["picnics"].__name__ == "Picnics"
    assert "barbecues" not in known.kinds()
    assert known.broken["barbecues"].startswith("plug-in no_such_package:Barbecues: ModuleNotFoundError")


def test_code_of_a_module_and_of_a_class_that_was_typed_in():
    """Both have a digest, which follows what methods do."""
    typed = """class Typed(Kind):
    kind: Literal['typed'] = 'typed'
    def pull(self, scene, progress, levers):
        return {}
"""
    made = []
    for number in (1, 1, 2):
        space = {"Kind": Kind, "Literal": Literal, "__name__": "typed_in_by_hand"}
        exec(typed.format(number), space)  # noqa: S102 - as somebody types it at a prompt
        made.append(code_digest(space["Typed"]))

    assert len(code_digest(Picnics)) == 16
    assert made[0] == made[1] != made[2]


def test_code_of_a_module_without_a_file(monkeypatch):
    """As in a frozen program: what the methods do has a digest."""
    module = ModuleType("frozen_picnics")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    module.Frozen = type("Frozen", (Kind,), {"__module__": module.__name__, "pull": Picnics.pull})

    assert len(code_digest(module.Frozen)) == 16


@pytest.fixture
def registered():
    """What is registered here is known here only."""
    here = registry._REGISTRY
    before = dict(here.kinds())
    yield register
    here.known = before
    for listener in here._listeners:
        listener()


def test_a_kind_registered_after_scenarios_were_read_works_in_the_next(registered, tmp_path):
    """Scenarios know at once what is registered."""
    path = tmp_path / "picnics.yaml"
    path.write_text("""
name: Picnics
weeks: 4
organisation: {generate: {people: 100}}
programmes:
  none: []
  picnics: [{kind: picnics}]
""")
    with pytest.raises(ScenarioError, match="picnics"):
        load(path)

    registered(Picnics)

    assert isinstance(load(path).programme("picnics")[0], Picnics)


def test_what_fails_in_a_plug_in_is_named_and_what_fails_in_esnsim_is_not():
    """Refusals of esnsim's own pass as they are."""
    mine = Picnics()
    with (
        pytest.raises(PluginError, match=r"intervention 'picnics' \(.*Picnics, line \d+\): ValueError: no"),
        named_if_it_fails(mine),
    ):
        raise ValueError("no")
    with pytest.raises(ScenarioError), named_if_it_fails(mine):
        raise ScenarioError([])
    with pytest.raises(KeyError), named_if_it_fails(Campaign.model_validate({"kind": "campaign"})):
        raise KeyError
    assert issubclass(PluginError, EsnsimError)


class Coffee(Picnics):
    """Picnics under a word that is taken."""

    kind: Literal["campaign"] = "campaign"


def test_a_word_that_is_taken_is_refused():
    """A scenario must mean one thing."""
    with pytest.raises(PluginError, match=r"Coffee: 'campaign' is taken by .*Campaign; choose another word"):
        register(Coffee)

    assert kinds()["campaign"].__name__ == "Campaign"


def test_what_is_no_kind_is_refused_with_all_that_is_missing():
    """At once."""

    class Half(Kind):
        """No word, no meaning, no pull."""

    with pytest.raises(PluginError, match=r"has no word.*says no meaning.*has no pull"):
        register(Half)
    with pytest.raises(PluginError, match="is no subclass"):
        register(dict)  # type: ignore[type-var]


def test_kinds_of_esnsim_have_no_code_of_their_own():
    """The digest of the rules covers them, and stored runs keep their keys."""
    assert {code_digest(kind) for kind in kinds().values()} == {""}
