"""Every wrong scenario of the corpus is refused with exactly the messages written beside it."""

import os
import re
from pathlib import Path

import pytest

from esnsim.errors import ScenarioError
from esnsim.scenario import load

CORPUS = Path(__file__).parents[2] / "scenarios" / "invalid"
WRONG = sorted(CORPUS.glob("*.yaml"))
ANYTHING = "…"
FORBIDDEN_WORDS = ("pydantic", "Input should", "invalid", "class ", "Traceback", "NoneType", "validator")


def refusal(source, overrides=()):
    with pytest.raises(ScenarioError) as caught:
        load(source, overrides)
    return [str(mistake) for mistake in caught.value.mistakes]


def fits(line, pattern):
    """Whether a line is as expected; an ellipsis stands for anything, such as names that are still being added."""
    return re.fullmatch(".*".join(re.escape(part) for part in pattern.split(ANYTHING)), line) is not None


def test_the_corpus_is_there():
    assert len(WRONG) >= 25


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_a_wrong_scenario_is_refused_in_these_words(path, monkeypatch):
    """All mistakes of a file are named at once, each at its line, in the words of the file."""
    monkeypatch.chdir(CORPUS)
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()

    found = [line.replace(CORPUS.as_posix(), "scenarios/invalid") for line in refusal(Path(path.name))]
    found = [line.replace("no such file in .", "no such file in scenarios/invalid") for line in found]

    assert len(found) == len(expected), "\n".join(found)
    assert all(fits(line, pattern) for line, pattern in zip(found, expected, strict=True)), "\n".join(found)


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_no_message_speaks_of_the_program(path):
    """Messages are for people: no class names, nobody else's wording."""
    text = "\n".join(refusal(path))

    assert not [word for word in FORBIDDEN_WORDS if word in text.replace(str(CORPUS), "").replace("/invalid", "")]


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert refusal(tmp_path / "nobody.yaml") == [f"{tmp_path / 'nobody.yaml'}: there is no such file"]


def test_a_folder_is_no_scenario(tmp_path):
    (line,) = refusal(tmp_path)

    assert line.startswith(f"{tmp_path}: ")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not bind this user")
def test_a_file_that_may_not_be_read_is_named(tmp_path):
    path = tmp_path / "secret.yaml"
    path.write_text("name: secret\n")
    path.chmod(0)

    assert refusal(path) == [f"{path}: permission denied"]


def test_text_that_is_not_utf8_is_placed_at_its_byte(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes("name: ok\nquestion: Où?\n".encode("latin-1"))

    assert refusal(path) == [f"{path}:2:12: byte 0xf9 is not text in UTF-8; save the file as UTF-8"]


def test_a_byte_order_mark_does_no_harm(tmp_path):
    path = tmp_path / "marked.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: marked\r\norganisation: {generate: {people: 50}}\r\n")

    assert load(path).name == "marked"


@pytest.mark.parametrize("raw", [b"\x00\x01\x02", b"name: a\x07b\n", b"\x7fELF\x02\x01", b"PK\x03\x04\x00\x00"])
def test_binary_files_are_refused(tmp_path, raw):
    path = tmp_path / "binary.yaml"
    path.write_bytes(raw)

    (line,) = refusal(path)
    assert line.startswith(f"{path}:1:")
    assert "is not text" in line


@pytest.mark.parametrize("text", ["[" * 5000, "{a: " * 5000, "- " * 900 + "x"])
def test_huge_nesting_is_refused(text):
    (line,) = refusal(text + "\n")

    assert "nested deeper than" in line


def test_anchors_cannot_blow_a_file_up():
    """Nine references to nine references to ... stop at a bound, not at the end of memory."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]

    (line,) = refusal("\n".join(lines) + "\n")

    assert "more than 100,000 values" in line


@pytest.mark.parametrize("text", ["\n", "# nothing\n", "just words\n", "42\n", "null\n", "- a\n"])
def test_what_is_no_mapping_is_no_scenario(text):
    (line,) = refusal(text)

    assert "a scenario is a mapping with at least name and organisation" in line
