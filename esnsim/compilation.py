"""What knows Numba, beside ``compiled_parts`` and two of ``state``: ``@compiled`` makes machine code of a function.

Numba's disk cache looks only at the file a function stands in, so an edited rule would leave a stale day loop
behind, and at its place and lines, so that a comment would compile all rules anew. Compiled code is therefore kept in a
folder named after a hash of the syntax of all rules, inside the user's own cache directory (never a shared one: cache
files are executable), and folders of older rules are pruned.

Set ``ESNSIM_COMPILED=0`` to run everything as plain Python: the same bits, some two hundred times slower, for
coverage, for readable tracebacks and as a third driver in tests.
"""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache, cached_property, update_wrapper
from pathlib import Path
from threading import RLock
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

COMPILED = os.environ.get("ESNSIM_COMPILED", "1") != "0"
KEPT_CACHES = 6


ABOVE = (
    "cli",
    "web",
    "report",
    "odd",
    "evidence",
    "analysis",
    "experiments",
    "agents",
    "ensemble",
    "usage",
    "atomic_file.py",
    "__init__.py",
    "__main__.py",
)
"""Parts that stand above the simulation and cannot change a run; whatever else there is counts."""


@cache
def rules_digest() -> str:
    """Digest of what the simulation and all it stands on mean to Python: which rules produced a result."""
    return digest_of_rules(Path(__file__).parent)


def digest_of_rules(package: Path) -> str:
    """The same for a package in this folder: comments, docstrings and line breaks change nothing.

    Parsing takes half a second, so what was parsed once is remembered by the bytes of the files.
    """
    files = [path for path in sorted(package.rglob("*.py")) if _is_rule(path, package)]
    texts = {path.relative_to(package).as_posix(): path.read_bytes() for path in files}
    text_digest = _digest(part for place, text in texts.items() for part in (place.encode(), text))
    known = cache_folder() / "digests" / text_digest
    with suppress(OSError):
        return known.read_text(encoding="ascii")
    meaning = _digest(part.encode() for place, text in texts.items() for part in (place, syntax(text)))
    with suppress(OSError):
        known.parent.mkdir(parents=True, exist_ok=True)
        # Whole at once: another process may be reading it.
        scratch = known.with_name(f"{text_digest}.{os.getpid()}")
        scratch.write_text(meaning, encoding="ascii")
        scratch.replace(known)
    return meaning


def _is_rule(path: Path, package: Path) -> bool:
    """Whether a file can change a run."""
    return path.is_relative_to(package) and path.relative_to(package).parts[0] not in ABOVE


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()[:16]


def syntax(text: bytes) -> str:
    """The syntax tree of a Python file without comments, docstrings and positions, as text.

    Empty fields are left out, so that every version of Python writes the same.
    """
    return _syntax(ast.parse(text))


def syntax_digest(text: bytes) -> str:
    """Digest of a Python file that comments, docstrings and line breaks do not change."""
    return _digest([syntax(text).encode()])


def _syntax(node: object) -> str:
    """One node of the tree; a text by itself is a docstring, of a module, a class, a function or a field."""
    if isinstance(node, list):
        return f"[{','.join(_syntax(each) for each in node)}]"
    if not isinstance(node, ast.AST):
        return repr(node)
    written = [f"{name}={_syntax(value)}" for name, value in _fields(node) if value is not None and value != []]
    return f"{type(node).__name__}({','.join(written)})"


