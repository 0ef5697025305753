"""One workday of those to whom something happens, and who they are.

A person reads yesterday's feed and today's levers and writes only their own row, so rows can be taken in any slices.
On most days nothing happens to most people but that they learn (see `esnsim.simulation.learning`). Whose stage or role
may change, or who may write, is found by tests that leave nobody out; the rules then decide one by one.

ODD element: process overview and scheduling.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.behaviour.adoption import chance_to_continue, rate_to_return, rate_to_try
from esnsim.behaviour.beliefs import ease_after, trust_after, usefulness_after
from esnsim.behaviour.communities import rate_to_found, rate_to_join, zeal_after
from esnsim.behaviour.contribution import (
    disuse_after,
    posting_rate,
    posting_with,
    reacting_rate,
    replying_rate,
    replying_with,
)
from esnsim.behaviour.curves import count_within_day, happens_at_rate
from esnsim.behaviour.feedback import encouragement_after
from esnsim.behaviour.habit import habit_after
from esnsim.behaviour.motives import crowding_after, reactance_after
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.perceived_value import items_read
from esnsim.behaviour.person import Person, Role, Stage, Surroundings, Tier, Wish
from esnsim.behaviour.reading import chance_to_come
from esnsim.behaviour.turnover import chance_to_burn_out, chance_to_leave, fatigue_after
from esnsim.calendar import HALF_YEAR, LAPSE
from esnsim.compilation import compiled, inlined
from esnsim.rng.address import SCALE, Draw, happens
from esnsim.simulation.perception import BlockView, person_at, surroundings_at
from esnsim.simulation.turnover import replace_leaver
from esnsim.state import NEVER, BlockRow, PersonRow, World
from esnsim.state.people import MOST_ITEMS, MOST_POSTS, MOST_REACTIONS, MOST_REPLIES


class Propensities(NamedTuple):
    """What a person is inclined to today.

    Attributes:
        mass: Perceived critical mass, 0 to 1.
        lapsing: Chance that a user gives up today.
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
    willing: bool
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
    disuse: float


@compiled
def find_busy(view: BlockView, numbers: NDArray[np.uint32], day: int) -> None:
    """Find who comes today, and to whom something may happen.

    Args:
        view: The people.
        numbers: Their random numbers.
        day: Today.
    """
    parameters, people, block, first, size = view.parameters[0], view.people, view.block, view.first, view.size
    leaving = chance_to_leave(parameters)
    for place in range(size):
        it, today, draws = people[first + place], block[place], draws_at(numbers, place)
        present = (it.stage == Stage.TRIAL.value) | (it.stage == Stage.USER.value)
        over = (it.stage == Stage.TRIAL.value) & (day - it.trial_since >= parameters.trial_days)
        gives_up = (it.stage == Stage.USER.value) & (draws.lapses < today.lapsing)
        begins = (it.stage <= Stage.ENABLED.value) & (draws.tries < today.trying)
        returns = (it.stage == Stage.LAPSED.value) & (draws.returns < parameters.return_ratio * today.trying)
        tired = (it.role == Role.AMBASSADOR.value) & (draws.burns_out < parameters.burn_out_rate * it.fatigue)
        drop_in = view.levers[first + place].drop_in
        coming = today.visiting + (1.0 - today.visiting) * drop_in
        looks_in = (it.stage == Stage.LAPSED.value) & (draws.visits < drop_in)
        today.willing = present & (draws.visits < today.visiting)
        today.comes = (present & ((draws.visits < today.visiting) | (draws.visits < coming))) | looks_in
        today.busy = over | gives_up | begins | returns | tired | (draws.leaves < leaving)
    for place in range(size):
        today, draws = block[place], draws_at(numbers, place)
        person, around = person_at(view, place), surroundings_at(view, place)
        # As if promises were kept in full: who tires or is afraid keeps less, and the rules decide that.
        most_posts = posting_with(parameters, person, around, today.writing, around.lever.duty_posts)
        most_replies = replying_with(parameters, around, today.writing, around.lever.duty_replies)
        posts = draws.posts >= 1.0 - most_posts
        replies = draws.replies >= 1.0 - most_replies
        reacts = draws.reacts >= 1.0 - reacting_rate(parameters, around, today.reacting)
        founds = draws.founds < rate_to_found(parameters, today.writing)
        busy, acts = today.busy != 0, posts | replies | reacts | founds
        today.busy = busy | ((today.willing != 0) & acts)


