"""What an assessment is held against, what holds use back, and what the files cannot say."""

from __future__ import annotations

from pathlib import Path

from esnsim.names import shown
from esnsim.usage.assessing.assessment import Assessment
from esnsim.usage.assessing.benchmarks import SOURCES, Benchmark
from esnsim.usage.assessing.bottleneck import MEANINGS
from esnsim.usage.writing.headline import bottleneck_line
from esnsim.usage.writing.section import UNKNOWN_CELL, UsageSection, UsageTable, percents, window_words


def benchmarks_section(found: Assessment) -> UsageSection:
    """Beside what is usual elsewhere."""
    rows = [_benchmark_row(each) for each in found.benchmarks]
    text = [
        "Networks elsewhere are measured in other ways, and chose to be measured: read 'usual' as an orientation.",
    ]
    head = ["measure", "verdict", "source", "what is different there", "here", "usual"]
    aside = ("what is different there", "source")
    table = UsageTable("Beside other networks.", head, rows, words=4, aside=aside)
    told = " ".join(each.usual.source for each in found.benchmarks)
    sources = [(name, words) for name, words in SOURCES.items() if name in told]
    return UsageSection("benchmarks", "How does it compare?", text, [table], sources)


def _benchmark_row(found: Benchmark) -> list[str]:
    usual = found.usual
    write = percents if usual.is_share else _plain_number
    value = f"{'at least ' if found.at_least and found.value is not None else ''}{write(found.value)}"
    return [
        usual.measure,
        found.verdict,
        usual.source,
        usual.caution,
        value,
        f"{write(usual.low)} to {write(usual.high)}",
    ]


def _plain_number(value: float | None) -> str:
    return UNKNOWN_CELL if value is None else f"{value:.2f}"


def bottleneck_section(found: Assessment) -> UsageSection:
    """What holds use back."""
    rows = [
        [
            each.reason.value,
            MEANINGS[each.reason],
            each.evidence.words if each.evidence else f"unknown; needs {each.missing}",
            percents(each.evidence.gap) if each.evidence else UNKNOWN_CELL,
        ]
        for each in found.bottleneck.suspects
    ]
    text = [
        bottleneck_line(found),
        "Counts say what people do and not why. Ask a dozen people of the groups that stay away before you act on it.",
    ]
    table = UsageTable(
        "Possible reasons; 'short of usual' is the part of what is usual elsewhere that is missing here.",
        ["people ...", "which means", "numbers", "short of usual"],
        rows,
        words=3,
        aside=("which means",),
    )
    return UsageSection("bottleneck", "What holds it back?", text, [table])


def limits_section(found: Assessment) -> UsageSection:
    """What cannot be known, and what does not count."""
    rows = [[each.what, each.why] for each in found.unseen]
    tables = [UsageTable("Unknown, which is not 0.", ["what", "why"], rows, words=2)] if rows else []
    left = [[words, f"{count:,}"] for words, count in found.left_out.items()]
    if left:
        tables.append(UsageTable("Left out of people and messages.", ["what", "how many"], left))
    return UsageSection("limits", "What can these files not say?", (), tables)


def files_section(found: Assessment) -> UsageSection:
    """What was read, and what was noticed."""
    rows = [
        [Path(each.name).name, each.title, each.why, "unknown" if each.covers is None else window_words(each.covers)]
        for each in found.record.files
    ]
    tables = [UsageTable("Files.", ["file", "kind", "recognised by", "days"], rows, words=4, aside=("recognised by",))]
    noticed = [
        [each.severity, each.kind, shown(str(each))]
        for report in (found.findings, found.people_findings)
        if report is not None
        for each in report.by_severity
    ]
    if noticed:
        tables.append(
            UsageTable(
                "Repaired, assumed, ignored and noted.", ["severity", "what became of it", "what"], noticed, words=3
            )
        )
    return UsageSection("files", "What was read?", (), tables)
