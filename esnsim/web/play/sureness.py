"""How sure it is that plans reach the goal: worked out over plausible models when asked for, and told plan by plan."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from shiny import reactive, render, ui

from esnsim.report.text.certainty_words import OPEN, certainty_word
from esnsim.report.text.deciding.claims import GOAL_WORDS, evidence
from esnsim.web.chores import SURE_RUNS, GoalChance, goal_chances, make_draw_ready
from esnsim.web.fields import on
from esnsim.web.play.accounts import PlanAccounts, Sure
from esnsim.web.play.parts import PlayPage
from esnsim.web.play.play import Plan

ONE_MODEL = f"{SURE_RUNS} replicates of every plan say more than one."
MODELS = f"{ONE_MODEL[:-1]}; each is of another plausible model in another organisation, which takes a minute."
CHANGED = Sure("changed since", "")


class Sureness:
    """What one browser has had worked out.

    Attributes:
        found: By plan, what it does, and how sure it is that it reaches the goal.
        stage: How far the work is; empty where none is under way.
    """

    def __init__(self, page: PlayPage) -> None:
        """Wire this part of the page."""
        self.page = page
        self.found: reactive.Value[dict[str, tuple[Plan, Sure]]] = reactive.Value({}, name="found")
        self.stage = reactive.Value("", name="stage")
        self._task: asyncio.Task[None] | None = None
        on(page.input["sure"], self._ask, page.trouble)

        @render.ui
        def sureness() -> ui.TagList | ui.Tag | None:
            now, stage = page.accounts.get(), self.stage.get()
            if now is None or now.scenario.goal is None:
                return None
            if stage:
                return ui.p(stage, class_="hint", role="status")
            return ui.input_action_button("sure", "How sure?", title=ONE_MODEL if one_model(now) else MODELS)

    def of(self, now: PlanAccounts) -> dict[str, Sure]:
        """How sure it is of each plan that does what it did when that was worked out; empty where nobody has asked."""
        does = {each.plan: each.does for each in now.plans}
        told = {name: sure for name, (done, sure) in self.found.get().items() if does.get(name) == done}
        return {name: told.get(name, CHANGED) for name in does} if self.found.get() else {}

    def forget(self) -> None:
        """Something else is played: what is under way is not wanted any more."""
        if self._task is not None:
            self._task.cancel()
        self.found.set({})
        self.stage.set("")

    def _ask(self) -> None:
        now = self.page.accounts.get()
        if now is None or now.scenario.goal is None or (self._task is not None and not self._task.done()):
            return
        self.stage.set("Working it out ...")
        self._task = self.page.desk.go(self._work_out(now))

    async def _work_out(self, now: PlanAccounts) -> None:
        """Let every replicate's start lie ready, one after the other, then run all plans from them."""
        desk, play = self.page.desk, self.page.play
        if play is None:
            return
        try:
            content = await desk.in_turn(play.content)
            for replicate in range(SURE_RUNS):
                told = f"Working it out: model and organisation {replicate + 1} of {SURE_RUNS} ..."
                await desk.tell(partial(self.stage.set, told))
                await desk.workers.long(make_draw_ready, content, replicate)
            await desk.tell(partial(self.stage.set, f"Working it out: {SURE_RUNS} replicates of every plan ..."))
            chances = await desk.workers.long(goal_chances, content)
        finally:
            if self.page.play is play:
                await desk.tell(partial(self.stage.set, ""))
        does = {each.plan: each.does for each in now.plans}
        found = {name: (does[name], sure) for name, sure in sure_told(chances).items() if name in does}
        if self.page.play is play:
            await desk.tell(partial(self.found.set, found))


def one_model(now: PlanAccounts) -> bool:
    """Whether replicates are of one model and one organisation."""
    return now.scenario.uncertainty == "none"


def sure_told(chances: Sequence[GoalChance]) -> dict[str, Sure]:
    """How sure it is that each plan reaches the goal, by its name."""
    return {each.judged.programme: _told(each) for each in chances}


def _told(chance: GoalChance) -> Sure:
    """In words of fixed meaning, with what they rest on."""
    what = "models" if chance.models else "runs of one model"
    why = f"reached in {chance.reached} of {chance.of} {what}, {evidence(chance.judged)}"
    if not chance.models:
        return Sure(GOAL_WORDS[chance.judged.judgement], why)
    more = max(chance.reached, chance.of - chance.reached)
    word, way = certainty_word(more, chance.of), "reached" if chance.reached == more else "missed"
    return Sure(word if word == OPEN else f"{word}: {way}", why)