def _fields(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Fields of a node, without the docstrings in them."""
    for name in node._fields:
        value = getattr(node, name, None)
        yield name, [each for each in value if not _is_docstring(each)] if isinstance(value, list) else value


def _is_docstring(node: object) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def cache_folder() -> Path:
    """Folder of the user's that may be deleted at any time; ``ESNSIM_CACHE`` overrides it.

    Where it cannot be written, as in a home that is read-only, it is a folder of the user's among temporary files.
    """
    return _writable(_usual_folder())


def _usual_folder() -> Path:
    if chosen := os.environ.get("ESNSIM_CACHE"):
        return Path(chosen)
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() stops where nobody knows of a home
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME", home / ".cache"))
    return base / "esnsim"


@cache
def _writable(folder: Path) -> Path:
    """The folder, or one to take instead, which is told once and handed on to processes started from here."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK | os.X_OK):
            return folder
        reason = "it may not be written to"
    except OSError as error:
        reason = error.strerror or str(error)
    try:
        instead = _temporary_folder()
    except OSError:
        instead, what = folder, "nothing is kept, and everything is compiled anew each time"
    else:
        what = f"{instead} is taken for now"
        os.environ["ESNSIM_CACHE"] = str(instead)
    if sys.stderr is not None:
        hint = "set ESNSIM_CACHE to a folder that can be written"
        sys.stderr.write(f"esnsim: compiled code cannot be kept in {folder} ({reason}); {what}; {hint}\n")
    return instead


def _temporary_folder() -> Path:
    """A folder among temporary files that nobody but this user can write to, because code in it is executed.

    Raises:
        OSError: If there is no place for temporary files.
    """
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"esnsim-{user}"
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    there = folder.lstat()
    mine = stat.S_ISDIR(there.st_mode) and there.st_uid == user and not there.st_mode & 0o022
    return folder if mine or os.name == "nt" else Path(tempfile.mkdtemp(prefix="esnsim-"))


@cache
def compiled_folder() -> Path:
    """Where code compiled from these rules is kept; folders of the rules used longest ago are pruned."""
    kept = cache_folder() / "compiled"
    mine = kept / rules_digest()
    # A home that cannot be written: Numba says so.
    with suppress(OSError):
        mine.mkdir(parents=True, exist_ok=True)
        os.utime(mine)
        by_age = sorted(kept.iterdir(), key=lambda folder: folder.stat().st_mtime)
        for old in by_age[:-KEPT_CACHES]:
            shutil.rmtree(old, ignore_errors=True)
    return mine


class RulesLocator:
    """Tells Numba where a function's machine code is kept, and that it stays valid as long as the rules do.

    Numba's own locators ask for the place, the lines and the bytes of the source file, so that a comment that moves, or
    a second copy of the package, would compile everything anew.
    """

    def __init__(self, file: str) -> None:
        """Find the place and the stamp of the functions in a source file."""
        path = Path(file).resolve()
        package = Path(__file__).resolve().parent
        if _is_rule(path, package):
            self._place, self._stamp = path.parent.name, rules_digest()
        else:
            self._place = f"{path.parent.name}_{_digest([str(path.parent).encode()])}"
            self._stamp = f"{rules_digest()} {_digest([path.read_bytes()])}"

    @classmethod
    def from_function(cls, py_func: Callable[..., object], py_file: str) -> RulesLocator:
        """A locator for a function in a file; the names of the arguments are Numba's."""
        del py_func
        locator = cls(py_file)
        locator.ensure_cache_path()
        return locator

    def ensure_cache_path(self) -> None:
        """Make the folder."""
        compiled_folder().joinpath(self._place).mkdir(parents=True, exist_ok=True)

    def get_cache_path(self) -> str:
        """The folder of the package that the function stands in."""
        return str(compiled_folder() / self._place)

    def get_source_stamp(self) -> str:
        """What the code belongs to: the rules as a whole and, for a function that is none of them, its file."""
        return self._stamp

    def get_disambiguator(self) -> str:
        """What tells functions of one name and file apart: there are none."""
        return self._place


def _njit(function: Callable[P, R], **options: object) -> Callable[P, R]:
    """Numba's compiler with the options that all rules share, and our place for what it made."""
    import numba  # noqa: PLC0415 - Numba costs 0.4 s; whatever simulates nothing does without

    _tell_numba()

    # The locator is ours for our functions alone: other packages in this process keep theirs.
    usual = numba.config.CACHE_LOCATOR_CLASSES  # type: ignore[attr-defined]
    numba.config.CACHE_LOCATOR_CLASSES = f"{__name__}.{RulesLocator.__name__}"  # type: ignore[attr-defined]
    try:
        njit: Any = numba.njit
        result: Callable[P, R] = njit(nogil=True, error_model="numpy", **options)(function)
    finally:
        numba.config.CACHE_LOCATOR_CLASSES = usual  # type: ignore[attr-defined]
    return result


def _from_python(function: Callable[P, R]) -> Callable[P, R]:
    """Machine code that Python can call, kept on disk."""
    return _njit(function, cache=cache_folder().is_dir())


def _part(function: Callable[P, R], *, forceinline: bool) -> Callable[P, R]:
    """A part of the machine code of whatever calls it."""
    from esnsim.compiled_parts import PartCompiler  # noqa: PLC0415

    compiler, ways_in = PartCompiler, {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return _njit(function, forceinline=forceinline, pipeline_class=compiler, **ways_in)


class CompiledFunction(Generic[P, R]):
    """A function that is compiled as a part of what calls it, and by itself when Python calls it.

    A way in from Python takes longer to compile than most functions themselves, as it takes apart every argument, and
    Numba would make two for each function. Those that only machine code calls have none, and are kept on disk within
    what calls them.

    Attributes:
        py_func: The function itself.
    """

    def __init__(self, function: Callable[P, R], *, forceinline: bool) -> None:
        """Compile nothing yet, and do not even import what compiles."""
        self.py_func, self._forceinline = function, forceinline
        update_wrapper(self, function)

    @cached_property
    def part(self) -> Any:  # noqa: ANN401 - Numba's
        """What Numba compiles where machine code calls it."""
        return _part(self.py_func, forceinline=self._forceinline)

    @cached_property
    def by_itself(self) -> Any:  # noqa: ANN401 - Numba's
        """What Numba compiles where Python calls it."""
        return _from_python(self.py_func)

    def __call__(self, *arguments: P.args, **named: P.kwargs) -> R:
        """Call it from Python."""
        result: R = self.by_itself(*arguments, **named)
        return result

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - Numba's
        """Whatever else Numba knows of what Python calls."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.by_itself, name)


_UNTOLD: list[Callable[[], None]] = []
_TELLING = RLock()


def before_compiling(tell: Callable[[], None]) -> Callable[[], None]:
    """Have Numba told something before it compiles anything or reads machine code from disk; never if it does neither.

    Args:
        tell: Tells it, and may import it.
    """
    if COMPILED:
        _UNTOLD.append(tell)
    return tell


def _tell_numba() -> None:
    """Tell Numba all that it has not been told yet, before another thread asks it for anything."""
    with _TELLING:
        while _UNTOLD:
            _UNTOLD[0]()
            del _UNTOLD[0]


@before_compiling
def _register_parts() -> None:
    """Tell Numba what a `CompiledFunction` is in machine code."""
    from esnsim.compiled_parts import register_parts  # noqa: PLC0415

    register_parts(CompiledFunction)


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile to machine code on first call; with ``ESNSIM_COMPILED=0`` leave as it is.

    No fast-math and no parallel reductions: the same bits as plain Python are part of the contract. Division by
    zero follows IEEE rules in compiled code, so rules must not divide by what may be zero.
    """
    return CompiledFunction(function, forceinline=False) if COMPILED else function


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """Compile as part of its callers, so that loops around it can be vectorised.

    LLVM does not inline a function as long as the random generator by itself, and a loop with a call in it runs one
    person at a time (measured: 4.8 against 0.7 ns a draw).
    """
    return CompiledFunction(function, forceinline=True) if COMPILED else function


def plain(function: Callable[P, R]) -> Callable[P, R]:
    """The Python function that a compiled one was made of, for whoever asks a rule now and then."""
    result: Callable[P, R] = getattr(function, "py_func", function)
    return result


class CompiledEntry(Generic[P, R]):
    """A compiled function that Python enters every day with the same kinds of arguments.

    Numba looks at the types of all arguments at every call, which takes longer than a day of a small organisation where
    tables are among them. Here they are looked at once for each combination of classes among the members of the first
    argument, a named tuple; arrays of one member have one type wherever they come from.

    Attributes:
        py_func: The function itself.
    """

    def __init__(self, function: Callable[P, R]) -> None:
        """Compile nothing yet."""
        self.py_func = function
        self._forms: dict[tuple[type, ...], Callable[..., R]] = {}
        update_wrapper(self, function)

    @cached_property
    def _compiler(self) -> Any:  # noqa: ANN401 - Numba's
        return _from_python(self.py_func)

    def __call__(self, *arguments: P.args, **named: P.kwargs) -> R:
        """Do it; positional arguments only."""
        return self.form(*arguments, **named)(*arguments)

    def form(self, *arguments: P.args, **named: P.kwargs) -> Callable[..., R]:
        """The machine code for arguments like these, compiled or read from disk if it is not there yet.

        Raises:
            TypeError: If an argument is given by name.
        """
        if named:
            raise TypeError(f"{self.py_func.__name__} takes no arguments by name")
        members: Any = arguments[0]
        kind = tuple(map(type, members))
        if kind not in self._forms:
            self._forms[kind] = self._compiler.compile(tuple(map(self._compiler.typeof_pyval, arguments)))
        return self._forms[kind]

    @property
    def kept(self) -> int:
        """How many forms there is machine code of, in this process or on disk, for whichever processor."""
        folder = Path(RulesLocator(self.py_func.__code__.co_filename).get_cache_path())
        return max(len(self._forms), len(list(folder.glob(f"*.{self.py_func.__qualname__}-*.nbc"))))

    @property
    def signatures(self) -> list[object]:
        """The types it has been compiled for."""
        return list(self._compiler.signatures)


def entered(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that Python enters every day; see `CompiledEntry`. Other compiled functions cannot call it."""
    return CompiledEntry(function) if COMPILED else function


def is_kept(function: Callable[P, R], forms: int = 1) -> bool:
    """Whether machine code of a function that is `entered` is there, or none is wanted.

    Args:
        function: The function.
        forms: For how many combinations of classes.
    """
    return not isinstance(function, CompiledEntry) or function.kept >= forms


def form_of(function: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> Callable[..., R]:
    """The machine code of a function that is `entered`, for whoever calls row by row; in plain Python itself."""
    return function.form(*arguments, **named) if isinstance(function, CompiledEntry) else function
