"""Files as people write them who do not know YAML: what can mean one thing is read, the rest is told in their words."""

import os
import re
import time
from pathlib import Path

import pytest

from esnsim.errors import ScenarioError
from esnsim.scenario import dump, load, schema
from esnsim.scenario.reading.text import compose

FILES = Path(__file__).parent / "beginners"
SMALL = "organisation: {generate: {people: 100}}\n"


def refusal(source, overrides=()):
    with pytest.raises(ScenarioError) as caught:
        load(source, overrides)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_a_number_with_an_exponent_is_a_number():
    assert load(FILES / "exponent.yaml").organisation.specification.people == 1000


@pytest.mark.parametrize("change", ["weeks=1e1", "weeks=1.0e+1", "seed=1.5e3", "organisation.people=1E3"])
def test_whole_numbers_may_have_exponents(change):
    load(f"name: small\n{SMALL}", [change])


def test_half_a_week_is_no_week_with_an_exponent_either():
    (line,) = refusal(f"name: small\n{SMALL}", ["weeks=25e-1"])

    assert "weeks is 2.5; write a whole number" in line


def test_the_short_form_knows_exponents():
    assert load("name: short\norganisation: {people: 1e3}\n").organisation.specification.people == 1000


def test_names_at_the_top_that_begin_with_x_are_the_writers_own():
    (ambassadors,) = load(FILES / "anchor_at_the_top.yaml").programmes["amb"]

    assert (ambassadors.kind, ambassadors.count) == ("ambassadors", 5)
    assert "^x-" in schema()["patternProperties"]


def test_only_at_the_top():
    lines = refusal(f"name: small\n{SMALL}behaviour: {{x-imitation: 1}}\n")

    assert "behaviour.x-imitation is not known" in lines[0]


@pytest.mark.parametrize(
    ("name", "place", "words"),
    [
        ("apostrophe", "1:12", ["this apostrophe ends the text", "'Pete''s plan'"]),
        ("no_break_space", "4:7", ["no-break space (U+00A0)", "write an ordinary space"]),
        ("asterisks", "1:7", ["*", "in quotes"]),
        ("path_of_windows", "7:14", ["a backslash (\\) in double quotes", "write / instead"]),
    ],
)
def test_what_means_something_else_is_told_once(name, place, words):
    (line,) = refusal(FILES / f"{name}.yaml")

    assert line.startswith(f"{FILES / name}.yaml:{place}: ")
    assert not [word for word in words if word not in line]
    assert "YAML" not in line.partition(".yaml:")[2]


def test_a_decimal_comma_is_read_where_it_can_be_nothing_else():
    initial = load(FILES / "decimal_comma.yaml").initial

    assert (initial.reader, initial.contributor) == (0.5, 0.1)


@pytest.mark.parametrize(
    ("change", "meant"),
    [
        ("weeks=10.0", lambda scenario: scenario.weeks == 10),
        ("weeks='10'", lambda scenario: scenario.weeks == 10),
        ("weeks=1_0e1", lambda scenario: scenario.weeks == 100),
        ("organisation.people=1_000", lambda scenario: scenario.organisation.specification.people == 1000),
        ("organisation.people=1000.0", lambda scenario: scenario.organisation.specification.people == 1000),
        ("organisation.frontline=20%", lambda scenario: scenario.organisation.specification.frontline == 0.2),
        ("initial={reader: 50%, contributor: 7.5 %}", lambda scenario: scenario.initial.contributor == 0.075),
        ("initial={reader: '0,5', contributor: .1}", lambda scenario: scenario.initial.reader == 0.5),
        ("initial={reader: '0.5', contributor: 0.1}", lambda scenario: scenario.initial.reader == 0.5),
        (
            "programmes={none: [], a: [{kind: ambassadors, share: 5%, start: week 2}]}",
            lambda scenario: scenario.programmes["a"][0].share == 0.05,
        ),
    ],
)
def test_numbers_that_can_mean_one_thing_are_read(change, meant):
    scenario = load(f"name: small\n{SMALL}", [change])

    assert meant(scenario)
    assert load(dump(scenario)) == scenario


