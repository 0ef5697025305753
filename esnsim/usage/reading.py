"""Usage files recognised and read: several of one kind make one record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path

from esnsim.usage.files.container import Container, Packing
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.formats.registry import USAGE_FORMATS
from esnsim.usage.parsing.format import FileHead, SaidOfFiles, UsageFormat, file_head
from esnsim.usage.record import UsageRecord

Watch = Callable[[int, int], None]
"""Hears how many of how many bytes have been read."""
MOST_COLUMNS = 8
"""Columns of a file that is not known which a message repeats."""
NOT_KNOWN = (
    "is no usage file of a kind that is known; known are: {known}. A table of your own is read if it has a row a "
    "week (week, accounts, readers, contributors, posts, replies; a single count, such as readers, beside nothing but "
    "the week) or a row a message (sender, community, time)"
)


def recognised(container: Container) -> UsageFormat | None:
    """What kind of usage file something is; None if none is known. Notes on it by what it was recognised.

    Args:
        container: The file.

    Raises:
        UsageFileError: it is empty, damaged or not safe to read.
    """
    head = file_head(container)
    for each in USAGE_FORMATS:
        if why := each.recognise(head):
            container.why = why
            return each
    container.findings.refuse(container.name, f"{_looks(head)}{NOT_KNOWN.format(known=_known())}")
    return None


def _known() -> str:
    return "; ".join(each.title for each in USAGE_FORMATS)


def _looks(head: FileHead) -> str:
    """What a file that is not known looks like."""
    if head.header is not None and len(head.header.names) > 1:
        names = ", ".join(head.header.names[:MOST_COLUMNS])
        return f"has the columns {names}{', ...' if len(head.header.names) > MOST_COLUMNS else ''}, and "
    if head.packing in (Packing.ZIP, Packing.TAR):
        return f"is an archive of {', '.join(sorted(head.names)[:3])}, and "
    return ""


def read_usage(
    paths: Sequence[Path],
    asked: SaidOfFiles,
    findings: UsageFindings,
    watch: Watch = lambda done, total: None,  # noqa: ARG005
) -> UsageRecord:
    """Read usage files of one kind.

    Args:
        paths: Where they are.
        asked: What was said of them.
        findings: Takes what is noticed.
        watch: Hears how far it is.

    Raises:
        UsageFileError: something cannot be read or understood; names every such thing.
    """
    containers = [Container(path, findings) for path in dict.fromkeys(paths)]
    kinds = [recognised(each) for each in containers]
    findings.check()
    chosen = _one_kind(containers, [each for each in kinds if each is not None], findings)
    _follow(containers, watch)
    record = UsageRecord(chosen.word, chosen.title, chosen.product, unseen=list(chosen.unseen))
    chosen.read(containers, record, asked, findings)
    findings.check()
    findings.files += [f"{each.name}: {each.title} ({each.why})" for each in record.files]
    return record


def _one_kind(containers: Sequence[Container], kinds: Sequence[UsageFormat], findings: UsageFindings) -> UsageFormat:
    """The kind that all files are of."""
    if len({each.word for each in kinds}) > 1:
        told = "; ".join(f"{each.name} is a {kind.title}" for each, kind in zip(containers, kinds, strict=True))
        findings.stop("files", f"are of several kinds, which count different things: {told}; assess one kind at a time")
    return kinds[0]


def _follow(containers: Sequence[Container], watch: Watch) -> None:
    """Let every file tell how far it is in all of them."""
    total = sum(each.size for each in containers)
    for each, after in zip(containers, accumulate(each.size for each in containers), strict=True):
        each.tell = _Telling(after - each.size, total, watch)


class _Telling:
    """Tells how far one file is within all of them."""

    def __init__(self, before: int, total: int, watch: Watch) -> None:
        self.before, self.total, self.watch = before, total, watch

    def __call__(self, place: int) -> None:
        self.watch(min(self.before + place, self.total), self.total)
