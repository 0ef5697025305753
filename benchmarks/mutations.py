"""Inputs that somebody got wrong, thousands of them: each is understood, or refused in words, within its time.

``python -m benchmarks.mutations --count 12000`` changes scenarios, people and ties tables, networks, usage exports,
expressions and stores at random places, by seed, and tries each in a process with a bound of time and memory; commands
are given on stores with finished runs, and on usage exports. What ends otherwise is told by kind and seed: ``--only
tables --first 417 --count 1`` tries that again.
"""

from __future__ import annotations

import argparse
import gzip
import io
import multiprocessing
import random
import resource
import tempfile
import time
import traceback
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from multiprocessing.connection import Connection
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple

from esnsim.errors import EsnsimError
from esnsim.experiments.design.factors import read_factor
from esnsim.experiments.design.outcome import read_condition, read_outcome
from esnsim.experiments.design.plan import CommandOptions, load_plan
from esnsim.experiments.design.stopping import read_until
from esnsim.nearby import shipped
from esnsim.organisation import Import, read
from esnsim.scenario import load

SECONDS = 60.0
"""After which a case counts as one that hangs; a report takes four seconds, and five times as long when all is busy."""
CUT = 0.3
"""How often a text that may be cut off is."""
MEMORY = 3 * 1024**3
"""Bytes of address space of a process that tries cases."""
SMALL = "name: small\norganisation: {generate: {people: 60}}\nweeks: 4\nprogrammes: {none: [], p: [{kind: campaign}]}\n"
PEOPLE = "person_id,manager_id,department,site,country,level,age,tenure_years,joined,frontline\n" + "".join(
    f"{row},{row // 3 or ''},D{row % 4},S{row % 2},FR,{min(row, 3)},{20 + row},{row / 2},201{row % 9}-05-30,no\n"
    for row in range(1, 25)
)
TIES = "source,target,weight\n" + "".join(f"{row},{row % 7 + 1},{row % 3 + 1}\n" for row in range(1, 25))
PIECES = [
    *"\x00\x01\t\n\r\"'`,;:|{}[]()<>=%&*!?@#~^-+._/\\ 0123456789eE",
    "\u00a0", "\u200b", "\ufeff", "\u2028", "\x85", "é", "٣", "\ud800", "\U0001f600",
    "null", "true", "~", "nan", "inf", "-0", "1e3", "1e400", "9" * 400, "9" * 5000, "0x10", "1_000", "12:30:45",
    "<<", "&a", "*a", "!!", "!x", "---", "...", "%", "[[[[", "{a: ", "- ", "? ", ": ", "|", ">", "#",
    "2024-13-45", "9999-12-31", "0000-00-00", "week 0", "week 99999", "everybody", "not", "share: 2", "or", " as count",
    "@week9999", "@end", " per ", " vs baseline", "..", ":0:", " log", "narrower than", "sep=", "x" * 3000, "1,5",
]  # fmt: skip
EXPRESSIONS = [
    "contributor@week52", "posts@week2 per reader", "reader@end vs baseline", "posts@end as count",
    "contributor@week3 < 10%", "reader@end >= 0.5", "contributor@end narrower than 2%", "weeks=26,52",
    "initial.contributor=0.05:0.20:0.05", "behaviour.imitation=0.001..0.1 log", "programmes.p[0].dose=0.5",
    "organisation.people=80", "initial={reader: 0.4, contributor: 0.05}", "programmes.p.campaign.start=week 2",
    "programmes.p[0].audience='country: FR or DE, level_at_most: 2, lapsed, not unit: IT, share: 0.1'",
    "programmes.p[0].start={when: reader < 0.70, for: 4 weeks, not_before: week 2}", "x-y=1",
]  # fmt: skip


