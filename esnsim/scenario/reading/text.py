"""From YAML text to plain values, with the place of each: the only file that knows YAML can be read.

Reading is stricter than YAML: one document, no key twice, no tabs, and only ``true`` and ``false`` are booleans, so
that the country ``NO`` and the mechanism ``off`` stay what they look like. Anchors, aliases and ``<<`` work as usual.

ODD element: input data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from esnsim.errors import Mistake, ScenarioError
from esnsim.names import control_in, shown
from esnsim.nearby import near_files
from esnsim.scenario.reading.document import Document, Location
from esnsim.scenario.reading.numbers import decimal_number, whole_number
from esnsim.scenario.reading.unreadable import complaint, odd_space
from esnsim.scenario.route import Route
from esnsim.scenario.shipped import shipped

DEEPEST = 40
MOST_VALUES = 100_000
MOST_BYTES = 4_000_000
"""Of a scenario file; whatever is longer was meant for something else."""
TOO_MANY = f"holds more than {MOST_VALUES:,} values"
TOO_DEEP = f"nested deeper than {DEEPEST} levels"
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
BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line in YAML."""
HALF_DECIMAL = re.compile(r"\d+")


class _Loader(yaml.SafeLoader):
    """Knows only what `LITERALS` says, and stops before nesting or length exhausts anything."""

    depth = nodes = 0

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:  # noqa: ANN401 - as in PyYAML
        self.depth += 1
        self.nodes += 1
        if self.depth > DEEPEST or self.nodes > 2 * MOST_VALUES:  # every value may have a name
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem=TOO_DEEP if self.depth > DEEPEST else TOO_MANY, problem_mark=mark)
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
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        message = f"there is no such file{near_files(path, shipped())}"
        raise ScenarioError([Mistake(str(path), message)]) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise ScenarioError([Mistake(str(path), f"{reason[0].lower()}{reason[1:]}")]) from None
    except ValueError as error:
        raise ScenarioError([Mistake(ascii(str(path)), f"no file can be called so ({error})")]) from None
    if len(raw) > MOST_BYTES:
        raise ScenarioError([Mistake(str(path), f"holds more than {MOST_BYTES:,} bytes; it is no scenario")])
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
        index, message = complaint(error, text)
        begins = [0, *(match.end() for match in BREAK.finditer(text, 0, index))]
        place = _place(file, len(begins) - 1, index - begins[-1]) if lines else file
        raise ScenarioError([Mistake(place, message)]) from None
    return root


def _place(file: str, line: int, column: int) -> str:
    return f"{file}:{line + 1}:{column + 1}"


