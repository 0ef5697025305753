"""A scenario whose organisation, starting state and observed shares are those of an assessment."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import yaml

from esnsim.calendar import DAYS_A_WEEK, MONTH_DAYS, WEEKS_A_YEAR, WORKDAYS_A_YEAR
from esnsim.organisation import AGE_BANDS
from esnsim.scenario import Scenario
from esnsim.usage.assessing.assessment import Assessment
from esnsim.usage.assessing.groups import of_people
from esnsim.usage.assessing.people import PeopleBeside
from esnsim.usage.files.moments import iso
from esnsim.usage.writing.history import Observation, observations
from esnsim.usage.writing.section import percents, window_words

FEWEST = 20
"""People of the smallest organisation that can be generated."""
USUAL_READERS = 0.75
"""Share of readers where nobody knows it: what the starter scenario has; supported networks have 45 to 85 %."""
PEOPLE_AN_AMBASSADOR = 70
NEAR_MONTH = (26, 32)
"""Days of a window that stands for one of 28 days without a word."""
PEOPLE_FILE = "people.csv"
TIES_FILE = "ties.csv"
DIGITS = 4


class SaidOfPeople(NamedTuple):
    """What may be said for a scenario that files do not say.

    Attributes:
        headcount: How many people the organisation has.
        readers: Share of them who read.
        reading: How many of them read, where a report says it.
        report: Which report, and of which days.
        acting: How many of them react or write, where that report says it.
    """

    headcount: int | None = None
    readers: float | None = None
    reading: int | None = None
    report: str = ""
    acting: int | None = None


def with_readers(found: Assessment, said: SaidOfPeople) -> Assessment:
    """The assessment with what is said of readers, where its files cannot say who reads."""
    words = "" if said.readers is None else f"{percents(said.readers)} of the organisation, as was said"
    if said.reading is not None:
        words = f"{said.reading:,} people by {said.report}"
    ladder = found.ladder
    reader = ladder.rungs["reader"]
    if not words or reader.people is not None:
        return found
    rungs = {**ladder.rungs, "reader": replace(reader, elsewhere=words)}
    return replace(found, ladder=replace(ladder, rungs=rungs))


class MadeScenario(NamedTuple):
    """A scenario made of an assessment, or why there is none.

    Attributes:
        text: The scenario file; empty where none can be made.
        people: The people file it names, under pseudonyms; empty where it names none.
        ties: The file of ties it names, likewise.
        assumed: What files do not say and was assumed, each in a sentence.
        lacking: What is needed before one can be made; empty where it was.
    """

    text: str
    people: str
    ties: str
    assumed: tuple[str, ...]
    lacking: tuple[str, ...]


def made_scenario(found: Assessment, said: SaidOfPeople, call: Callable[[str], str]) -> MadeScenario:
    """Make a scenario.

    Args:
        found: What usage files say.
        said: What they do not say.
        call: What people are called in the people file.
    """
    assumed: list[str] = []
    base = said.headcount if said.headcount is not None else found.ladder.base
    points = [point for point in observations(found) if "contributor" in point.people]
    lacking = _lacking(base, points)
    if lacking:
        return MadeScenario("", "", "", (), tuple(lacking))
    assert base is not None  # noqa: S101 - looked at above
    shares = [_shares(point, base, of_accounts=said.headcount is None) for point in points]
    content = {
        "name": "Our network",
        "question": "What do ambassadors add to our network as it is?",
        "start": iso(_start(points[0])),
        "weeks": _weeks(points) + WEEKS_A_YEAR,
        "replicates": 10,
        "seed": 1,
        "organisation": _organisation(found, base, assumed),
        "initial": _initial(found, shares[0], base, said, assumed),
        "programmes": _programmes(base, _weeks(points)),
        "baseline": "none",
        "observed": _observed(found, points, shares),
    }
    _tell_windows(points[0], assumed)
    # Refused here, before anything is written, if it is no scenario.
    Scenario.of(content)
    files = _people_file(found, call), _ties_file(found, call)
    return MadeScenario(_written(content, assumed, found), *files, tuple(assumed), ())


def _lacking(base: int | None, points: Sequence[Observation]) -> list[str]:
    """What is needed before a scenario can be made."""
    found = []
    if base is None:
        found.append("how many people there are is unknown: give --people, or --headcount")
    elif base < FEWEST:
        found.append(f"{base} people are too few to simulate; {FEWEST} are the least")
    if not points:
        found.append("how many people wrote in four weeks is unknown: assess a report of people, or messages")
    elif base is not None and max(point.people["contributor"] for point in points) > base:
        found.append("more people wrote than there are people: give a larger --headcount")
    return found


def _start(point: Observation) -> int:
    """The Monday after a window; of one that nobody names, the first day of 2024, as where nothing is said."""
    if point.window is None:
        return date(2024, 1, 1).toordinal()
    after = point.window.last + 1
    return after + (1 - after) % DAYS_A_WEEK


def _weeks(points: Sequence[Observation]) -> int:
    """From the first to the last observation."""
    ends = [point.window.last for point in points if point.window is not None]
    return (ends[-1] - ends[0]) // DAYS_A_WEEK if ends else 0


def _shares(point: Observation, base: int, *, of_accounts: bool) -> dict[str, float]:
    """Shares of the people there were then, as far as files say it."""
    whole = point.accounts if of_accounts and point.accounts else base
    return {rung: round(min(1.0, count / whole), DIGITS) for rung, count in point.people.items()}


def _initial(
    found: Assessment, shares: dict[str, float], base: int, said: SaidOfPeople, assumed: list[str]
) -> dict[str, float]:
    """The starting state; readers are assumed where nobody knows them."""
    accounts = found.ladder.accounts.people
    enabled = round(min(1.0, accounts / base), DIGITS) if accounts is not None else 1.0
    if accounts is None:
        assumed.append("everybody has an account, since files do not say who has")
    reader = shares.get("reader", said.readers)
    if reader is None and said.reading is not None:
        reader = min(1.0, said.reading / base)
        assumed.append(f"{said.reading:,} of {base:,} people read, as many as in {said.report}")
    if reader is None:
        reader = min(enabled, max(USUAL_READERS * enabled, shares.get("interactive", shares["contributor"])))
        assumed.append(
            f"{100 * reader:.0f} % read, since these files hold no reads: say --readers 0.6 if you know better, for "
            "the answer depends on it"
        )
    reader = round(max(reader, shares["contributor"], shares.get("interactive", 0.0)), DIGITS)
    initial = {"enabled": max(enabled, reader), "reader": reader, "contributor": shares["contributor"]}
    if "interactive" in shares:
        initial["interactive"] = max(shares["interactive"], shares["contributor"])
    elif said.acting is not None:
        acting = round(said.acting / base, DIGITS)
        initial["interactive"] = min(reader, max(acting, shares["contributor"]))
        assumed.append(f"{said.acting:,} of {base:,} people react or write, as many as in {said.report}")
    else:
        assumed.append("who only reacts is unknown, and taken as between readers and contributors")
    return {rung: initial[rung] for rung in ("enabled", "reader", "interactive", "contributor") if rung in initial}


def _tell_windows(point: Observation, assumed: list[str]) -> None:
    """Say where a window is not of four weeks."""
    if point.window is None:
        assumed.append("sums of a period that nobody names stand for four weeks: say --days and --until")
    elif not NEAR_MONTH[0] <= point.window.days <= NEAR_MONTH[1]:
        few = "too low" if point.window.days < MONTH_DAYS else "too high"
        assumed.append(f"people of {window_words(point.window)} stand for those of four weeks, which is {few}")


def _programmes(base: int, past: int) -> dict[str, list[dict[str, object]]]:
    """What is compared: nothing new, and ambassadors from after the last observation on."""
    count = max(1, round(base / PEOPLE_AN_AMBASSADOR))
    return {"none": [], "ambassadors": [{"kind": "ambassadors", "count": count, "start": f"week {past + 4}"}]}


def _observed(
    found: Assessment, points: Sequence[Observation], shares: Sequence[dict[str, float]]
) -> list[dict[str, object]]:
    """What was counted, to be held against the curves."""
    first = points[0].window.last if points[0].window is not None else 0
    source = found.record.title
    return [
        {
            "measure": rung,
            "week": (point.window.last - first) // DAYS_A_WEEK if point.window is not None else 0,
            "share": share,
            "source": source,
        }
        for point, told in zip(points, shares, strict=True)
        for rung, share in told.items()
    ]


def _organisation(found: Assessment, base: int, assumed: list[str]) -> dict[str, Any]:
    """Who is there: the people file under pseudonyms, or as many people as there are."""
    if (beside := found.beside) is None:
        assumed.append(f"units, levels and sites are those of a usual organisation of {base:,} people: no people file")
        return {"generate": {"people": base}}
    columns, _ = _columns(beside, str)
    said: dict[str, Any] = {"people": PEOPLE_FILE}
    if beside.specification.tie_files:
        said["ties"] = TIES_FILE
    if "manager" not in columns:
        said["flat"] = True
    elif "level" in columns:
        said["level_order"] = "top_is_low"
    return {"import": said}


def _columns(beside: PeopleBeside, call: Callable[[str], str]) -> tuple[list[str], list[Sequence[str]]]:
    """What a people file says of people that a scenario uses, without names."""
    who, has = beside.imported.organisation, beside.imported.roster.has
    labels = [call(label) for label in who.labels]
    columns: dict[str, Sequence[str]] = {"person": labels}
    if (who.manager >= 0).any():
        columns["manager"] = ["" if row < 0 else labels[row] for row in who.manager.tolist()]
    if has("unit"):
        columns["unit"] = [who.unit_names[code] for code in who.unit.tolist()]
    if has("site"):
        columns["site"] = [who.site_names[code] for code in who.site.tolist()]
    if has("country"):
        columns["country"] = [who.country_names[code] for code in who.country.tolist()]
    if has("level") and (who.manager >= 0).any():
        columns["level"] = [str(level) for level in who.level.tolist()]
    if has("age") or has("age_band"):
        columns["age_band"] = [AGE_BANDS[band] for band in who.age_band.tolist()]
    if has("tenure_years") or has("joined"):
        columns["tenure_years"] = [f"{days / WORKDAYS_A_YEAR:.2f}" for days in who.tenure.tolist()]
    if has("frontline"):
        columns["frontline"] = [str(int(each)) for each in who.frontline.tolist()]
    return list(columns), list(columns.values())


def _people_file(found: Assessment, call: Callable[[str], str]) -> str:
    """The people file of the scenario; with who writes, so that audiences can choose by it."""
    if (beside := found.beside) is None:
        return ""
    heads, columns = _columns(beside, call)
    has_account = of_people(found.activity.counted, beside)
    if has_account is not None and found.ladder.accounts.people is not None and not np.all(has_account):
        heads, columns = [*heads, "has_account"], [*columns, ["yes" if each else "no" for each in has_account]]
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(heads)
    table.writerows(zip(*columns, strict=True))
    return stream.getvalue()


def _ties_file(found: Assessment, call: Callable[[str], str]) -> str:
    """Who works with whom, each pair once; empty where no file says it."""
    if (beside := found.beside) is None or not beside.specification.tie_files:
        return ""
    who = beside.imported.organisation
    labels = [call(label) for label in who.labels]
    rows = np.repeat(np.arange(who.people), np.diff(who.ties.start))
    once = rows < who.ties.other
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(["source", "target", "weight"])
    pairs = zip(rows[once].tolist(), who.ties.other[once].tolist(), who.ties.weight[once].tolist(), strict=True)
    table.writerows((labels[one], labels[other], weight) for one, other, weight in pairs)
    return stream.getvalue()


def _written(content: dict[str, Any], assumed: Sequence[str], found: Assessment) -> str:
    """The scenario file, with what was assumed above it."""
    said = {**content, "organisation": content["organisation"]}
    lines = [f"# Made by 'esnsim assess' of {found.record.title}: {window_words(found.ladder.window)}."]
    if assumed:
        lines.append("# What the files do not say was assumed:")
        lines += [f"# - {each}" for each in assumed]
    lines.append("# Change the programmes to what you consider, and compare: esnsim run FILE")
    body: str = yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=110)
    return "\n".join([*lines, body])