PAIRS = [(row, row % 7 + 1, row % 3 + 1) for row in range(1, 25)]
LABELLED = ",".join(str(row) for row in range(1, 25))
LISTED = "".join(f"{one} {two} {weight}\n" for one, two, weight in PAIRS)
NETWORKS = [
    "*Vertices 24\n" + "".join(f'{row} "{row}"\n' for row in range(1, 25)) + f"*Arcs\n{LISTED}",
    f"dl n=24 format=edgelist1\nlabels:\n{LABELLED}\ndata:\n{LISTED}",
    "graph [ directed 1\n"
    + "".join(f'node [ id {row} label "{row}" ]\n' for row in range(1, 25))
    + "".join(f"edge [ source {one} target {two} weight {weight} ]\n" for one, two, weight in PAIRS)
    + "]\n",
    '<graphml><graph edgedefault="directed">'
    + "".join(f'<node id="{row}"/>' for row in range(1, 25))
    + "".join(f'<edge source="{one}" target="{two}"/>' for one, two, _ in PAIRS)
    + "</graph></graphml>",
    '<gexf version="1.3"><graph><nodes>'
    + "".join(f'<node id="{row}" label="{row}"/>' for row in range(1, 25))
    + "</nodes><edges>"
    + "".join(f'<edge source="{one}" target="{two}" weight="{weight}"/>' for one, two, weight in PAIRS)
    + "</edges></graph></gexf>",
    f",{LABELLED}\n"
    + "".join(f"{row},{','.join(str((row * other) % 3) for other in range(1, 25))}\n" for row in range(1, 25)),
    LISTED,
]
SAMPLES = sorted((Path(__file__).parents[1] / "tests" / "usage" / "samples").iterdir())
BROKEN = 0.3
"""How often the bytes of an archive are changed, and not a file in it."""


class Failure(NamedTuple):
    """A case that ended badly.

    Attributes:
        kind: What was changed.
        seed: By which seed.
        what: How it ended.
    """

    kind: str
    seed: int
    what: str


def mutated(text: str, dice: random.Random) -> str:
    """The text with a few changes: pieces put in, taken out, doubled, swapped and cut off."""
    for _ in range(dice.choice((1, 1, 1, 2, 3, 8))):
        at, to = sorted(dice.randrange(len(text) + 1) for _ in range(2))
        to = min(to, at + dice.choice((1, 1, 4, 30, 400)))
        part, piece = text[at:to], dice.choice(PIECES)
        text = dice.choice(
            (
                text[:at] + piece + text[at:],
                text[:at] + piece + text[to:],
                text[:at] + text[to:],
                text[:to] + part + text[to:],
                text[:at] + part[::-1] + text[to:],
                text[:at] if dice.random() < CUT else text,
            )
        )
    return text


def scenarios(dice: random.Random, folder: Path) -> None:
    """A scenario that comes with esnsim, or a small one with words put in at values."""
    texts = [SMALL, *(path.read_text(encoding="utf-8") for path in shipped().values())]
    path = folder / "mutated.yaml"
    path.write_bytes(mutated(dice.choice(texts), dice).encode("utf-8", "surrogatepass"))
    load(path)


def tables(dice: random.Random, folder: Path) -> None:
    """A file of people or of ties, or what is said about them."""
    people, ties = PEOPLE, TIES
    if dice.random() < 0.6:
        people = mutated(people, dice)
    else:
        ties = mutated(ties, dice)
    encoding = dice.choice(("utf-8", "utf-8", "utf-8", "utf-16", "latin-1"))
    for name, text in (("people.csv", people), ("ties.csv", ties)):
        folder.joinpath(name).write_bytes(text.encode(encoding, "replace"))
    said = dice.choice(("auto", "auto", "auto", mutated("utf-8", dice)))
    read(Import(people=Path("people.csv"), ties=Path("ties.csv"), encoding=said), folder)


def networks(dice: random.Random, folder: Path) -> None:
    """Ties in a format of network programs."""
    folder.joinpath("people.csv").write_text(PEOPLE)
    text = mutated(dice.choice(NETWORKS), dice)
    folder.joinpath("ties.txt").write_bytes(text.encode(errors="surrogatepass"))
    read(Import(people="people.csv", ties="ties.txt"), folder)


