"""Mistakes that few people make, each told where it stands."""

import re

import pytest
from pydantic import BaseModel, Field

from esnsim.errors import ScenarioError
from esnsim.scenario import load
from esnsim.scenario.reading.expectations import Spot, expected

START = "name: x\norganisation: {people: 100}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"name: {'x' * 201}\norganisation: {{people: 100}}\n", r"scenario:1:7: .*at most 200 letters"),
        ("name: x\norganisation: {import: {people: 3}}\n", r"write the path of a file"),
        ("name: x\norganisation: {people: a.csv, ties: [3]}\n", r"ties\[0\] is 3"),
        (START + '"\\ud800": 1\n', r"scenario:3:1: .*one word or a text in quotes"),
        (START + "[a, b]: 1\n", r"scenario:3:1: .*one word or a text in quotes"),
        (START + "<<: 3\n", r"scenario:3:1: '<<' takes a mapping"),
        (START + "weeks: !!int abc\n", r"scenario:3:8: .*'abc' is no number"),
        (START + "weeks: !!float 1.2.3\n", r"scenario:3:8: .*'1.2.3' is no number"),
        (START + "start: !!timestamp 2024-01-01\n", r"scenario:3:8: .*'timestamp' has no meaning"),
        (START + "weeks: \x00\n", r"scenario:3:1: character 0x0 is not text"),
        (START + "mechanisms: {M6: 3}\n", r"mechanisms.M6 is 3; write on or off"),
    ],
)
def test_a_rare_mistake_is_told_where_it_stands(text: str, said: str) -> None:
    """Whatever is wrong, there is a line to it."""
    with pytest.raises(ScenarioError) as refused:
        load(text)

    assert re.search(said, str(refused.value))


@pytest.mark.parametrize(("word", "on"), [("on", True), ("off", False), ("true", True), ("false", False)])
def test_a_mechanism_is_switched_by_either_pair_of_words(word: str, on: bool) -> None:
    """``on`` and ``true`` are the same here, as are ``off`` and ``false``."""
    assert (load(START + f"mechanisms: {{M6: {word}}}\n").parameters.answer_effect != 0.0) is on


class Described(BaseModel):
    """A model whose fields are described in several ways."""

    hours: int = Field(ge=1, description="Hours of staff, all together.", json_schema_extra={"unit": "h"})
    rows: int = Field(ge=1, description="HR rows; one a person.")


@pytest.mark.parametrize(
    ("field", "said"),
    [("hours", "a whole number, at least 1 (hours of staff; h)"), ("rows", "a whole number, at least 1 (HR rows)")],
)
def test_what_would_be_right_is_told_with_its_meaning(field, said):
    """In the middle of a sentence, where abbreviations stay what they are."""
    of = Described.model_fields[field]

    assert expected(Spot((field,), of.annotation, tuple(of.metadata), of, Described)) == said
