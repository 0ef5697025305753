"""One workday in the life of everybody: the only code that changes people.

`step_people` is given rows first to last. The compiled run calls it for everybody, a Mesa agent's step for its own row,
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
from esnsim.simulation.turnover import replace_leaver
from esnsim.state import HALF_YEAR, LAPSE, NEVER, Doubles, PersonRow, World

BLOCK = 1024
"""People who live together through the passes of a day; small enough to stay in the fastest memory."""
MOST_POSTS = 4
MOST_REPLIES = 24
MOST_REACTIONS = 24
MOST_ITEMS = 127
MASS, LAPSING, VISITING, WRITING, REACTING = range(5)
PROPENSITIES = 5


class Propensities(NamedTuple):
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


class Draws(NamedTuple):
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
    parameters: Parameters,
    person: Person,
    around: Surroundings,
    numbers: Draws,
    propensities: Propensities,
    trial_over: bool,
) -> int:
    """The stage for today: try, judge the trial, give up, or come back."""
    stage = person.stage
    if stage in (Stage.EMPLOYED, Stage.ENABLED):
        if happens_at_rate(rate_to_try(parameters, person, around), numbers.tries):
            return Stage.TRIAL.value
    elif stage == Stage.TRIAL:
        if trial_over:
            stays = happens(chance_to_continue(parameters, person, propensities.mass), numbers.continues)
            return Stage.USER.value if stays else Stage.LAPSED.value
    elif stage == Stage.USER:
        if happens_at_log_odds(propensities.lapsing, numbers.lapses):
            return Stage.LAPSED.value
    elif happens_at_rate(rate_to_return(parameters, person, around), numbers.returns):
        return Stage.TRIAL.value
    return stage


@inlined
def decide_day(
    parameters: Parameters,
    person: Person,
    around: Surroundings,
    numbers: Draws,
    propensities: Propensities,
    trial_over: bool,
) -> Outcome:
    """One person's workday, from what they feel to what it leaves behind."""
    stage = stage_today(parameters, person, around, numbers, propensities, trial_over)
    begins = stage == Stage.TRIAL and person.stage != Stage.TRIAL
    present = stage in (Stage.TRIAL, Stage.USER)
    willing = begins or (present and happens(propensities.visiting, numbers.visits))
    visited = willing or (present and happens(chance_to_come(around, propensities.visiting), numbers.visits))
    posts = replies = reactions = items = wish = 0
    if visited:
        items = min(int(items_read(parameters, around.items)), MOST_ITEMS)
    if willing:
        posts = count_within_day(
            posting_rate(parameters, person, around, propensities.writing), numbers.posts, MOST_POSTS
        )
        replies = count_within_day(
            replying_rate(parameters, person, around, propensities.writing), numbers.replies, MOST_REPLIES
        )
        reactions = count_within_day(
            reacting_rate(parameters, around, propensities.reacting), numbers.reacts, MOST_REACTIONS
        )
        wish = Wish.JOIN.value if happens_at_rate(rate_to_join(parameters, around), numbers.joins) else 0
        wish += Wish.DRIFT.value if happens_at_rate(parameters.drifting, 1.0 - numbers.joins) else 0
        wish += (
            Wish.FOUND.value if happens_at_rate(rate_to_found(parameters, propensities.writing), numbers.founds) else 0
        )
    use = 1.0 if visited else 0.0
    burnt = happens(chance_to_burn_out(parameters, person), numbers.burns_out)
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
        usefulness_after(parameters, person, around, propensities.mass, use),
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
def draw_numbers(numbers: NDArray[np.uint32], key: Key, persons: NDArray[np.uint32], day: int) -> None:
    """Fill ``numbers[draw, i]`` for everybody in ``persons``; a pass of its own, so that it is vectorised.

    Ids come as words of 32 bits: products of what may be wider take three multiplications instead of one.
    """
    low, high, moment = key.low & WORD, key.high & WORD, day & WORD
    for block in range(DAILY_DRAWS // 4):
        first, second = numbers[4 * block], numbers[4 * block + 1]
        third, fourth = numbers[4 * block + 2], numbers[4 * block + 3]
        for i in range(len(persons)):
            words = philox(low, high, int(persons[i]), moment, block, 0)
            first[i] = np.uint32(words[0])
            second[i] = np.uint32(words[1])
            third[i] = np.uint32(words[2])
            fourth[i] = np.uint32(words[3])


@compiled
def fill_propensities(world: World, common: CommonGround, propensities: Doubles, first: int, last: int) -> None:
    """Fill ``propensities[which, row - first]`` with critical mass, log-odds and log rates of rows first to last - 1.

    Tables are taken out of the world before the loop: handing the world on, person by person, would count every
    table's references up and down each time.
    """
    parameters, people, contact_counts, levers, unit_stock = (
        world.parameters[0],
        world.people,
        world.contact_counts,
        world.levers,
        world.unit_stock,
    )
    for row in range(first, last):
        it, contacts = people[row], contact_counts[row]
        manager = int(it.manager)
        manager_visible = int(contact_counts[max(manager, 0)].visible) if manager >= 0 else 0
        person = person_of(it)
        around = surroundings_of(
            parameters, common, it, contacts, levers[row], manager_visible, float(unit_stock[int(it.unit)])
        )
        mass = critical_mass(parameters, person, around)
        mood = situation(parameters, person, around)
        propensities[MASS, row - first] = mass
        propensities[LAPSING, row - first] = tendency_to_lapse(parameters, person, mass)
        propensities[VISITING, row - first] = tendency_to_visit(parameters, person, around, mass)
        propensities[WRITING, row - first] = tendency_to_write(person, mood)
        propensities[REACTING, row - first] = tendency_to_react(parameters, person, mood)


@compiled
def apply_links(propensities: Doubles, people: int) -> None:
    """Turn log-odds into chances and log rates into rates; a pass of its own, so that it is vectorised."""
    visiting, writing, reacting = propensities[VISITING], propensities[WRITING], propensities[REACTING]
    for i in range(people):
        visiting[i] = logistic(visiting[i])
    for i in range(people):
        writing[i] = exp(writing[i])
    for i in range(people):
        reacting[i] = exp(reacting[i])


@compiled
def step_people(world: World, day: int, first: int, last: int) -> None:
    """Let the people in rows first to last - 1 live one workday; any slicing gives the same lives."""
    size = min(BLOCK, last - first)
    numbers = np.empty((DAILY_DRAWS, size), np.uint32)
    propensities = np.empty((PROPENSITIES, size), np.float64)
    persons = np.empty(size, np.uint32)
    common = common_ground(world)
    for begin in range(first, last, BLOCK):
        end = min(begin + BLOCK, last)
        people = world.people
        for row in range(begin, end):
            persons[row - begin] = np.uint32(people[row].person & WORD)
        draw_numbers(numbers, world.key, persons[: end - begin], day)
        fill_propensities(world, common, propensities, begin, end)
        apply_links(propensities, end - begin)
        apply_rules(world, common, numbers, propensities, day, begin, end)


@compiled
def apply_rules(
    world: World,
    common: CommonGround,
    numbers: NDArray[np.uint32],
    propensities: Doubles,
    day: int,
    first: int,
    last: int,
) -> None:
    """Let rows first to last - 1 live this day, with luck and feelings in columns counted from first."""
    parameters, people, contact_counts, levers, unit_stock = (
        world.parameters[0],
        world.people,
        world.contact_counts,
        world.levers,
        world.unit_stock,
    )
    leaving = chance_to_leave(parameters)
    for row in range(first, last):
        it, contacts = people[row], contact_counts[row]
        manager = int(it.manager)
        manager_visible = int(contact_counts[max(manager, 0)].visible) if manager >= 0 else 0
        person = person_of(it)
        around = surroundings_of(
            parameters, common, it, contacts, levers[row], manager_visible, float(unit_stock[int(it.unit)])
        )
        draws = draws_at(numbers, row - first)
        propensity = propensities_at(propensities, row - first)
        trial_over = day - int(it.trial_since) >= parameters.trial_days
        outcome = decide_day(parameters, person, around, draws, propensity, trial_over)
        write_back(it, day, person.stage, outcome)
        if happens(leaving, draws.leaves):
            replace_leaver(world, row, day)


@inlined
def propensities_at(propensities: Doubles, place: int) -> Propensities:
    """The feelings at this place of a block."""
    return Propensities(
        propensities[MASS, place],
        propensities[LAPSING, place],
        propensities[VISITING, place],
        propensities[WRITING, place],
        propensities[REACTING, place],
    )


@inlined
def draws_at(numbers: NDArray[np.uint32], place: int) -> Draws:
    """The luck at this place of a block, as numbers in [0, 1)."""
    return Draws(
        numbers[Draw.TRY.value, place] * SCALE,
        numbers[Draw.VISIT.value, place] * SCALE,
        numbers[Draw.POST.value, place] * SCALE,
        numbers[Draw.REPLY.value, place] * SCALE,
        numbers[Draw.REACT.value, place] * SCALE,
        numbers[Draw.CONTINUE.value, place] * SCALE,
        numbers[Draw.LAPSE.value, place] * SCALE,
        numbers[Draw.RETURN.value, place] * SCALE,
        numbers[Draw.LEAVE.value, place] * SCALE,
        numbers[Draw.BURN_OUT.value, place] * SCALE,
        numbers[Draw.JOIN.value, place] * SCALE,
        numbers[Draw.FOUND.value, place] * SCALE,
    )


@inlined
def write_back(it: PersonRow, day: int, stage_before: int, outcome: Outcome) -> None:
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
