"""A class from its beginning to its debrief, with teams that plan as teams do: seconds of rounds and of the debrief."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence

from benchmarks.app.running import running
from esnsim.web.sliders import SLIDER
from tests.web.client import Browser

TEAMS: dict[str, tuple[Sequence[str], ...]] = {
    "Reds": (("campaign",), ("recognition",), ("listening",), ("case_studies",)),
    "Blues": (("leader_presence",), ("campaign",), (), ("recognition",)),
    "Greens": (("process_integration",), (), ("listening",), ()),
    "Yellows": ((), ("case_studies",), ("campaign",), ("listening",)),
    "Browns": (("listening",), ("recognition",), ("campaign",), ()),
    "Greys": (("case_studies",), ("listening",), (), ("campaign",)),
}
"""What each team adds in each round of a class of usual size."""
PAUSES = (0.0, 30.0)
"""Seconds that a class takes over a round: nobody thinks at all, or in great haste."""
LONGEST_DEBRIEF = 5.0
"""Limit: seconds of a debrief after rounds that were planned in haste."""


async def _joins(url: str, code: str, name: str) -> Browser:
    page = Browser(url)
    await page.__aenter__()
    await page.click("join", page="Class", join_code=code, team_name=name)
    await page.until(lambda page: page.shows("class_content", "submit_plan"))
    return page


async def _plans(page: Browser, doing: Sequence[str], adds: Sequence[str]) -> None:
    """A team ticks what it adds, and plans the round; it never spends more than it has."""
    ticks = {f"do_{kind}": kind in adds for kind in SLIDER if kind not in doing}
    amounts = {f"amount_{kind}": SLIDER[kind].low for kind in adds}
    await page.click("submit_plan", **ticks, **amounts)
    await page.until(lambda page: page.shows("class_content", "Planned; it can be changed"))


async def _class(url: str, pause: float) -> dict[str, float]:
    """A class of usual size; seconds of its slowest round and of its debrief."""
    lead = Browser(url)
    await lead.__aenter__()
    numbers = {"class_people": 600, "budget": 150, "rounds": 4, "round_weeks": 8, "class_seed": int(time.time()) % 9999}
    fields = {f"{name}:shiny.number": value for name, value in numbers.items()}
    await lead.click("create", page="Class", class_title="Measured", **fields)
    await lead.until(lambda page: page.shows("class_content", "Teams join with the code"))
    (code,) = re.findall(r'class=\\?"code\\?">([^<]+)<', str(lead.values["class_content"]))
    teams = {name: await _joins(url, code, name) for name in TEAMS}
    rounds = []
    for nth in range(4):
        for name, page in teams.items():
            await _plans(page, [kind for adds in TEAMS[name][:nth] for kind in adds], TEAMS[name][nth])
        await asyncio.sleep(pause)
        begun = time.perf_counter()
        await lead.enter(next_round=nth)
        await lead.until(lambda page, week=8 * (nth + 1): page.shows("class_content", f"Week {week} of"))
        await lead.until(lambda page: page.shows("class_teams", " to "), 600)
        rounds.append(time.perf_counter() - begun)
    await asyncio.sleep(pause)
    await lead.click("show_debrief")
    debrief = await lead.until(lambda page: page.shows("class_lesson", "What nobody knew"), 600)
    for page in (lead, *teams.values()):
        await page.__aexit__()
    return {"slowest_round_seconds": max(rounds), "debrief_seconds": debrief}


def taught() -> bool:
    """Measure classes and print them; whether the limit was kept by the one in haste."""
    found = {}
    for pause in PAUSES:
        with running(200) as app:
            found[pause] = asyncio.run(_class(app.url, pause))
            memory, helpers = app.memory(), len(app.processes()) - 1
        told = ", ".join(f"{name} {value:.3g}" for name, value in found[pause].items())
        print(f"A class of {len(TEAMS)} teams, {pause:g} s a round: {told}, {memory:.0f} MB with {helpers} helpers")
    fine = found[PAUSES[-1]]["debrief_seconds"] < LONGEST_DEBRIEF
    print(f"  limit (a debrief under {LONGEST_DEBRIEF:g} s in haste) {'kept' if fine else 'NOT KEPT'}")
    return fine