@pytest.mark.parametrize(
    "change",
    ["weeks=10.5", "weeks=50%", "weeks='1,5'", "organisation.unit_size='1,000'", "organisation.span=50%", "weeks=ten"],
)
def test_numbers_that_can_mean_two_things_are_told_once(change):
    (line,) = refusal(f"name: small\n{SMALL}", [change])

    assert "write a" in line


@pytest.mark.parametrize("share", ["50", "500%", "-5%", "1,5"])
def test_a_share_that_cannot_be_is_one_message(share):
    """What is derived from it is never blamed."""
    (line,) = refusal(f"name: small\n{SMALL}initial:\n  reader: {share}\n  contributor: 0.1\n")

    assert "initial.reader is" in line


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('name: "The "big" plan"\n', "1:12", "this quote ends the text"),
        ("name: {a: 'Pete's plan', b: 1}\n", "1:16", "this apostrophe ends the text"),
        ("name: x\nweeks: \u00a04\n", "2:8", "a no-break space (U+00A0) stands here"),
        ("name: x\n\u00a0\u00a0weeks: 4\nb: 2\n", "2:1", "a no-break space (U+00A0) stands here"),
        ("name: \u200bx\n", "1:7", "an invisible space (U+200B)"),
        ("name: *important\n", "1:7", "no anchor is called 'important'; put a text that begins with * in quotes"),
        ("name: &friends&\n", "1:7", "& has a meaning of its own at the beginning"),
        ("name: @home\n", "1:7", "put a text that begins with @ in quotes: '@home ...'"),
        ("name: %5\n", "1:7", "% has a meaning of its own"),
        ("name: >5%\n", "1:7", "> has a meaning of its own"),
        ("name: !important x\n", "1:7", "put a text that begins with ! in quotes"),
        ("name: - x\n", "1:7", "put a text that begins with - in quotes"),
        ("name: [draft] plan\nx: 1\n", "1:15", "a text follows ']'"),
        ("name: ,b\n", "1:7", "put a text that begins with ',' in quotes"),
        ("name: ] a\n", "1:7", "a bracket is closed that was never opened"),
        ("name: [1, 2\nb: 3\n", "2:2", "a bracket is opened and not closed"),
        ("weeks 4\nname: x\n", "2:1", "a ':' is missing after the name on the line above"),
        ("a: 1\n  b: 2\n", "2:3", "the indentation does not fit the lines above"),
        ("a: 1\n...\nb: 2\n", "3:1", "the text goes on behind its end"),
        ("initial: {reader: 0,5, contributor: 0,1}\n", "1:19", "with a point, 0.5"),
        ("weeks: 1e400\n", "1:8", "larger than any number that can be meant"),
        (f"weeks: {'9' * 5000}\n", "1:8", "a number of 5,000 digits (99999999999999999999...)"),
        (f"weeks: 0.{'9' * 5000}\n", "1:8", "digits"),
        ("weeks: !!bool 4\n", "1:8", "'4' is no true or false"),
        ("name: 'a'\r\rweeks: *x\r", "3:8", "no anchor is called 'x'"),
    ],
)
def test_the_character_is_named_and_what_to_write(text, place, words):
    with pytest.raises(ScenarioError) as caught:
        compose(text, "file")

    lines = str(caught.value).splitlines()
    assert lines[0].startswith(f"file:{place}: ")
    assert words in lines[0]


def test_thousands_are_not_taken_for_decimals():
    (line,) = refusal(f"name: small\n{SMALL}", ["organisation.people='36,000'"])

    assert "did you mean 36000?" in line


def test_a_space_that_cannot_be_broken_is_named_inside_a_text():
    (line,) = refusal(f"name: small\n{SMALL}programmes: {{a: [], b: [{{kind: campaign, start: week\u00a04}}]}}\n")

    assert "(with a no-break space (U+00A0))" in line


def test_a_text_whose_ends_cannot_be_seen_is_written_in_quotes():
    scenario = load(f'name: "\u00a0edge\u200b"\n{SMALL}')

    assert load(dump(scenario)) == scenario


def test_a_backslash_that_became_a_line_break_is_named():
    (line,) = refusal('name: small\norganisation: {people: "C:\\new.csv"}\n')

    assert "(with the control character '\\n')" in line
    assert "write / instead" in line


