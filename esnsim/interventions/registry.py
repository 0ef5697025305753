"""Which kinds of intervention there are: those of esnsim, those registered from Python, those of installed plug-ins.

A package offers a kind by an entry point of the group ``esnsim.interventions``, whose name is best the kind's word and
whose value is the class::

    [project.entry-points."esnsim.interventions"]
    lunches = "our_package.lunches:Lunches"

Plug-ins are looked for once, when a scenario is first read. One that cannot be loaded is told to whoever asks for its
kind, and to nobody else.
"""

from __future__ import annotations

import hashlib
import inspect
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint, entry_points
from typing import TypeVar, get_args

from esnsim.compilation import syntax_digest
from esnsim.errors import EsnsimError, PluginError
from esnsim.interventions.kind import Kind
from esnsim.interventions.kinds import KINDS

GROUP = "esnsim.interventions"
"""The entry-point group that plug-ins stand in."""
K = TypeVar("K", bound=type[Kind])


def kind_word(kind: type[Kind]) -> str:
    """The word a kind of intervention is written as."""
    return str(get_args(kind.model_fields["kind"].annotation)[0])


class Registry:
    """Kinds by their words.

    Attributes:
        known: Every kind that a scenario may use.
        broken: Why a plug-in could not be loaded, by the word it stands under.
    """

    def __init__(self) -> None:
        """The kinds that come with esnsim."""
        self.known: dict[str, type[Kind]] = {kind_word(kind): kind for kind in KINDS}
        self.broken: dict[str, str] = {}
        self._listeners: list[Callable[[], None]] = []
        self._looked = False

    def kinds(self) -> dict[str, type[Kind]]:
        """Every kind by its word, plug-ins included."""
        if not self._looked:
            self._looked = True
            for found in sorted(entry_points(group=GROUP), key=lambda each: each.name):
                self._load(found)
        return self.known

    def add(self, kind: type[Kind]) -> None:
        """Let scenarios use a kind; one that was added before under the same name of class is replaced.

        Raises:
            PluginError: With everything that is wrong with it.
        """
        wrong = _faults(kind) or self._clash(kind)
        if wrong:
            raise PluginError(f"{_place(kind)}: {'; '.join(wrong)}")
        self.known[kind_word(kind)] = kind
        for listener in self._listeners:
            listener()

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call this whenever a kind is added, for whoever has made something of all kinds."""
        self._listeners.append(listener)

    def _load(self, found: EntryPoint) -> None:
        """Take a plug-in, or keep why it cannot be taken: others do not suffer from it."""
        try:
            self.add(found.load())
        except Exception as error:  # noqa: BLE001 - whatever a plug-in's own code raises
            package = f" of {found.dist.name} {found.dist.version}" if found.dist else ""
            self.broken[found.name] = f"plug-in {found.value}{package}: {type(error).__name__}: {error}"

    def _clash(self, kind: type[Kind]) -> list[str]:
        """What is wrong about its word, beside others."""
        before = self.known.get(kind_word(kind))
        same = before is not None and (before.__module__, before.__qualname__) == (kind.__module__, kind.__qualname__)
        if before is None or (same and not is_built_in(before)):
            return []
        return [f"'{kind_word(kind)}' is taken by {_place(before)}; choose another word"]


_REGISTRY = Registry()


def register(kind: K) -> K:
    """Let scenario files use a kind of intervention; also as a decorator of its class.

    The class has to be importable by worker processes: write it in a module, or run with one worker.

    Args:
        kind: A subclass of `Kind` with a literal ``kind``, a ``meaning`` and a ``source``.

    Returns:
        The class itself.

    Raises:
        PluginError: If it is no such class, or its word is taken.
    """
    _REGISTRY.add(kind)
    return kind


def kinds() -> dict[str, type[Kind]]:
    """Every kind that scenarios may use, by its word: those of esnsim first, then plug-ins."""
    return _REGISTRY.kinds()


def broken_plugins() -> dict[str, str]:
    """Why plug-ins could not be loaded, by the word of their entry point."""
    kinds()
    return _REGISTRY.broken


def on_change(listener: Callable[[], None]) -> None:
    """Call this whenever a kind is added."""
    _REGISTRY.on_change(listener)


def is_built_in(kind: type[Kind]) -> bool:
    """Whether a kind comes with esnsim."""
    return kind.__module__.startswith("esnsim.")


def code_digest(kind: type[Kind]) -> str:
    """Digest of the code of a kind that does not come with esnsim, so that changed code never takes old runs.

    Empty for kinds of esnsim, which the digest of the rules covers. The whole module counts, without comments and
    docstrings; where it has no file, the code of the methods.
    """
    if is_built_in(kind):
        return ""
    module = inspect.getmodule(kind)
    try:
        return syntax_digest(inspect.getsource(module).encode()) if module else _code_of(kind)
    except (OSError, TypeError):
        return _code_of(kind)


@contextmanager
def named_if_it_fails(each: Kind) -> Iterator[None]:
    """Let an error in the code of a plug-in name it, and the line where it happened.

    Raises:
        PluginError: For anything that a kind from elsewhere raises.
    """
    try:
        yield
    except EsnsimError:
        raise
    except Exception as error:
        if is_built_in(type(each)):
            raise
        file = getattr(inspect.getmodule(type(each)), "__file__", None)
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
        where = f"{_place(type(each))}, line {lines[-1]}" if lines else _place(type(each))
        raise PluginError(f"intervention '{each.kind}' ({where}): {type(error).__name__}: {error}") from error


def _code_of(kind: type[Kind]) -> str:
    """Digest of a class that was typed in."""
    methods = [value for _, value in sorted(vars(kind).items()) if inspect.isfunction(value)]
    codes = [(method.__name__, method.__code__.co_code, repr(method.__code__.co_consts)) for method in methods]
    return hashlib.sha256(repr(codes).encode()).hexdigest()[:16]


def _place(kind: object) -> str:
    """A class as messages name it."""
    return f"{getattr(kind, '__module__', '?')}.{getattr(kind, '__qualname__', kind)}"


def _faults(kind: object) -> list[str]:
    """What a class lacks to be a kind."""
    if not (isinstance(kind, type) and issubclass(kind, Kind)):
        return ["is no subclass of esnsim.interventions.Kind"]
    faults = []
    words = get_args(kind.model_fields["kind"].annotation)
    if len(words) != 1 or not isinstance(words[0], str) or not words[0].isidentifier() or not words[0].islower():
        faults.append("has no word; write kind: Literal['lunches'] = 'lunches', in small letters")
    if not kind.meaning:
        faults.append("says no meaning; write meaning: ClassVar[str], one sentence")
    if missing := sorted(getattr(kind, "__abstractmethods__", ())):
        faults.append(f"has no {' and no '.join(missing)}")
    return faults
