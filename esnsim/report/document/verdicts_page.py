"""The facts and what the model makes of them, as one page for a browser that asks nothing of any network."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from string import Template

from esnsim.evidence.fact import Band
from esnsim.evidence.finding import Finding, Verdict
from esnsim.evidence.verdict import Judged
from esnsim.report.document.effects import MODELS_NOTE
from esnsim.report.document.verdicts import (
    INTERVAL,
    band_text,
    change_sentences,
    changes,
    interval,
    verdict_summary,
    verdict_text,
    written,
)

WIDE, HIGH = 220.0, 22.0
"""A strip, in pixels."""
LEFT, RIGHT = 0.3, 0.7
"""Where in the strip the ends of a band lie."""
EDGE = 5.0
MARKS = {
    Verdict.SURELY_HOLDS: "\N{CHECK MARK}",
    Verdict.HOLDS: "(\N{CHECK MARK})",
    Verdict.MISSES: "(\N{MULTIPLICATION X})",
    Verdict.SURELY_MISSES: "\N{MULTIPLICATION X}",
    Verdict.UNTESTED: "?",
}
PAGE = Template("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>What the model gets right</title>
<style>
:root { color-scheme: light dark; --ink: #222; --faint: #6b6b6b; --paper: #fff; --line: #ddd;
        --holds: #0072b2; --fails: #b34a00; --band: #cfe3f1; }
@media (prefers-color-scheme: dark) { :root { --ink: #eee; --faint: #aaa; --paper: #16181b; --line: #3a3d42;
        --holds: #6bb8e8; --fails: #f0924a; --band: #24425a; } }
body { font: 16px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem auto;
       max-width: 62rem; padding: 0 1rem; }
h1 { font-size: 1.7rem; margin-bottom: .3rem; } .lead { font-size: 1.15rem; }
article { border-top: 1px solid var(--line); padding: .8rem 0; break-inside: avoid; }
h2 { font-size: 1.05rem; margin: 0; } .pass { color: var(--holds); } .fail, .other { color: var(--fails); }
.source { color: var(--faint); font-size: .87rem; margin: .15rem 0 .4rem; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; table-layout: fixed; }
td { padding: .15rem .7rem .15rem 0; vertical-align: middle; } td.claim { width: 33%; } td.strip { width: 232px; }
.band { fill: var(--band); } .whisker { stroke: var(--ink); stroke-width: 1.5; } .in { fill: var(--holds); }
.out { fill: var(--fails); } nav a { margin-right: .6rem; white-space: nowrap; text-decoration: none; }
.note { color: var(--faint); font-size: .9rem; }
</style></head><body>
<h1>What the model gets right$title</h1>
$lead
<p class="note">$size A value is the median of replicates, with the middle $interval of them; what replicates can only
tell together has its $interval interval. A fact surely holds if the whole interval of each of its values lies in
the band, and surely misses if one lies wholly outside. In each strip the shaded part is the band that real networks
fall into, the dot is the model's value and the line its interval.</p>
<nav>$contents</nav>
$articles
</body></html>
""")
QUICK = "Quick: small organisations and few replicates."
FULL = "Full size: 1,000 to 5,000 people."


def verdicts_page(
    judged: Sequence[Judged], before: Sequence[Judged] | None, what: str, *, quick: bool, models: bool = False
) -> str:
    """The page.

    Args:
        judged: Facts with findings.
        before: The same from the model as it is, where the model was changed.
        what: How it was changed, in words.
        quick: Whether trials were small.
        models: Whether each replicate had a plausible model of its own.
    """
    lines = verdict_summary(judged) + (change_sentences(changes(before, judged), what) if before is not None else [])
    return PAGE.substitute(
        title=f" {escape(what)}" if what else "",
        lead="\n".join(f'<p class="lead">{escape(line)}.</p>' for line in lines),
        size=" ".join([QUICK if quick else FULL, *([MODELS_NOTE] if models else [])]),
        interval=INTERVAL,
        contents=" ".join(
            f'<a class="{_look(each)}" href="#{each.fact.id}">{MARKS[each.verdict]} {each.fact.id}</a>'
            for each in judged
        ),
        articles="\n".join(_article(each) for each in judged),
    )


def _look(judged: Judged) -> str:
    return _look_of(judged.verdict) if judged.findings else "other"


def _look_of(verdict: Verdict) -> str:
    return "pass" if verdict.passes else "fail"


def _article(judged: Judged) -> str:
    fact = judged.fact
    rows = "\n".join(_row(finding) for finding in judged.findings)
    about = " ".join(dict.fromkeys(test.trial.about for test in fact.tests))
    strength = f"{fact.family.value.capitalize()}; {fact.grade.value} evidence"
    return f"""<article id="{fact.id}"><h2><span class="{_look(judged)}">{fact.id} {judged.verdict.value}</span>
{escape(fact.statement)}</h2>
<p class="source">{strength}: {escape(fact.source)}. Tried so: {escape(about)}</p>
{f"<p>{escape(judged.reason)}.</p>" if judged.reason else ""}
<table>{rows}</table></article>"""


def _row(finding: Finding) -> str:
    claim = finding.claim
    return (
        f'<tr><td class="claim">{escape(claim.words)}</td>'
        f'<td>{written(finding.value, claim.form)}<br><span class="note">{interval(finding)}</span></td>'
        f'<td class="strip">{_strip(finding)}</td><td>{band_text(claim.band, claim.form)}</td>'
        f'<td class="{_look_of(finding.verdict)}">{verdict_text(finding)}</td></tr>'
    )


def _strip(finding: Finding) -> str:
    """The value and its interval beside the band."""
    band = finding.claim.band
    if math.isinf(band.low) and math.isinf(band.high):
        return ""
    left = _place(band.low, band) if math.isfinite(band.low) else 0.0
    right = _place(band.high, band) if math.isfinite(band.high) else WIDE
    parts = [f'<rect class="band" x="{left:.1f}" y="2" width="{right - left:.1f}" height="{HIGH - 4}"/>']
    if math.isfinite(finding.low) and math.isfinite(finding.high):
        low, high = _place(finding.low, band), _place(finding.high, band)
        parts.append(f'<line class="whisker" x1="{low:.1f}" x2="{high:.1f}" y1="{HIGH / 2}" y2="{HIGH / 2}"/>')
    look = "in" if finding.passes else "out"
    parts.append(f'<circle class="{look}" cx="{_place(finding.value, band):.1f}" cy="{HIGH / 2}" r="5"/>')
    drawn = "".join(parts)
    return f'<svg width="{WIDE:.0f}" height="{HIGH:.0f}" role="img" aria-label="{verdict_text(finding)}">{drawn}</svg>'


def _place(value: float, band: Band) -> float:
    """Where a value lies in the strip; what lies far outside stands at its edge."""
    if math.isfinite(band.low):
        at = LEFT + (RIGHT - LEFT) * (value - band.low) / band.width
    else:
        at = RIGHT - (RIGHT - LEFT) * (band.high - value) / band.width
    return min(max(WIDE * at, EDGE), WIDE - EDGE)