def usage(dice: random.Random, folder: Path) -> None:
    """A usage export; what is refused leaves nothing behind."""
    from esnsim.cli import main as esnsim  # noqa: PLC0415 - takes a while, and others do without

    sample = dice.choice(SAMPLES)
    out, file = folder / "assessed", folder / f"export{''.join(sample.suffixes)}"
    file.write_bytes(_mutated_export(sample, dice))
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            esnsim(("assess", str(file), "--out", str(out), "--key", str(folder / "a.key"), "--quiet"))
        except SystemExit as end:
            if (end.code and not said.getvalue().strip()) or "Traceback" in said.getvalue():
                raise RuntimeError(f"status {end.code}: {said.getvalue()[-300:]}") from None
            if end.code and out.exists():
                raise RuntimeError(f"status {end.code}, and something was written") from None
        finally:
            rmtree(out, ignore_errors=True)
            file.unlink()


def _mutated_export(sample: Path, dice: random.Random) -> bytes:
    """A sample with a few changes: in its text, in one file of an archive, or anywhere in the bytes."""
    content = sample.read_bytes()
    if sample.suffix == ".gz":
        return gzip.compress(_mutated_bytes(gzip.decompress(content), dice))
    if sample.suffix != ".zip":
        return _mutated_bytes(content, dice)
    if dice.random() < BROKEN:
        at = dice.randrange(len(content))
        return content[:at] + dice.randbytes(dice.choice((0, 1, 4))) + content[at + dice.choice((0, 1, 4)) :]
    stream = io.BytesIO()
    with zipfile.ZipFile(sample) as archive, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as changed:
        names = archive.namelist()
        which = dice.choice(names)
        for name in names:
            inside = archive.read(name)
            changed.writestr(name, _mutated_bytes(inside, dice) if name == which else inside)
    return stream.getvalue()


def _mutated_bytes(content: bytes, dice: random.Random) -> bytes:
    return mutated(content.decode(errors="surrogateescape"), dice).encode(errors="surrogatepass")


def expressions(dice: random.Random, folder: Path) -> None:
    """What stands behind an option: outcomes, conditions, rules, factors and changes."""
    path = folder / "small.yaml"
    if not path.exists():
        path.write_text(SMALL, encoding="utf-8")
    text = mutated(dice.choice(EXPRESSIONS), dice)
    for understand in (read_outcome, read_condition, read_factor, read_until):
        try:
            understand(text)
        except ValueError as error:
            # The command line puts these words behind the option.
            if not str(error) or type(error) is not ValueError:
                raise
    dice.choice((lambda: load(path, [text]), lambda: load_plan(path, CommandOptions(vary=(text,)))))()


def stores(dice: random.Random, folder: Path) -> None:
    """A file of runs with bytes changed, or cut off."""
    from esnsim.experiments.results.sweep_result import read_sweep  # noqa: PLC0415 - pandas is heavy
    from esnsim.experiments.store.maintenance import verify  # noqa: PLC0415
    from esnsim.experiments.store.store import Store  # noqa: PLC0415

    whole, path = folder / "whole.sqlite", folder / "runs.sqlite"
    if not whole.exists():
        with Store(whole):
            pass
    raw = bytearray(whole.read_bytes())
    for _ in range(dice.choice((1, 4, 60))):
        raw[dice.randrange(len(raw))] = dice.randrange(256)
    path.write_bytes(raw[: dice.choice((len(raw), len(raw), dice.randrange(len(raw))))])
    with Store(path, reading=True) as store:
        verify(store)
    with read_sweep(path) as sweep:
        sweep.table()


COMMANDS = (
    *[("best", "runs.sqlite")] * 4,
    *[("store", "ls", "runs.sqlite")] * 4,
    *[("store", "verify", "runs.sqlite")] * 4,
    *[("store", "export", "runs.sqlite", "out.csv")] * 4,
    *[("store", "show", "runs.sqlite")] * 4,
    *[("store", "show", "runs.sqlite", "0")] * 2,
    *[("watch", "runs.sqlite", "--once")] * 4,
    ("report", "runs.sqlite", "--format", "md", "--out", "out"),
)
"""What people do with a store; a report takes a hundred times as long as the others."""