@compiled
def apply_rules(world: World, view: BlockView, numbers: NDArray[np.uint32], day: int) -> None:
    """Decide the day of the busy by the rules, write it back into their rows, and replace who leaves.

    Args:
        world: The world; rows of the busy are written.
        view: The people.
        numbers: Their random numbers.
        day: Today.
    """
    parameters, people, block, first = view.parameters[0], view.people, view.block, view.first
    leaving = chance_to_leave(parameters)
    places, busy = np.empty(view.size, np.int32), 0
    for place in range(view.size):
        places[busy] = place
        busy += block[place].busy
    for nth in range(busy):
        place = int(places[nth])
        it, today, draws = people[first + place], block[place], draws_at(numbers, place)
        person, around = person_at(view, place), surroundings_at(view, place)
        trial_over = day - it.trial_since >= parameters.trial_days
        outcome = decide_day(parameters, person, around, draws, propensities_of(today), trial_over)
        write_back(it, day, person.stage, outcome)
        if happens(leaving, draws.leaves):
            replace_leaver(world, first + place, day)


@inlined
def propensities_of(today: BlockRow) -> Propensities:
    """What the person of a row of the block is inclined to."""
    return Propensities(
        mass=today.mass,
        lapsing=today.lapsing,
        visiting=today.visiting,
        writing=today.writing,
        reacting=today.reacting,
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
        if happens(propensities.lapsing, numbers.lapses):
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
    # Whoever gave up is not rid of it where it is ordered or shows in other tools, but wants nothing there.
    wanted = propensities.visiting if present else 0.0
    reachable = present or stage == Stage.LAPSED
    visited = willing or (reachable and happens(chance_to_come(around, wanted), numbers.visits))
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
    use, habitual = 1.0 if visited else 0.0, 1.0 if willing else 0.0
    burnt = happens(chance_to_burn_out(parameters, person), numbers.burns_out)
    former = Role.LEADER.value if person.tier != Tier.NONE else Role.EMPLOYEE.value
    role = former if burnt else person.role
    zeal = 1.0 if wish & Wish.FOUND.value else zeal_after(parameters, person, around)
    return DayOutcome(
        stage=stage,
        visited=visited,
        willing=willing,
        posts=posts,
        replies=replies,
        reactions=reactions,
        items=items,
        wish=wish,
        role=role,
        usefulness=usefulness_after(parameters, person, around, propensities.mass, use),
        ease=ease_after(parameters, person, around, use),
        trust=trust_after(parameters, person, around, use),
        habit=habit_after(parameters, person, habitual),
        encouragement=encouragement_after(parameters, person.encouragement, around.answers, around.silences),
        fatigue=fatigue_after(parameters, person, around),
        reactance=reactance_after(parameters, person, around),
        crowding=crowding_after(parameters, person, around),
        zeal=zeal,
        disuse=disuse_after(parameters, person, wrote=posts + replies > 0),
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
    it.disuse = outcome.disuse
    it.items = outcome.items
    it.wish = outcome.wish
    it.posts = outcome.posts
    it.replies = outcome.replies
    it.reactions = outcome.reactions
    contributions = outcome.posts + outcome.replies
    it.written = contributions + (0 if day % HALF_YEAR == 0 else it.written)
    if outcome.visited:
        if day - it.visited >= LAPSE and it.visited != NEVER:
            it.returned = day
        it.visited = day
    if outcome.willing:
        it.sought = day
    if contributions + outcome.reactions > 0:
        it.interacted = day
    if outcome.posts > 0:
        it.posted = day
    for _ in range(min(contributions, 3)):
        it.wrote_earlier = it.wrote_before
        it.wrote_before = it.wrote
        it.wrote = day
