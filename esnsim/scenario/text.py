"""From YAML text to plain values, with the place of each: the only file that knows YAML can be read.

Reading is stricter than YAML: one document, no key twice, no tabs, and only ``true`` and ``false`` are booleans, so
that the country ``NO`` and the mechanism ``off`` stay what they look like. Anchors, aliases and ``<<`` work as usual.

ODD element: input data.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from esnsim.errors import Mistake, ScenarioError
from esnsim.scenario.document import Document, Place
from esnsim.scenario.route import Route

DEEPEST = 40
MOST_VALUES = 100_000
TAGS = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
MERGE = "tag:yaml.org,2002:merge"
LITERALS: list[tuple[str, str, str]] = [
    ("tag:yaml.org,2002:bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("tag:yaml.org,2002:null", r"~|null|Null|NULL|", "~nN"),
    ("tag:yaml.org,2002:int", r"[-+]?(0|[1-9][0-9_]*)", "-+0123456789"),
    (
        "tag:yaml.org,2002:float",
        r"[-+]?((0|[1-9][0-9_]*)(\.[0-9]*|(?=[eE]))|\.[0-9]+)([eE][-+]?[0-9]+)?",
        "-+.0123456789",
    ),
    (MERGE, "<<", "<"),
]


class _Loader(yaml.SafeLoader):
    """Knows only what `LITERALS` says, and stops before nesting exhausts the stack."""

    depth = 0

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:  # noqa: ANN401 - as in PyYAML
        self.depth += 1
        if self.depth > DEEPEST:
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem=f"nested deeper than {DEEPEST} levels", problem_mark=mark)
        node: Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in LITERALS:
    _Loader.add_implicit_resolver(_tag, re.compile(f"(?:{_pattern})\\Z"), [*_first] if _first else None)
_Loader.yaml_implicit_resolvers[""] = [("tag:yaml.org,2002:null", re.compile(r"\Z"))]


def read_bytes(path: Path) -> str:
    """The text of a file.

    Raises:
        ScenarioError: If it cannot be read or is no text in UTF-8.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else (error.strerror or str(error))
        raise ScenarioError([Mistake(str(path), f"{reason[0].lower()}{reason[1:]}")]) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        message = f"byte 0x{raw[error.start]:02x} is not text in UTF-8; save the file as UTF-8"
        raise ScenarioError([Mistake(f"{path}:{line}:{column}", message)]) from None


def compose(text: str, file: str) -> Document:
    """What a text says.

    Raises:
        ScenarioError: If it is not one YAML mapping; carries every repeated or unreadable key.
    """
    return _Composer(file).document(_root(text, file))


def compose_value(text: str, place: str) -> Document:
    """A single value, as written after ``--set path=``; it stands at route ``()`` and everywhere has this place.

    Raises:
        ScenarioError: If it is not one YAML value.
    """
    return _Composer(place, lines=False).document(_root(text, place, lines=False))


