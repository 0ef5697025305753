"""What cannot be read as YAML, in words for somebody who does not know YAML: the character, and what to write.

ODD element: input data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import yaml

ODD_SPACES = {
    "\u00a0": "a no-break space (U+00A0)",
    "\u2007": "a figure space (U+2007)",
    "\u200b": "an invisible space (U+200B)",
    "\u202f": "a narrow no-break space (U+202F)",
    "\u3000": "a wide space (U+3000)",
    "\ufeff": "an invisible mark (U+FEFF)",
}
"""Characters that look like spaces, or like nothing, and are letters to YAML."""
LONGEST_SHOWN = 20
SPECIAL = "*&!%@`|>[{"
"""Characters a text in YAML cannot begin with."""
LOST_COLON = "a ':' is missing after the name on the line above"
QUOTED = {
    "'": "this apostrophe ends the text; write it twice ('Pete''s plan'), or put the text in double quotes",
    '"': "this quote ends the text; put a text that holds double quotes in single quotes ('a \"big\" plan')",
}


class Complaint(NamedTuple):
    """What is wrong, and where.

    Attributes:
        at: Number of the character in the text, from 0.
        message: What was found and what would be right.
    """

    at: int
    message: str


def complaint(error: yaml.MarkedYAMLError, text: str) -> Complaint:
    """YAML's complaint about a text, said anew; where several things may be meant, the most telling one."""
    return next(found for look in LOOKS for found in look(error, text))


def odd_space(text: str) -> str:
    """What the first character is called that looks like a space and is none; empty if there is none."""
    return next((ODD_SPACES[letter] for letter in text if letter in ODD_SPACES), "")


def _index(mark: yaml.Mark | None) -> int:
    return mark.index if mark else 0


def _problem(error: yaml.MarkedYAMLError) -> int:
    return _index(error.problem_mark or error.context_mark)


def _spaces(error: yaml.MarkedYAMLError, text: str) -> Iterator[Complaint]:
    """Something that looks like a space, on the line of the problem or on the one before it."""
    end = text.find("\n", _problem(error))
    begin = text.rfind("\n", 0, max(0, text.rfind("\n", 0, _problem(error))))
    for match in re.finditer(f"[{''.join(ODD_SPACES)}]", text[begin + 1 : end if end >= 0 else None]):
        yield Complaint(begin + 1 + match.start(), f"{ODD_SPACES[match[0]]} stands here; write an ordinary space")


def _escapes(error: yaml.MarkedYAMLError, text: str) -> Iterator[Complaint]:
    """A backslash in double quotes, as in paths of Windows."""
    if "escape" in (error.problem or ""):
        index = text.rfind("\\", 0, _problem(error) + 1)
        message = "a backslash (\\) in double quotes begins a special character; write / instead, or use single quotes"
        yield Complaint(max(0, index), message)


def _quotes(error: yaml.MarkedYAMLError, text: str) -> Iterator[Complaint]:
    """Something behind a quote that seems to close, or a bracket."""
    at = _problem(error)
    before = text[:at].rstrip(" ")[-1:]
    if "<scalar>" not in (error.problem or "") or "\n" in text[:at].rpartition(before)[2]:
        return
    if before in ("'", '"'):
        yield Complaint(text.rfind(before, 0, at), QUOTED[before])
    elif before in ("]", "}") and "block mapping" in (error.context or ""):
        message = f"a text follows '{before}'; put a text that begins with a bracket in quotes"
        yield Complaint(at, message)


def _beginnings(error: yaml.MarkedYAMLError, text: str) -> Iterator[Complaint]:
    """A text that begins with a character that means something else to YAML."""
    index = _index(error.context_mark) if "scanning a" in (error.context or "") else _problem(error)
    letter = text[index : index + 1]
    if letter and letter in SPECIAL and ("scan" in (error.context or "") or "alias" in (error.problem or "")):
        _, alias, name = (error.problem or "").partition("undefined alias ")
        found = f"no anchor is called {name}" if alias else f"{letter} has a meaning of its own at the beginning"
        word = re.split(r"[\s,\]}'\"]", text[index : index + LONGEST_SHOWN])[0]
        yield Complaint(index, f"{found}; put a text that begins with {letter} in quotes: '{word} ...'")


def _marks(error: yaml.MarkedYAMLError, text: str) -> Iterator[Complaint]:
    """A dash or a question mark where a text begins."""
    problem, index = error.problem or "", _problem(error)
    if "sequence entries are not allowed" in problem or "mapping keys are not allowed" in problem:
        letter = text[index : index + 1]
        yield Complaint(index, f"'{letter} ' begins an item; put a text that begins with {letter} in quotes")


def _lost_colon(error: yaml.MarkedYAMLError, text: str) -> Iterator[Complaint]:
    """The first ':' of its line where none can be: the line above has no value of its own, or has one already."""
    index = _problem(error)
    begin = text.rfind("\n", 0, index) + 1
    if "mapping values are not allowed" in (error.problem or "") and re.fullmatch(r" *[\w.-]+", text[begin:index]):
        above = text[:begin].rstrip().rpartition("\n")[2]
        message = "the indentation does not fit the lines above" if ":" in above else LOST_COLON
        yield Complaint(index - len(text[begin:index].lstrip()), message)


def _known(error: yaml.MarkedYAMLError) -> str:
    """Words for the usual complaints, empty for others."""
    problem = error.problem or ""
    known = {
        "found character '\\t'": "a tab; indent with spaces",
        "but found another document": "a second document begins; a scenario is one document, so remove the '---'",
        "expected '<document start>'": "the text goes on behind its end; remove '...' and lines that begin with %",
        "mapping values are not allowed": "a second ':' on the line; put a text that contains ': ' in quotes",
        "could not find expected ':'": LOST_COLON,
        "expected <block end>": "the indentation does not fit the lines above",
        "<stream end>": "a bracket is opened and never closed",
        "found unexpected end of stream": "a quote or bracket is opened and never closed",
        "expected ',' or": "a bracket is opened and not closed, or a ',' is missing before this",
        "but found ','": "a ',' with nothing before it; put a text that begins with ',' in quotes",
        "expected the node content": "a bracket is closed that was never opened; put a text that holds one in quotes",
    }
    return next((words for part, words in known.items() if part in problem), "")


def _others(error: yaml.MarkedYAMLError, text: str) -> Iterator[Complaint]:  # noqa: ARG001 - one shape with the others
    """Whatever else it is."""
    problem = error.problem or "this cannot be read"
    words = problem if problem.startswith(("nested", "holds")) else f"not readable as YAML: {problem}"
    yield Complaint(_problem(error), _known(error) or words)


LOOKS: tuple[Callable[[yaml.MarkedYAMLError, str], Iterator[Complaint]], ...] = (
    _spaces,
    _escapes,
    _quotes,
    _beginnings,
    _marks,
    _lost_colon,
    _others,
)
"""From the most telling to the most general."""
