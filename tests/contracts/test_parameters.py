"""Every constant of behaviour is known: unit, range, source, confidence, and the rule that uses it."""

from __future__ import annotations

import re

import pytest

from esnsim.behaviour.mechanisms import MECHANISMS
from esnsim.behaviour.parameters import JUDGEMENT, Parameters
from esnsim.interventions import KINDS
from esnsim.scenario.constants import known_parameters
from tests.contracts.paths import PACKAGE, ROOT

KNOWN = known_parameters()
EVERY_CONSTANT = pytest.mark.parametrize("name", KNOWN)
EVERY_MECHANISM = pytest.mark.parametrize("mechanism", MECHANISMS)
SOURCES = ROOT / "docs" / "sources.md"

RULES = "\n".join(
    path.read_text("utf-8")
    for folder in ("behaviour", "simulation", "interventions")
    for path in (PACKAGE / folder).rglob("*.py")
)


def test_every_constant_is_described():
    """None of them is a bare number."""
    assert set(KNOWN) == set(Parameters._fields)


@EVERY_CONSTANT
def test_a_constant_has_meaning_unit_source_and_confidence(name):
    """What a reader has to know before changing it."""
    known = KNOWN[name]

    assert len(known.meaning) > 10
    assert known.meaning[0].islower()
    assert known.unit
    assert known.source
    assert known.confidence in ("H", "M", "L")


@EVERY_CONSTANT
def test_the_default_lies_in_the_range(name):
    """And the range is one."""
    known = KNOWN[name]

    assert known.low < known.high
    assert known.low <= Parameters._field_defaults[name] <= known.high


@EVERY_CONSTANT
def test_some_rule_uses_it(name):
    """A constant nobody reads would be a promise nobody keeps."""
    assert re.search(rf"\bparameters(?:\[0\])?\.{name}\b", RULES)


@EVERY_CONSTANT
def test_what_rests_on_judgement_says_so(name):
    """Judgement is never given as a measurement."""
    known = KNOWN[name]

    assert known.source != JUDGEMENT or known.confidence == "L"


def sources_named() -> dict[str, str]:
    """Sources in square brackets, with one place where each is named."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "cli" in path.parts:
            continue  # there brackets stand for what may be left out
        for text in re.findall(r'(?:""".*?"""|"[^"\n]*")', path.read_text("utf-8"), re.DOTALL):
            for name in re.findall(r"(?<!\w)\[((?:[A-Z]{2,}[A-Z0-9-]*|Rogers)\d*[a-z]?)\]", text):
                found[name] = path.relative_to(ROOT).as_posix()
    return found


def sources_listed() -> set[str]:
    """Sources that the list explains."""
    rows = re.findall(r"^\| *([^|]+?) *\|", SOURCES.read_text("utf-8"), re.MULTILINE)
    return {name.strip() for row in rows for name in row.split(",")}


@pytest.mark.parametrize("name", sources_named())
def test_every_source_is_listed(name):
    """What stands in square brackets can be looked up."""
    if not SOURCES.exists():
        pytest.skip("no list of sources here yet")

    assert name in sources_listed(), f"named in {sources_named()[name]}"


def test_sources_of_kinds_and_constants_are_among_those_looked_at():
    """The test above finds what it should find."""
    said = [known.source for known in KNOWN.values()] + [kind.source for kind in KINDS]
    bracketed = {name for text in said for name in re.findall(r"\[([A-Za-z0-9-]+)\]", text)}

    assert len(bracketed) > 10
    assert bracketed <= set(sources_named())


@EVERY_MECHANISM
def test_a_mechanism_switches_off_constants_there_are(mechanism):
    """By making each of them neutral, which is not what it is otherwise."""
    meaning, neutral = MECHANISMS[mechanism]

    assert re.fullmatch(r"M\d+", mechanism)
    assert meaning
    assert set(neutral) <= set(KNOWN)
    assert any(Parameters._field_defaults[name] != value for name, value in neutral.items())


@EVERY_MECHANISM
def test_no_two_mechanisms_switch_off_the_same(mechanism):
    """Switching one off leaves the others on."""
    mine = set(MECHANISMS[mechanism][1])

    assert not [other for other, (_, theirs) in MECHANISMS.items() if other != mechanism and mine & set(theirs)]
