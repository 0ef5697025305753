"""One workday in the life of everybody: the only code that changes people.

`advance` is given rows first to last. The compiled run calls it for everybody, a Mesa agent's step for its own row,
and with compilation off it is plain Python; the three give the same bits because a person reads yesterday's feed and
today's levers and writes only their own row.

A day is a few passes over a block of people: draw luck, feel tendencies, turn them into chances, live. The first and
the third are vectorised; as one loop the same rules took twice as long.

ODD element: process overview and scheduling.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.behaviour.adoption import chance_to_continue, rate_to_return, rate_to_try, tendency_to_lapse
from esnsim.behaviour.beliefs import ease_after, trust_after, usefulness_after
from esnsim.behaviour.communities import rate_to_found, rate_to_join, zeal_after
from esnsim.behaviour.contribution import (
    posting_rate,
    reacting_rate,
    replying_rate,
    situation,
    tendency_to_react,
    tendency_to_write,
)
from esnsim.behaviour.curves import count_within_day, exp, happens_at_log_odds, happens_at_rate, logistic
from esnsim.behaviour.feedback import encouragement_after
from esnsim.behaviour.habit import habit_after
from esnsim.behaviour.motives import crowding_after, reactance_after
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.perceived_value import critical_mass, items_read
from esnsim.behaviour.person import Person, Role, Stage, Surroundings, Tier, Wish
from esnsim.behaviour.reading import chance_to_come, tendency_to_visit
from esnsim.behaviour.turnover import chance_to_burn_out, chance_to_leave, fatigue_after
from esnsim.compilation import compiled, inlined
from esnsim.rng.address import DAILY_DRAWS, SCALE, WORD, Draw, Key, happens, philox
from esnsim.simulation.perception import CommonGround, common_ground, person_of, surroundings_of
from esnsim.simulation.turnover import settle_in
from esnsim.state import HALF_YEAR, LAPSE, NEVER, Doubles, PersonRow, World

BLOCK = 1024
"""People who live together through the passes of a day; small enough to stay in the fastest memory."""
MOST_POSTS = 4
MOST_REPLIES = 24
MOST_REACTIONS = 24
MOST_ITEMS = 127
MASS, LAPSING, VISITING, WRITING, REACTING = range(5)
FEELINGS = 5


class Feelings(NamedTuple):
    """What a person feels today; most log-odds and log rates have become chances and rates.

    Attributes:
        mass: Perceived critical mass, 0 to 1.
        lapsing: Log-odds that a user gives up today.
        visiting: Chance of a visit today.
        writing: Posts a visit that the person would write unasked.
        reacting: Reactions a visit that the person would give.
    """

    mass: float
    lapsing: float
    visiting: float
    writing: float
    reacting: float


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
    joins: float
    founds: float


class Outcome(NamedTuple):
    """What a day makes of a person; see `Person` and `People`."""

    stage: int
    visited: bool
    posts: int
    replies: int
    reactions: int
    items: int
    wish: int
    role: int
    usefulness: float
    ease: float
    trust: float
    habit: float
    encouragement: float
    fatigue: float
    reactance: float
    crowding: float
    zeal: float


@inlined
def stage_today(
    parameters: Parameters, person: Person, around: Surroundings, luck: Luck, feelings: Feelings, trial_over: bool
) -> int:
    """The stage for today: try, judge the trial, give up, or come back."""
    stage = person.stage
    if stage in (Stage.EMPLOYED, Stage.ENABLED):
        if happens_at_rate(rate_to_try(parameters, person, around), luck.tries):
            return Stage.TRIAL.value
    elif stage == Stage.TRIAL:
        if trial_over:
            stays = happens(chance_to_continue(parameters, person, feelings.mass), luck.continues)
            return Stage.USER.value if stays else Stage.LAPSED.value
    elif stage == Stage.USER:
        if happens_at_log_odds(feelings.lapsing, luck.lapses):
            return Stage.LAPSED.value
    elif happens_at_rate(rate_to_return(parameters, person, around), luck.returns):
        return Stage.TRIAL.value
    return stage


@inlined
def spend(
    parameters: Parameters, person: Person, around: Surroundings, luck: Luck, feelings: Feelings, trial_over: bool
) -> Outcome:
    """One person's workday, from what they feel to what it leaves behind."""
    stage = stage_today(parameters, person, around, luck, feelings, trial_over)
    begins = stage == Stage.TRIAL and person.stage != Stage.TRIAL
    present = stage in (Stage.TRIAL, Stage.USER)
    willing = begins or (present and happens(feelings.visiting, luck.visits))
    visited = willing or (present and happens(chance_to_come(around, feelings.visiting), luck.visits))
    posts = replies = reactions = items = wish = 0
    if visited:
        items = min(int(items_read(parameters, around.items)), MOST_ITEMS)
    if willing:
        posts = count_within_day(posting_rate(parameters, person, around, feelings.writing), luck.posts, MOST_POSTS)
        replies = count_within_day(
            replying_rate(parameters, person, around, feelings.writing), luck.replies, MOST_REPLIES
        )
        reactions = count_within_day(reacting_rate(parameters, around, feelings.reacting), luck.reacts, MOST_REACTIONS)
        wish = Wish.JOIN.value if happens_at_rate(rate_to_join(parameters, around), luck.joins) else 0
        wish += Wish.DRIFT.value if happens_at_rate(parameters.drifting, 1.0 - luck.joins) else 0
        wish += Wish.FOUND.value if happens_at_rate(rate_to_found(parameters, feelings.writing), luck.founds) else 0
    use = 1.0 if visited else 0.0
    burnt = happens(chance_to_burn_out(parameters, person), luck.burns_out)
    former = Role.LEADER.value if person.tier != Tier.NONE else Role.EMPLOYEE.value
    return Outcome(
        stage,
        visited,
        posts,
        replies,
        reactions,
        items,
        wish,
        former if burnt else person.role,
        usefulness_after(parameters, person, around, feelings.mass, use),
        ease_after(parameters, person, around, use),
        trust_after(parameters, person, around, use),
        habit_after(parameters, person, use),
        encouragement_after(parameters, person.encouragement, around.answers, around.silences),
        fatigue_after(parameters, person),
        reactance_after(parameters, person, around),
        crowding_after(parameters, person, around),
        1.0 if wish & Wish.FOUND.value else zeal_after(parameters, person, around),
    )


