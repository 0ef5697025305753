"""Whoever meets a word finds it in the glossary, once."""

from __future__ import annotations

import re
from collections import Counter

import pytest
import typer.main

from esnsim.cli.app import app
from esnsim.cli.commands.plot import KINDS as PICTURES
from esnsim.interventions.kinds import KINDS
from esnsim.interventions.registry import kind_word
from esnsim.state.ladder import LADDER
from tests.contracts.paths import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", GLOSSARY, re.MULTILINE)
HEADS = {"meaning", "what it does", "what it shows", "---"}
WORDS = Counter(word.strip("` ") for head, meaning in ROWS if meaning not in HEADS for word in head.split(", "))
TOP = typer.main.get_command(app)
COMMANDS = sorted(TOP.commands)  # type: ignore[attr-defined]
USED = """
ambassador audience band base state baseline box capacity census claim community community manager contact critical
mass address coverage design dose early warning effect experiment fact factor initial state interval
intervention kind ladder leader lever level manager measure mechanism misfit noise organisation outcome parameter
point post programme random numbers random seed random variation reaction record replicate reply role rule run rung
scenario screening settled statistically tied store sweep tie tipping point trial unit verdict walk workday
"""
"""Words of commands, reports and the app, besides those that the code lists."""
PHRASES = (
    "base state", "community manager", "critical mass", "early warning", "initial state", "random numbers",
    "random seed", "random variation", "statistically tied", "tipping point",
)  # fmt: skip


def used() -> set[str]:
    """The words of `USED`, where some are made of two."""
    text = " ".join(USED.split())
    for phrase in PHRASES:
        text = text.replace(phrase, phrase.replace(" ", "_"))
    return {word.replace("_", " ") for word in text.split()}


def test_there_are_words_and_commands_to_look_for():
    """Otherwise the tests below would say nothing."""
    assert len(used()) > 40
    assert len(COMMANDS) > 20
    assert len(WORDS) > 100


@pytest.mark.parametrize(
    "listed",
    [
        set(LADDER),
        {kind_word(kind) for kind in KINDS},
        {f"esnsim {name}" for name in COMMANDS},
        {f"--kind {kind}" for kind in PICTURES},
        used(),
    ],
    ids=["rungs", "kinds", "commands", "pictures", "words"],
)
def test_every_word_is_explained(listed):
    """In a row of its own."""
    assert sorted(listed - WORDS.keys()) == []


def test_nothing_is_explained_that_is_not_there():
    """Kinds, commands and pictures that were renamed leave no row behind."""
    kinds = re.search(r"### Kinds of intervention\n(.*?)\n## ", GLOSSARY, re.DOTALL)

    assert kinds
    assert set(re.findall(r"^\| `(\w+)`", kinds[1], re.MULTILINE)) == {kind_word(kind) for kind in KINDS}
    assert set(re.findall(r"^\| `esnsim (\w+)`", GLOSSARY, re.MULTILINE)) == set(COMMANDS)
    pictures = re.search(r"## Pictures\n(.*?)\n## ", GLOSSARY, re.DOTALL)
    assert pictures
    assert set(re.findall(r"^\| `--kind (\w+)`", pictures[1], re.MULTILINE)) == set(PICTURES)


@pytest.mark.parametrize("name", ["org", "store"])
def test_commands_below_a_command_are_named(name):
    """In the row of the one above."""
    (meaning,) = [meaning for head, meaning in ROWS if head == f"`esnsim {name}`"]

    assert set(re.findall(r"`(\w+)`", meaning)) == set(TOP.commands[name].commands)  # type: ignore[attr-defined]


def test_a_word_is_explained_once():
    """A word means one thing."""
    assert [word for word, times in WORDS.items() if times > 1] == []


def test_the_rungs_are_what_the_readme_says():
    """Word for word, but for what a table of its own leaves out."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| (\w+) \| (.*) \|$", readme, re.MULTILINE))
    here = dict(ROWS)

    assert {rung: told[rung] for rung in LADDER} == {rung: here[rung] for rung in LADDER}


def test_the_pages_lead_to_it():
    """From the index, where everything begins."""
    assert re.search(r"^glossary$", (ROOT / "docs" / "index.md").read_text(encoding="utf-8"), re.MULTILINE)