def commands(dice: random.Random, folder: Path) -> None:
    """A command on a store with finished runs whose bytes were changed."""
    from benchmarks.filled_stores import damaged, fill  # noqa: PLC0415
    from esnsim.cli import main as esnsim  # noqa: PLC0415

    whole = folder / "filled.sqlite"
    if not whole.exists():
        fill(whole)
    folder.joinpath("runs.sqlite").write_bytes(damaged(whole.read_bytes(), dice))
    said = io.StringIO()
    with chdir(folder), redirect_stdout(said), redirect_stderr(said):
        try:
            esnsim(dice.choice(COMMANDS))
        except SystemExit as end:
            if (end.code and not said.getvalue().strip()) or "Traceback" in said.getvalue():
                raise RuntimeError(f"status {end.code}: {said.getvalue()[-300:]}") from None


KINDS: dict[str, Callable[[random.Random, Path], None]] = {
    "scenarios": scenarios,
    "tables": tables,
    "networks": networks,
    "usage": usage,
    "expressions": expressions,
    "stores": stores,
    "commands": commands,
}


def tried(kind: str, seed: int, folder: Path) -> str:
    """How a case ended: empty if it was understood or refused in words, else what went wrong and where."""
    try:
        KINDS[kind](random.Random(f"{kind} {seed}"), folder)  # noqa: S311 - nothing is kept secret
    except EsnsimError as error:
        return "" if str(error).strip() else "refused without a word"
    except Exception as error:  # noqa: BLE001 - whatever else happens is what is looked for
        last = [frame for frame in traceback.extract_tb(error.__traceback__) if "esnsim" in frame.filename][-1:]
        where = "".join(f" in {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in last)
        return f"{type(error).__name__}: {str(error)[:100]!a}{where}"
    return ""


def _work(pipe: Connection) -> None:
    """Try cases as they are named, in a folder that is thrown away."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("error")
    with tempfile.TemporaryDirectory() as folder:
        while (case := pipe.recv()) is not None:
            pipe.send(tried(*case, Path(folder)))


class Worker:
    """A process that tries cases, and is replaced by another one when it hangs or dies."""

    def __init__(self) -> None:
        """Start it."""
        context = multiprocessing.get_context("spawn")
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=_work, args=(other,), daemon=True)
        self.process.start()
        other.close()

    def ask(self, kind: str, seed: int, seconds: float) -> str | None:
        """How a case ended, None if there is no answer."""
        try:
            self.pipe.send((kind, seed))
            return self.pipe.recv() if self.pipe.poll(seconds) else None
        except (EOFError, OSError):
            return None

    def stop(self) -> None:
        """End it, whatever it is at."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def failures(cases: Iterator[tuple[str, int]], seconds: float = SECONDS) -> Iterator[Failure]:
    """Every case that ends badly: otherwise than in words, too late, or with its process.

    Args:
        cases: Kinds and seeds.
        seconds: Time of each.
    """
    worker, fresh = Worker(), True
    try:
        for kind, seed in cases:
            # A process that has just begun still has to import everything.
            what = worker.ask(kind, seed, seconds + 120.0 * fresh)
            fresh = what is None
            if what is None:
                died = not worker.process.is_alive()
                worker.stop()
                worker = Worker()
                what = "the process died" if died else f"no end within {seconds:g} s"
            if what:
                yield Failure(kind, seed, what)
    finally:
        worker.stop()


def cases(count: int, first: int, kinds: list[str]) -> Iterator[tuple[str, int]]:
    """So many cases, in turn of each kind."""
    for seed in range(first, first + count):
        yield kinds[seed % len(kinds)], seed


def main() -> None:
    """Try them, and tell what ended badly; the status is 1 if anything did."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("--count", type=int, default=12_000)
    reader.add_argument("--first", type=int, default=0)
    reader.add_argument("--only", choices=sorted(KINDS))
    asked = reader.parse_args()
    began, found = time.monotonic(), 0
    for failure in failures(cases(asked.count, asked.first, [asked.only] if asked.only else list(KINDS))):
        found += 1
        print(f"{failure.kind} {failure.seed}: {failure.what}", flush=True)
    print(f"{asked.count:,} cases, {found:,} ended badly, {time.monotonic() - began:,.0f} s")
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
