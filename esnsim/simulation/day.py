"""One workday in the life of everybody: the only code that changes people.

`live` is given rows first to last. The compiled run calls it for everybody, a Mesa agent's step for its own row, and
with compilation off it is plain Python; the three give the same bits because a person reads yesterday's feed and
today's levers and writes only their own row.

ODD element: process overview and scheduling.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.behaviour.adoption import chance_to_continue, chance_to_lapse, rate_to_return, rate_to_try
from esnsim.behaviour.beliefs import ease_after, trust_after, usefulness_after
from esnsim.behaviour.contribution import posting_rate, reacting_rate, replying_rate, situation, writing_rate
from esnsim.behaviour.curves import count_within_day, happens_at_rate
from esnsim.behaviour.feedback import encouragement_after
from esnsim.behaviour.habit import habit_after
from esnsim.behaviour.influence import ambassador_reach
from esnsim.behaviour.parameters import Behaviour
from esnsim.behaviour.person import Person, Role, Stage, Surroundings, Tier
from esnsim.behaviour.reading import chance_to_visit
from esnsim.behaviour.turnover import chance_to_burn_out, chance_to_leave, fatigue_after
from esnsim.behaviour.value import critical_mass
from esnsim.chance import DAILY_DRAWS, SCALE, WORD, Draw, Key, happens, philox
from esnsim.compilation import compiled, inlined
from esnsim.simulation.arrival import settle_in
from esnsim.world import FRESH, HALF_YEAR, LAPSE, NEVER, LeverRow, PersonRow, Sight, SightRow, Tide, World

BLOCK = 1024
"""People whose luck is drawn together; small enough to stay in the fastest memory."""
MOST_POSTS = 2
MOST_REPLIES = 4
MOST_REACTIONS = 8


class Luck(NamedTuple):
    """The random numbers of one person and day, each in [0, 1) and each deciding one thing; see `Draw`."""

    tries: float
    visits: float
    posts: float
    replies: float
    reacts: float
    continues: float
    lapses: float
    returns: float
    leaves: float
    burns_out: float


class Outcome(NamedTuple):
    """What a day makes of a person; see `Person` and `People`."""

    stage: int
    visited: bool
    posts: int
    replies: int
    reactions: int
    role: int
    usefulness: float
    ease: float
    trust: float
    habit: float
    encouragement: float
    fatigue: float


@inlined
def stage_today(
    rule: Behaviour, person: Person, around: Surroundings, luck: Luck, mass: float, trial_over: bool
) -> int:
    """The stage for today: try, judge the trial, give up, or come back."""
    stage = person.stage
    if stage in (Stage.EMPLOYED, Stage.ENABLED):
        if happens_at_rate(rate_to_try(rule, person, around), luck.tries):
            return Stage.TRIAL.value
    elif stage == Stage.TRIAL:
        if trial_over:
            stays = happens(chance_to_continue(rule, person, mass), luck.continues)
            return Stage.USER.value if stays else Stage.LAPSED.value
    elif stage == Stage.USER:
        if happens(chance_to_lapse(rule, person, mass), luck.lapses):
            return Stage.LAPSED.value
    elif happens_at_rate(rate_to_return(rule, person, around), luck.returns):
        return Stage.TRIAL.value
    return stage


@inlined
def spend(rule: Behaviour, person: Person, around: Surroundings, luck: Luck, trial_over: bool) -> Outcome:
    """One person's workday, from what they perceive to what it leaves behind."""
    mass = critical_mass(rule, person, around)
    stage = stage_today(rule, person, around, luck, mass, trial_over)
    begins = stage == Stage.TRIAL and person.stage != Stage.TRIAL
    present = stage in (Stage.TRIAL, Stage.USER)
    visited = begins or (present and happens(chance_to_visit(rule, person, around, mass), luck.visits))
    posts = replies = reactions = 0
    if visited:
        mood = situation(rule, person, around)
        writing = writing_rate(person, mood)
        posts = count_within_day(posting_rate(rule, person, around, writing), luck.posts, MOST_POSTS)
        replies = count_within_day(replying_rate(rule, person, around, writing), luck.replies, MOST_REPLIES)
        reactions = count_within_day(reacting_rate(rule, person, around, mood), luck.reacts, MOST_REACTIONS)
    use = 1.0 if visited else 0.0
    burnt = happens(chance_to_burn_out(rule, person), luck.burns_out)
    former = Role.LEADER.value if person.tier != Tier.NONE else Role.EMPLOYEE.value
    return Outcome(
        stage,
        visited,
        posts,
        replies,
        reactions,
        former if burnt else person.role,
        usefulness_after(rule, person, around, mass, use),
        ease_after(rule, person, around, use),
        trust_after(rule, person, around, use),
        habit_after(rule, person, use),
        encouragement_after(rule, person.encouragement, around.answers, around.silences),
        fatigue_after(rule, person),
    )