@compiled
def draw_luck(luck: NDArray[np.uint32], key: Key, persons: NDArray[np.uint32], day: int) -> None:
    """Fill ``luck[draw, i]`` for everybody in ``persons``; a pass of its own, so that it is vectorised.

    Ids come as words of 32 bits: products of what may be wider take three multiplications instead of one.
    """
    low, high, moment = key.low & WORD, key.high & WORD, day & WORD
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
def feel(world: World, common: CommonGround, feelings: Doubles, first: int, last: int) -> None:
    """Fill ``feelings[which, row - first]`` with critical mass, log-odds and log rates of rows first to last - 1.

    Tables are taken out of the world before the loop: handing the world on, person by person, would count every
    table's references up and down each time.
    """
    parameters, people, sights, levers, unit_stock = (
        world.parameters[0],
        world.people,
        world.sights,
        world.levers,
        world.unit_stock,
    )
    for row in range(first, last):
        it, sight = people[row], sights[row]
        boss = int(it.manager)
        boss_seen = int(sights[max(boss, 0)].visible) if boss >= 0 else 0
        person = person_of(it)
        around = surroundings_of(parameters, common, it, sight, levers[row], boss_seen, float(unit_stock[int(it.unit)]))
        mass = critical_mass(parameters, person, around)
        mood = situation(parameters, person, around)
        feelings[MASS, row - first] = mass
        feelings[LAPSING, row - first] = tendency_to_lapse(parameters, person, mass)
        feelings[VISITING, row - first] = tendency_to_visit(parameters, person, around, mass)
        feelings[WRITING, row - first] = tendency_to_write(person, mood)
        feelings[REACTING, row - first] = tendency_to_react(parameters, person, mood)


@compiled
def sharpen(feelings: Doubles, people: int) -> None:
    """Turn log-odds into chances and log rates into rates; a pass of its own, so that it is vectorised."""
    visiting, writing, reacting = feelings[VISITING], feelings[WRITING], feelings[REACTING]
    for i in range(people):
        visiting[i] = logistic(visiting[i])
    for i in range(people):
        writing[i] = exp(writing[i])
    for i in range(people):
        reacting[i] = exp(reacting[i])


@compiled
def advance(world: World, day: int, first: int, last: int) -> None:
    """Let the people in rows first to last - 1 live one workday; any slicing gives the same lives."""
    size = min(BLOCK, last - first)
    luck = np.empty((DAILY_DRAWS, size), np.uint32)
    feelings = np.empty((FEELINGS, size), np.float64)
    persons = np.empty(size, np.uint32)
    common = common_ground(world)
    for begin in range(first, last, BLOCK):
        end = min(begin + BLOCK, last)
        people = world.people
        for row in range(begin, end):
            persons[row - begin] = np.uint32(people[row].person & WORD)
        draw_luck(luck, world.key, persons[: end - begin], day)
        feel(world, common, feelings, begin, end)
        sharpen(feelings, end - begin)
        live(world, common, luck, feelings, day, begin, end)


@compiled
def live(
    world: World, common: CommonGround, luck: NDArray[np.uint32], feelings: Doubles, day: int, first: int, last: int
) -> None:
    """Let rows first to last - 1 live this day, with luck and feelings in columns counted from first."""
    parameters, people, sights, levers, unit_stock = (
        world.parameters[0],
        world.people,
        world.sights,
        world.levers,
        world.unit_stock,
    )
    leaving = chance_to_leave(parameters)
    for row in range(first, last):
        it, sight = people[row], sights[row]
        boss = int(it.manager)
        boss_seen = int(sights[max(boss, 0)].visible) if boss >= 0 else 0
        person = person_of(it)
        around = surroundings_of(parameters, common, it, sight, levers[row], boss_seen, float(unit_stock[int(it.unit)]))
        fate = fate_of(luck, row - first)
        felt = felt_by(feelings, row - first)
        trial_over = day - int(it.trial_since) >= parameters.trial_days
        outcome = spend(parameters, person, around, fate, felt, trial_over)
        keep(it, day, person.stage, outcome)
        if happens(leaving, fate.leaves):
            settle_in(world, row, day)


@inlined
def felt_by(feelings: Doubles, place: int) -> Feelings:
    """The feelings at this place of a block."""
    return Feelings(
        feelings[MASS, place],
        feelings[LAPSING, place],
        feelings[VISITING, place],
        feelings[WRITING, place],
        feelings[REACTING, place],
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
        luck[Draw.JOIN.value, place] * SCALE,
        luck[Draw.FOUND.value, place] * SCALE,
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
    it.reactance = outcome.reactance
    it.crowding = outcome.crowding
    it.zeal = outcome.zeal
    it.items = outcome.items
    it.wish = outcome.wish
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