@pytest.mark.parametrize("name", ["\\0", "a\\0b.csv", "\\x01", "n" * 5000, "\\udcff"])
def test_no_name_of_a_file_is_too_odd(name):
    refusal(f'name: small\norganisation: {{people: "{name}.csv"}}\n')


@pytest.mark.parametrize("name", ["a\0b.yaml", "\0", "n" * 5000 + ".yaml", "n" * 5000, "\udcff.yaml"])
def test_no_name_of_a_scenario_is_too_odd(name):
    refusal(name)


def test_a_file_that_is_too_long_for_a_scenario_is_not_read(tmp_path):
    path = tmp_path / "long.yaml"
    path.write_text("# nothing\n" * 500_000)

    assert refusal(path) == [f"{path}: holds more than 4,000,000 bytes; it is no scenario"]


def merges(levels, mentions):
    """Mappings each of which takes in the one before it several times."""
    lines = ["x-0: &m0 {a: 1, b: 2}"]
    return lines + [f"x-{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * mentions)}]}}" for n in range(1, levels)]


def test_what_is_merged_is_made_out_once():
    """However often it is mentioned: nine times nine times nine ... would take for ever."""
    began = time.process_time()
    scenario = load("\n".join([*merges(30, 9), "name: merged", SMALL]))

    assert scenario.name == "merged"
    assert time.process_time() - began < 5


def test_merging_has_an_end():
    wide = "x-a: &a {" + ", ".join(f"n{n}: 1" for n in range(500)) + "}"
    many = "x-b: {<<: [" + ", ".join(["*a"] * 500) + "]}"

    (line,) = refusal(f"{wide}\n{many}\n")

    assert re.match(r"scenario:2:7: holds more than 100,000 values", line)


def test_too_many_values_are_told_at_their_place():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]

    (line,) = refusal("\n".join(lines) + "\n")

    assert re.match(r"scenario:\d+:\d+: holds more than 100,000 values", line)


@pytest.mark.parametrize("written", ["[*a{}]", "{{k: *a{}}}"])
def test_a_long_chain_of_anchors_has_an_end(written):
    """One inside the other, though each is written on a line of its own."""
    chain = ", ".join(["&a0 [x]", *(f"&a{n} {written.format(n - 1)}" for n in range(1, 3000))])

    with pytest.raises(ScenarioError) as caught:
        compose(f"a: &s {{k: [{chain}]}}\nb: {{<<: *s, k: *a2999}}\n", "file")

    lines = str(caught.value).splitlines()
    assert re.match(r"file:1:\d+: nested deeper than 40 levels", lines[-1])


def test_a_long_chain_of_merged_mappings_has_an_end():
    """Where the last is looked at first, so that none before it is made out yet."""
    chain = ", ".join(["&m0 {a: 1}", *(f"&m{n} {{<<: *m{n - 1}}}" for n in range(1, 3000))])
    first = f"x: {{<<: &s {{k: [{chain}]}}, k: *m2999}}\n"

    with pytest.raises(ScenarioError) as caught:
        compose(first, "file")

    assert re.match(r"file:1:\d+: nested deeper than 40 levels", str(caught.value))


def test_what_a_terminal_hands_on_that_is_no_text_is_refused():
    """Bytes that are not UTF-8, in the name and in the value of a change."""
    for change in ("\udcff=1", "programmes.\ud800.x=1", "weeks=\udcff"):
        (line,) = refusal(f"name: small\n{SMALL}", [change])
        assert "no text" in line or "not text" in line


def test_a_folder_on_the_way_whose_name_is_no_text_is_told(tmp_path):
    """Files below it cannot be kept in a scenario by their path."""
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    folder.mkdir()
    (folder / "people.csv").write_text("id\n1\n")
    (folder / "s.yaml").write_text("name: x\norganisation:\n  import: {people: people.csv}\n")

    with pytest.raises(ScenarioError, match="the name of a folder on the way is no text"):
        load(folder / "s.yaml")


def test_a_text_behind_a_bracket_inside_braces_is_told_at_its_place(tmp_path):
    """Where nothing better is known, in the words of the reader of YAML, with line and column."""
    (tmp_path / "s.yaml").write_text("name: x\norganisation: {generate: [a] b}\n")

    with pytest.raises(ScenarioError, match=r"s\.yaml:2:\d+: "):
        load(tmp_path / "s.yaml")
