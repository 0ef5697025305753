"""A run that is watched: what was counted, and if asked for, what every person did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.evidence.recorders.community_log import CommunityLog, CommunityRecorder
from esnsim.evidence.recorders.posts import PostRecorder, Posts
from esnsim.evidence.recorders.reading_log import ReadingLog, ReadingRecorder
from esnsim.evidence.recorders.reply_log import ReplyLog, bound, letters_of
from esnsim.evidence.recorders.weekly_panel import PanelRecorder, WeeklyPanel
from esnsim.evidence.trial import Disturbance
from esnsim.organisation.model import Organisation
from esnsim.scenario import Scenario
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import Prepared, Simulation
from esnsim.simulation.step_day import step_everybody
from esnsim.state import Longs, World
from esnsim.state.ladder import rungs_of


@dataclass(frozen=True, slots=True)
class ObservedRun:
    """A run, watched.

    Attributes:
        scenario: What was simulated.
        organisation: Who is there.
        record: Counts: row 0 at the start, row d + 1 at the end of workday d; shape (days + 1, measures).
        world: The world at the end.
        weekly_panel: What everybody did, week by week; empty of weeks unless watched closely.
        posts: Every post; none unless watched closely.
        reply_log: Every reply and reaction that found a post; none unless watched closely.
        community_log: Communities, and who sat in them if watched closely.
        reading: Items offered and read, day by day.
        hours: Hours of staff that the programme took.
        money: Money that it took.
    """

    scenario: Scenario
    organisation: Organisation
    record: Longs
    world: World
    weekly_panel: WeeklyPanel
    posts: Posts
    reply_log: ReplyLog
    community_log: CommunityLog
    reading: ReadingLog
    hours: float = 0.0
    money: float = 0.0

    @property
    def rungs(self) -> dict[str, NDArray[np.bool_]]:
        """Who stands on each rung of the ladder at the end, by position; each of shape (n,)."""
        return rungs_of(self.world.people, len(self.record) - 2)

    @property
    def promised(self) -> NDArray[np.bool_]:
        """Who has promised to write, as ambassadors, leaders and community managers do, at the end; shape (n,)."""
        levers = self.world.levers
        promised: NDArray[np.bool_] = (levers.duty_posts > 0.0) | (levers.duty_replies > 0.0)
        return promised

    @property
    def people(self) -> int:
        """Headcount."""
        return self.organisation.people

    @property
    def weeks(self) -> int:
        """Weeks simulated."""
        return (len(self.record) - 1) // WORKDAYS_A_WEEK

    def count(self, measure: Measure) -> NDArray[np.float64]:
        """What was counted at the start and at the end of each week; shape (weeks + 1,)."""
        return self.record[::WORKDAYS_A_WEEK, measure].astype(np.float64)

    def share(self, measure: Measure) -> NDArray[np.float64]:
        """The same as shares of headcount."""
        shares: NDArray[np.float64] = self.count(measure) / self.people
        return shares

    def at(self, measure: Measure, week: int) -> float:
        """Share of headcount at the end of a week; 0 is the start."""
        return float(self.record[week * WORKDAYS_A_WEEK, measure]) / self.people

    def flow(self, *measures: Measure) -> NDArray[np.float64]:
        """What was done in each week, added up over measures; shape (weeks,)."""
        days = self.record[1 : self.weeks * WORKDAYS_A_WEEK + 1, list(measures)].sum(axis=1)
        flow: NDArray[np.float64] = days.reshape(-1, WORKDAYS_A_WEEK).sum(axis=1).astype(np.float64)
        return flow


def observe(
    setting: Prepared, programme: str, weeks: int, *, closely: bool, disturbed: Disturbance | None = None
) -> ObservedRun:
    """Simulate a run and watch it.

    Args:
        setting: Where it starts.
        programme: What is done.
        weeks: How long; 0 to look at the start only.
        closely: Whether people are watched one by one.
        disturbed: What is done to the world before each workday, beside the programme.
    """
    simulation = Simulation(setting, programme, 0)
    post_recorder, panel_recorder, reply_log = (
        PostRecorder(simulation.world),
        PanelRecorder(simulation.world),
        list[ReplyLog](),
    )
    community_recorder = CommunityRecorder(simulation.world, closely=closely)

    reading = ReadingRecorder()

    def step(world: World, day: int) -> None:
        step_everybody(world, day)
        reading.note(world, day)
        if closely:
            reply_log.append(letters_of(world, day, post_recorder.first))

    for day in range(weeks * WORKDAYS_A_WEEK):
        if disturbed is not None:
            disturbed(simulation.world, day)
        simulation.step(step)
        if closely:
            post_recorder.look(simulation.world, day)
            panel_recorder.note(simulation.world, day)
        if day % WORKDAYS_A_WEEK == WORKDAYS_A_WEEK - 1:
            community_recorder.note(simulation.world)
    everything = bound(reply_log)
    return ObservedRun(
        setting.scenario,
        setting.organisation,
        simulation.record[: weeks * WORKDAYS_A_WEEK + 1],
        simulation.world,
        panel_recorder.weekly_panel(),
        post_recorder.posts(everything),
        everything,
        community_recorder.community_log(),
        reading.reading_log(),
        sum(each.hours for each in simulation.programme.expenses),
        sum(each.money for each in simulation.programme.expenses),
    )