@compiled
def draw_luck(luck: NDArray[np.uint32], key: Key, persons: NDArray[np.int64], day: int) -> None:
    """Fill ``luck[draw, i]`` for everybody in ``persons``; a pass of its own, so that it is vectorised."""
    low, high, moment = key.low, key.high, day & WORD
    for block in range(DAILY_DRAWS // 4):
        first, second = luck[4 * block], luck[4 * block + 1]
        third, fourth = luck[4 * block + 2], luck[4 * block + 3]
        for i in range(len(persons)):
            words = philox(low, high, int(persons[i]), moment, block, 0)
            first[i] = np.uint32(words[0])
            second[i] = np.uint32(words[1])
            third[i] = np.uint32(words[2])
            fourth[i] = np.uint32(words[3])


@compiled
def advance(world: World, day: int, first: int, last: int) -> None:
    """Let the people in rows first to last - 1 live one workday; any slicing gives the same lives."""
    luck = np.empty((DAILY_DRAWS, min(BLOCK, last - first)), np.uint32)
    for begin in range(first, last, BLOCK):
        end = min(begin + BLOCK, last)
        draw_luck(luck, world.key, world.people.person[begin:end], day)
        live(world, luck, day, begin, end)


@compiled
def live(world: World, luck: NDArray[np.uint32], day: int, first: int, last: int) -> None:
    """Let rows first to last - 1 live this day with this luck; ``luck[draw, row - first]``.

    Tables are taken out of the world before the loop: handing the world on, person by person, would count every
    table's references up and down each time.
    """
    rule, people, sights, levers, unit_stock = world.rule, world.people, world.sights, world.levers, world.unit_stock
    common = common_ground(world)
    leaving = chance_to_leave(rule)
    for row in range(first, last):
        it, sight = people[row], sights[row]
        fate = fate_of(luck, row - first)
        person = person_of(it)
        boss = int(it.manager)
        boss_seen = int(sights[max(boss, 0)].visible) if boss >= 0 else 0
        stock = float(unit_stock[int(it.unit)]) + common.far_stock
        around = surroundings_of(rule, common, it, sight, levers[row], boss_seen, stock)
        trial_over = day - int(it.trial_since) >= rule.trial_days
        outcome = spend(rule, person, around, fate, trial_over)
        keep(it, day, person.stage, outcome)
        if happens(leaving, fate.leaves):
            settle_in(world, row, day)


class CommonGround(NamedTuple):
    """What everybody meets alike today; see `Tide`.

    Attributes:
        top_writing: Share of the top tier who contributed in the last 28 days.
        popularity: Share of everybody who visited in the last 28 days.
        answered: Share of recent posts that got an answer.
        far_items: Items from elsewhere that surface in the feed.
        far_stock: Useful content from elsewhere within reach, in posts.
        items_a_post: Items that a contact's new post brings: itself and its replies, a workday.
    """

    top_writing: float
    popularity: float
    answered: float
    far_items: float
    far_stock: float
    items_a_post: float


@inlined
def common_ground(world: World) -> CommonGround:
    """What everybody meets alike today."""
    tide = world.tide
    return CommonGround(
        float(tide[Tide.TOP_WRITING.value]),
        float(tide[Tide.POPULARITY.value]),
        float(tide[Tide.ANSWERED.value]),
        float(tide[Tide.FAR_ITEMS.value]),
        float(tide[Tide.FAR_STOCK.value]),
        (1.0 + world.rule.replies_a_post) / FRESH,
    )


@inlined
def fate_of(luck: NDArray[np.uint32], place: int) -> Luck:
    """The luck at this place of a block, as numbers in [0, 1)."""
    return Luck(
        luck[Draw.TRY.value, place] * SCALE,
        luck[Draw.VISIT.value, place] * SCALE,
        luck[Draw.POST.value, place] * SCALE,
        luck[Draw.REPLY.value, place] * SCALE,
        luck[Draw.REACT.value, place] * SCALE,
        luck[Draw.CONTINUE.value, place] * SCALE,
        luck[Draw.LAPSE.value, place] * SCALE,
        luck[Draw.RETURN.value, place] * SCALE,
        luck[Draw.LEAVE.value, place] * SCALE,
        luck[Draw.BURN_OUT.value, place] * SCALE,
    )


@inlined
def person_of(it: PersonRow) -> Person:
    """The person of this row, as the rules see them."""
    return Person(
        int(it.stage),
        int(it.role),
        int(it.tier),
        float(it.frontline),
        1.0 - 0.5 * float(it.age_band),
        float(it.curiosity),
        float(it.activity),
        float(it.propensity),
        float(it.motive),
        float(it.threshold),
        float(it.habit_rate),
        float(it.usefulness),
        float(it.ease),
        float(it.trust),
        float(it.habit),
        float(it.encouragement),
        float(it.fatigue),
    )


@inlined
def surroundings_of(
    rule: Behaviour, common: CommonGround, it: PersonRow, sight: SightRow, lever: LeverRow, boss_seen: int, stock: float
) -> Surroundings:
    """What the person of this row meets: yesterday's feed and today's levers.

    Args:
        rule: The constants.
        common: What everybody meets alike.
        it: The person's row.
        sight: What they can see of their contacts.
        lever: What the programme pulls for them.
        boss_seen: What can be seen of their manager, as bits of `Sight`.
        stock: Useful content within their reach, in posts.
    """
    strength = float(sight.strength)
    return Surroundings(
        float(sight.using) / strength,
        float(sight.writing) / strength,
        ambassador_reach(rule, float(sight.champions) / strength),
        int(it.manager_tier),
        1.0 if boss_seen & Sight.USING.value else 0.0,
        1.0 if boss_seen & Sight.WRITING.value else 0.0,
        common.top_writing,
        common.popularity,
        common.answered,
        float(sight.fresh) * common.items_a_post + common.far_items,
        stock,
        float(sight.answers),
        float(sight.silences),
        float(lever.hear),
        float(lever.prompt),
        float(lever.encourage),
        float(lever.duty_posts),
        float(lever.duty_replies),
        float(lever.teach_usefulness),
        float(lever.teach_ease),
        float(lever.teach_trust),
    )


@inlined
def keep(it: PersonRow, day: int, stage_before: int, outcome: Outcome) -> None:
    """Write what the day made of a person into their row."""
    if outcome.stage == Stage.TRIAL and stage_before != Stage.TRIAL:
        it.trial_since = day
        if stage_before == Stage.EMPLOYED:
            it.enabled_since = day
        if stage_before != Stage.LAPSED:
            it.first_visit = day
    it.stage = outcome.stage
    it.role = outcome.role
    it.usefulness = outcome.usefulness
    it.ease = outcome.ease
    it.trust = outcome.trust
    it.habit = outcome.habit
    it.encouragement = outcome.encouragement
    it.fatigue = outcome.fatigue
    it.posts = outcome.posts
    it.replies = outcome.replies
    it.reactions = outcome.reactions
    contributions = outcome.posts + outcome.replies
    it.written = contributions + (0 if day % HALF_YEAR == 0 else int(it.written))
    if outcome.visited:
        if day - int(it.visited) >= LAPSE and int(it.visited) != NEVER:
            it.returned = day
        it.visited = day
    if contributions + outcome.reactions > 0:
        it.interacted = day
    if outcome.posts > 0:
        it.posted = day
    for _ in range(min(contributions, 3)):
        it.wrote_earlier = it.wrote_before
        it.wrote_before = it.wrote
        it.wrote = day
