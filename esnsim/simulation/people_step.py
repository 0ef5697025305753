"""One workday of everybody, in passes over blocks of people: the only code that changes people.

A person reads yesterday's feed and today's levers and writes only their own row, so rows can be taken in any slices.
Drawing numbers and turning log-odds into chances are passes of their own, which the processor vectorises; as one loop
the same rules took twice as long.

ODD element: process overview and scheduling.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from esnsim.calendar import HALF_YEAR, LAPSE
from esnsim.compilation import compiled, inlined
from esnsim.rng.address import DAILY_DRAWS, SCALE, WORD, Draw, happens
from esnsim.rng.arrays import LANES, fill_words
from esnsim.simulation.perception import person_of
from esnsim.simulation.turnover import replace_leaver
from esnsim.state import NEVER, Doubles, PersonRow, World
from esnsim.state.people import MOST_ITEMS, MOST_POSTS, MOST_REACTIONS, MOST_REPLIES

BLOCK = 1024
"""People who go through the passes of a day together; small enough to stay in the fastest memory."""
MASS, LAPSING, VISITING, WRITING, REACTING = range(5)
PROPENSITIES = 5


class Propensities(NamedTuple):
    """What a person is inclined to today; most log-odds and log rates have become chances and rates.

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


class DayOutcome(NamedTuple):
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
) -> DayOutcome:
    """One person's workday, from what they are inclined to, to what it leaves behind."""
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
    role = former if burnt else person.role
    zeal = 1.0 if wish & Wish.FOUND.value else zeal_after(parameters, person, around)
    return DayOutcome(
        stage=stage,
        visited=visited,
        posts=posts,
        replies=replies,
        reactions=reactions,
        items=items,
        wish=wish,
        role=role,
        usefulness=usefulness_after(parameters, person, around, propensities.mass, use),
        ease=ease_after(parameters, person, around, use),
        trust=trust_after(parameters, person, around, use),
        habit=habit_after(parameters, person, use),
        encouragement=encouragement_after(parameters, person.encouragement, around.answers, around.silences),
        fatigue=fatigue_after(parameters, person),
        reactance=reactance_after(parameters, person, around),
        crowding=crowding_after(parameters, person, around),
        zeal=zeal,
    )


@compiled
def draw_numbers(numbers: NDArray[np.uint32], world: World, day: int, first: int, last: int) -> None:
    """Draw twelve random numbers a person, by address.

    Args:
        numbers: Filled as ``numbers[draw, row - first]``.
        world: The world.
        day: Today.
        first: First row.
        last: Row after the last.
    """
    persons = np.empty(last - first, np.uint32)
    for row in range(first, last):
        persons[row - first] = np.uint32(world.people[row].person & WORD)
    for block in range(DAILY_DRAWS // LANES):
        fill_words(numbers[LANES * block : LANES * (block + 1)], world.key, persons, day, block)


@compiled
def fill_propensities(world: World, met: Sequence[Surroundings], propensities: Doubles, first: int, last: int) -> None:
    """Work out critical mass, log-odds and log rates from what people meet.

    Args:
        world: The world.
        met: What the people from ``first`` on meet.
        propensities: Filled as ``propensities[which, row - first]``.
        first: First row.
        last: Row after the last.
    """
    parameters, people = world.parameters[0], world.people
    for row in range(first, last):
        place = row - first
        person, around = person_of(people[row]), met[place]
        mass = critical_mass(parameters, person, around)
        mood = situation(parameters, person, around)
        propensities[MASS, place] = mass
        propensities[LAPSING, place] = tendency_to_lapse(parameters, person, mass)
        propensities[VISITING, place] = tendency_to_visit(parameters, person, around, mass)
        propensities[WRITING, place] = tendency_to_write(person, mood)
        propensities[REACTING, place] = tendency_to_react(parameters, person, mood)


@compiled
def apply_links(propensities: Doubles, people: int) -> None:
    """Turn log-odds into chances and log rates into rates, in a pass that is vectorised."""
    visiting, writing, reacting = propensities[VISITING], propensities[WRITING], propensities[REACTING]
    for i in range(people):
        visiting[i] = logistic(visiting[i])
    for i in range(people):
        writing[i] = exp(writing[i])
    for i in range(people):
        reacting[i] = exp(reacting[i])


@compiled
def apply_rules(
    world: World,
    met: Sequence[Surroundings],
    numbers: NDArray[np.uint32],
    propensities: Doubles,
    day: int,
    first: int,
    last: int,
) -> None:
    """Decide everybody's day by the rules, write it back into their rows, and replace who leaves.

    Args:
        world: The world; rows ``first`` to ``last - 1`` are written.
        met: What these people meet.
        numbers: Their random numbers, in columns counted from ``first``.
        propensities: Their propensities, likewise.
        day: Today.
        first: First row.
        last: Row after the last.
    """
    parameters, people = world.parameters[0], world.people
    leaving = chance_to_leave(parameters)
    for row in range(first, last):
        it, place = people[row], row - first
        person = person_of(it)
        draws = draws_at(numbers, place)
        trial_over = day - int(it.trial_since) >= parameters.trial_days
        outcome = decide_day(parameters, person, met[place], draws, propensities_at(propensities, place), trial_over)
        write_back(it, day, person.stage, outcome)
        if happens(leaving, draws.leaves):
            replace_leaver(world, row, day)


@inlined
def propensities_at(propensities: Doubles, place: int) -> Propensities:
    """The propensities at this place of a block."""
    return Propensities(
        mass=propensities[MASS, place],
        lapsing=propensities[LAPSING, place],
        visiting=propensities[VISITING, place],
        writing=propensities[WRITING, place],
        reacting=propensities[REACTING, place],
    )


@inlined
def draws_at(numbers: NDArray[np.uint32], place: int) -> Draws:
    """The random numbers at this place of a block, in [0, 1)."""
    return Draws(
        tries=numbers[Draw.TRY.value, place] * SCALE,
        visits=numbers[Draw.VISIT.value, place] * SCALE,
        posts=numbers[Draw.POST.value, place] * SCALE,
        replies=numbers[Draw.REPLY.value, place] * SCALE,
        reacts=numbers[Draw.REACT.value, place] * SCALE,
        continues=numbers[Draw.CONTINUE.value, place] * SCALE,
        lapses=numbers[Draw.LAPSE.value, place] * SCALE,
        returns=numbers[Draw.RETURN.value, place] * SCALE,
        leaves=numbers[Draw.LEAVE.value, place] * SCALE,
        burns_out=numbers[Draw.BURN_OUT.value, place] * SCALE,
        joins=numbers[Draw.JOIN.value, place] * SCALE,
        founds=numbers[Draw.FOUND.value, place] * SCALE,
    )


@inlined
def write_back(it: PersonRow, day: int, stage_before: int, outcome: DayOutcome) -> None:
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