def _root(text: str, file: str, *, lines: bool = True) -> Node | None:
    try:
        loader = _Loader(text)
        try:
            root: Node | None = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.reader.ReaderError as error:
        place = _place(file, text.count("\n", 0, error.position), 0) if lines else file
        raise ScenarioError([Mistake(place, f"character {error.character:#x} is not text")]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _place(file, mark.line, mark.column) if mark and lines else file
        raise ScenarioError([Mistake(place, _plain(error))]) from None
    return root


def _place(file: str, line: int, column: int) -> str:
    return f"{file}:{line + 1}:{column + 1}"


def _plain(error: yaml.MarkedYAMLError) -> str:
    """YAML's complaint in words for somebody who does not know YAML."""
    problem = error.problem or "this cannot be read"
    known = {
        "found character '\\t'": "a tab; indent with spaces",
        "but found another document": "a second document begins; a scenario is one document, so remove the '---'",
        "mapping values are not allowed": "a second ':' on the line; put a text that contains ': ' in quotes",
        "found undefined alias": problem.replace("found undefined alias", "no anchor is called"),
        "could not find expected ':'": "a ':' is missing after the name on the line above",
        "expected <block end>": "the indentation does not fit the lines above",
        "<stream end>": "a bracket is opened and never closed",
        "found unexpected end of stream": "a quote or bracket is opened and never closed",
    }
    return next(
        (words for part, words in known.items() if part in problem),
        problem if problem.startswith("nested") else f"not readable as YAML: {problem}",
    )


def _whole(text: str) -> str:
    """The text with characters written as two escapes put together, as JSON writes them; ValueError for a half one."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16")


def _name(key: ScalarNode) -> str | None:
    """The name of an entry, None if it is no text."""
    try:
        return _whole(key.value)
    except ValueError:
        return None


class _Composer:
    """Turns nodes into values, noting places and mistakes on the way."""

    def __init__(self, file: str, *, lines: bool = True) -> None:
        self.file = file
        self.lines = lines
        self.places: dict[Route, Place] = {}
        self.mistakes: list[Mistake] = []
        self.inside: list[int] = []

    def document(self, root: Node | None) -> Document:
        """All that stands under the root."""
        content = None if root is None else self._value(root, (), self._at(root))
        self.places.setdefault((), Place(self.file, self.file))
        if self.mistakes:
            raise ScenarioError(self.mistakes)
        return Document(self.file, content, self.places)

    def _at(self, node: Node) -> str:
        return _place(self.file, node.start_mark.line, node.start_mark.column) if self.lines else self.file

    def _refuse(self, node: Node, message: str) -> None:
        self.mistakes.append(Mistake(self._at(node), message))

    def _value(self, node: Node, route: Route, name_at: str) -> Any:  # noqa: ANN401 - whatever the file says
        if id(node) in self.inside:
            self._refuse(node, "the anchor contains itself")
            return None
        if len(self.places) > MOST_VALUES:
            raise ScenarioError([Mistake(self.file, f"holds more than {MOST_VALUES:,} values")])
        self.places[route] = Place(name_at, self._at(node))
        self.inside.append(id(node))
        value = self._content(node, route)
        self.inside.pop()
        return value

    def _content(self, node: Node, route: Route) -> Any:  # noqa: ANN401
        if node.tag not in TAGS and not isinstance(node, ScalarNode):
            self._refuse(node, f"the tag '{node.tag}' has no meaning in a scenario")
            return None
        if isinstance(node, MappingNode):
            return {name: self._value(value, (*route, name), self._at(key)) for name, key, value in self._entries(node)}
        if isinstance(node, SequenceNode):
            return [self._value(item, (*route, place), self._at(item)) for place, item in enumerate(node.value)]
        return self._scalar(node) if isinstance(node, ScalarNode) else None

    def _entries(self, node: MappingNode) -> list[tuple[str, Node, Node]]:
        """Entries by name; those of a ``<<`` come first and give way to the mapping's own."""
        merged: dict[str, tuple[str, Node, Node]] = {}
        own: dict[str, tuple[str, Node, Node]] = {}
        for key, value in node.value:
            if key.tag == MERGE:
                for source in value.value if isinstance(value, SequenceNode) else [value]:
                    if not isinstance(source, MappingNode) or id(source) in self.inside:
                        self._refuse(key, "'<<' takes a mapping, or a list of mappings")
                    else:
                        self.inside.append(id(node))
                        merged = {**{entry[0]: entry for entry in self._entries(source)}, **merged}
                        self.inside.pop()
            elif not isinstance(key, ScalarNode) or (name := _name(key)) is None:
                self._refuse(key, "a name is one word or a text in quotes")
            elif name in own:
                line = own[name][1].start_mark.line + 1
                self._refuse(key, f"'{name}' stands here a second time; the first is on line {line}")
            else:
                own[name] = (name, key, value)
        return list({**merged, **own}.values())

    def _scalar(self, node: ScalarNode) -> object:
        text, kind = node.value, node.tag.removeprefix("tag:yaml.org,2002:")
        plain: dict[str, Callable[[str], object]] = {
            "int": lambda digits: int(digits.replace("_", "")),
            "float": lambda digits: float(digits.replace("_", "")),
            "bool": lambda word: word.lower() == "true",
            "null": lambda _: None,
            "str": _whole,
            "merge": str,
        }
        if kind not in plain:
            self._refuse(node, f"the tag '{kind}' has no meaning in a scenario")
            return None
        try:
            return plain[kind](text)
        except ValueError:
            self._refuse(node, f"{text[:40]!a} is no {'text' if kind == 'str' else 'number'}")
            return None