def _whole(text: str) -> str:
    """The text with characters written as two escapes put together, as JSON writes them; ValueError for a half one."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16")


def _name(key: ScalarNode) -> str | None:
    """The name of an entry, None if it is no text."""
    try:
        return _whole(key.value)
    except ValueError:
        return None


def _word(meanings: dict[str, object]) -> Callable[[str], object]:
    """Reads one of few words in any case; ValueError for others."""

    def read(text: str) -> object:
        if text.lower() not in meanings:
            raise ValueError
        return meanings[text.lower()]

    return read


PLAIN: dict[str, tuple[Callable[[str], object], str]] = {
    "int": (whole_number, "number"),
    "float": (decimal_number, "number"),
    "bool": (_word({"true": True, "false": False}), "true or false"),
    "null": (_word({"": None, "~": None, "null": None}), "null"),
    "str": (_whole, "text"),
    "merge": (str, "text"),
}
"""How a single value of each kind is read, and what it is called."""


class _Entry(NamedTuple):
    """An entry of a mapping, its own or one that came by ``<<``."""

    name: str
    key: Node
    value: Node


class _Composer:
    """Turns nodes into values, noting places and mistakes on the way."""

    def __init__(self, file: str, *, lines: bool = True) -> None:
        self.file = file
        self.lines = lines
        self.places: dict[Route, Location] = {}
        self.mistakes: list[Mistake] = []
        self.inside: list[int] = []
        self.entries: dict[int, list[_Entry]] = {}
        self.merged = 0

    def document(self, root: Node | None) -> Document:
        """All that stands under the root."""
        content = None if root is None else self._value(root, (), self._at(root))
        self.places.setdefault((), Location(self.file, self.file))
        if self.mistakes:
            raise ScenarioError(self.mistakes)
        return Document(self.file, content, self.places)

    def _at(self, node: Node) -> str:
        return _place(self.file, node.start_mark.line, node.start_mark.column) if self.lines else self.file

    def _refuse(self, node: Node, message: str) -> None:
        self.mistakes.append(Mistake(self._at(node), message))

    def _stop(self, node: Node, message: str) -> NoReturn:
        """Go no further: what comes would take too long, or too deep."""
        raise ScenarioError([*self.mistakes, Mistake(self._at(node), message)])

    def _value(self, node: Node, route: Route, name_at: str) -> Any:  # noqa: ANN401 - whatever the file says
        if id(node) in self.inside:
            self._refuse(node, "the anchor contains itself")
            return None
        if len(self.places) > MOST_VALUES:
            self._stop(node, TOO_MANY)
        self.places[route] = Location(name_at, self._at(node))
        with self._within(node):
            return self._content(node, route)

    @contextmanager
    def _within(self, node: Node) -> Iterator[None]:
        """Look inside a node, which may stand there by way of many others."""
        if len(self.inside) >= DEEPEST:
            self._stop(node, TOO_DEEP)
        self.inside.append(id(node))
        yield
        self.inside.pop()

    def _content(self, node: Node, route: Route) -> Any:  # noqa: ANN401
        if node.tag not in TAGS and not isinstance(node, ScalarNode):
            self._refuse(node, _tag_text(node.tag))
            return None
        if isinstance(node, MappingNode):
            entries = self._entries(node)
            return {name: self._value(value, (*route, name), self._at(key)) for name, key, value in entries}
        if isinstance(node, SequenceNode):
            return [self._value(item, (*route, place), self._at(item)) for place, item in enumerate(node.value)]
        return self._scalar(node) if isinstance(node, ScalarNode) else None

    def _entries(self, node: MappingNode) -> list[_Entry]:
        """Entries by name; those of a ``<<`` come first and give way to the mapping's own.

        They are made out once, however often the mapping is mentioned.
        """
        if id(node) not in self.entries:
            merged: dict[str, _Entry] = {}
            own: dict[str, _Entry] = {}
            for place, (key, value) in enumerate(node.value):
                if key.tag == MERGE:
                    with self._within(node):
                        merged = self._merged(key, value) | merged
                elif self._is_name(key) and not self._is_half(node, place):
                    self._add(own, key, value)
            self.entries[id(node)] = list({**merged, **own}.values())
        return self.entries[id(node)]

    def _merged(self, key: Node, value: Node) -> dict[str, _Entry]:
        """The entries of what a ``<<`` names; of several, the first goes before the others."""
        merged: dict[str, _Entry] = {}
        for source in value.value if isinstance(value, SequenceNode) else [value]:
            if not isinstance(source, MappingNode) or id(source) in self.inside:
                self._refuse(key, "'<<' takes a mapping, or a list of mappings")
                continue
            entries = self._entries(source)
            self.merged += len(entries)
            if self.merged > MOST_VALUES:
                self._stop(key, TOO_MANY)
            merged = {entry.name: entry for entry in entries} | merged
        return merged

    def _is_name(self, key: Node) -> bool:
        """Whether a node may name an entry; says so if it may not."""
        name = _name(key) if isinstance(key, ScalarNode) else None
        if name is None:
            self._refuse(key, "a name is one word or a text in quotes")
        elif control := control_in(name):
            self._refuse(key, f"the name '{shown(name)}' holds the control character {control}; write visible letters")
        elif _is_padded(key):
            self._refuse(key, f"{odd_space(name)} stands here; write an ordinary space")
        else:
            return True
        return False

    def _is_half(self, node: MappingNode, place: int) -> bool:
        """Whether a name is the second half of a number with a comma, as in ``{reader: 0,5}``; says so if it is."""
        key, value = node.value[place]
        before = node.value[place - 1][1] if place else None
        if not (before and before.end_mark.index + 1 == key.start_mark.index and value.value == ""):
            return False
        if not all(HALF_DECIMAL.fullmatch(str(half.value)) for half in (before, key)):
            return False
        written = f"{before.value}.{key.value}"
        self._refuse(before, f"a comma stands between entries here; write a decimal number with a point, {written}")
        return True

    def _add(self, own: dict[str, _Entry], key: ScalarNode, value: Node) -> None:
        name = _name(key) or ""
        if name in own:
            line = own[name].key.start_mark.line + 1
            self._refuse(key, f"'{name}' stands here a second time; the first is on line {line}")
        else:
            own[name] = _Entry(name, key, value)

    def _scalar(self, node: ScalarNode) -> object:
        text, kind = node.value, node.tag.removeprefix("tag:yaml.org,2002:")
        if kind not in PLAIN:
            self._refuse(node, _tag_text(kind))
            return None
        if _is_padded(node):
            self._refuse(node, f"{odd_space(text)} stands here; write an ordinary space")
        read, called = PLAIN[kind]
        try:
            return read(text)
        except ValueError as error:
            self._refuse(node, str(error) if called == "number" else f"{text[:40]!a} is no {called}")
            return None


def _is_padded(node: Node) -> bool:
    """Whether a text without quotes begins or ends with what looks like a space and is none."""
    return isinstance(node, ScalarNode) and not node.style and bool(odd_space(node.value[:1] + node.value[-1:]))


def _tag_text(tag: str) -> str:
    hint = "; put a text that begins with ! in quotes" if tag.startswith("!") else ""
    return f"the tag '{tag}' has no meaning in a scenario{hint}"
