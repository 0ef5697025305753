"""Which share of a sweep a command simulates: as it is told, or as the job array it is part of says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from esnsim.errors import Mistake
from esnsim.experiments.design.share import MOST_SHARES, Share, read_share

SLURM = ("SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_MIN")
SLURM_MOST, SLURM_STEP = "SLURM_ARRAY_TASK_MAX", "SLURM_ARRAY_TASK_STEP"
AWS = ("AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE")
PLAIN = "write --share I/N to say which share of how many, or --share 1/1 for the whole"


class _Array(NamedTuple):
    """An array of jobs of Slurm, and which of them this is."""

    task: int
    tasks: int
    least: int
    most: int
    step: int

    @property
    def rank(self) -> int | None:
        """Which of the tasks, from 1; None if they are not evenly spaced, or this is the only one of a larger array."""
        even = self.most - self.least == (self.tasks - 1) * self.step
        return (self.task - self.least) // self.step + 1 if even and self.tasks > 1 else None

    def suits(self, share: Share) -> bool:
        """Whether a task of this number may simulate a share; some tasks of an array may be repeated by themselves."""
        if self.tasks == share.of:
            return share.number == self.rank or (self.rank is None and share.number in (self.task, self.task + 1))
        return self.tasks < share.of and share.number in (self.task, self.task + 1)


class ToldShare(NamedTuple):
    """A share, and who said so.

    Attributes:
        share: Which.
        source: Where it comes from, as it is told to people.
    """

    share: Share
    source: str


def share_told(option: str | None, surroundings: Mapping[str, str]) -> tuple[ToldShare | None, list[Mistake]]:
    """The share a command is to simulate, None for the whole, and what is wrong with what was said.

    Args:
        option: What the command line says, None if it says nothing.
        surroundings: Variables of the environment.
    """
    mistakes: list[Mistake] = []
    asked = _read_option(option, mistakes)
    slurm, batch = _slurm(surroundings, mistakes), _batch(surroundings, mistakes)
    if mistakes:
        return None, mistakes
    told = [ToldShare(asked, "--share")] if asked else []
    if batch:
        told.append(ToldShare(batch, " and ".join(AWS)))
    if slurm and not (told and slurm.suits(told[0].share)):
        if slurm.rank is None and not told:
            return None, [Mistake(SLURM[0], f"is {slurm.task}, which does not say of how many shares; {PLAIN}")]
        rank = Share(slurm.rank, slurm.tasks) if slurm.rank else Share(1, 1)
        told.append(ToldShare(rank, f"{SLURM[0]} {slurm.task} of {slurm.tasks:,} tasks"))
    if len({each.share for each in told}) > 1:
        said = ", ".join(f"{each.source} says {each.share}" for each in told)
        return None, [Mistake("--share", f"{said}; let them say the same, or unset the variables that are not meant")]
    return (told[0] if told else None), []


def check_share_count(shares: int | None, option: str | None, workers: int | str) -> list[Mistake]:
    """What is wrong with a number of shares to print a script for.

    Args:
        shares: The number, None if no script is asked for.
        option: The share the command line asks for, None if it asks for none.
        workers: Processes, or the address of a cluster.
    """
    if shares is None:
        return []
    mistakes = []
    if not 1 <= shares <= MOST_SHARES:
        mistakes.append(Mistake(f"--print-slurm {shares}", f"write a number of shares from 1 to {MOST_SHARES:,}"))
    if option is not None:
        mistakes.append(Mistake("--print-slurm", f"prints a script for all shares; leave out --share {option}"))
    if isinstance(workers, str):
        mistakes.append(Mistake("--print-slurm", f"prints a script without Dask; leave out --workers {workers}"))
    return mistakes


def _read_option(option: str | None, mistakes: list[Mistake]) -> Share | None:
    if option is None:
        return None
    try:
        return read_share(option)
    except ValueError as error:
        mistakes.append(Mistake(f"--share {option}", str(error)))
        return None


def _slurm(surroundings: Mapping[str, str], mistakes: list[Mistake]) -> _Array | None:
    if SLURM[0] not in surroundings:
        return None
    numbers = _numbers(SLURM, surroundings, mistakes)
    if numbers is None:
        return None
    task, count, least = numbers
    step = max(1, _number(surroundings.get(SLURM_STEP), 1))
    array = _Array(task, count, least, _number(surroundings.get(SLURM_MOST), least + (count - 1) * step), step)
    if not (array.least <= array.task <= array.most and 1 <= array.tasks <= array.most - array.least + 1):
        mistakes.append(Mistake(SLURM[0], f"is {array.task} among {array.tasks} tasks {array.least} to {array.most}"))
        return None
    return array


def _batch(surroundings: Mapping[str, str], mistakes: list[Mistake]) -> Share | None:
    if AWS[0] not in surroundings:
        return None
    numbers = _numbers(AWS, surroundings, mistakes)
    if numbers is None:
        return None
    index, size = numbers
    if not index < size:
        mistakes.append(Mistake(AWS[0], f"is {index} in an array of {size}, which are counted from 0"))
        return None
    return Share(index + 1, size)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() else otherwise


def _numbers(names: tuple[str, ...], surroundings: Mapping[str, str], mistakes: list[Mistake]) -> list[int] | None:
    """Whole numbers in variables; None, and what is wrong, if some are not there or are none."""
    wrong = [name for name in names if not surroundings.get(name, "").isdecimal()]
    for name in wrong:
        found = f"'{surroundings[name]}', no whole number" if name in surroundings else "not set"
        mistakes.append(Mistake(name, f"is {found}, though {names[0]} is set; {PLAIN}"))
    return None if wrong else [int(surroundings[name]) for name in names]
