"""What a day leaves behind for everybody to whom nothing else happens: visits, items read, beliefs, habit, moods.

Who is not busy is changed by learning only. The busy have learnt already, when their day was decided, and keep what
stands in their rows: a loop computes for everybody and then chooses, since a processor that works on many people at
once cannot leave some out. One or two columns a loop and a function of its own for each few: more loops in one function
took three times as long.

ODD element: process overview and scheduling; submodel (learning).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from esnsim.behaviour.beliefs import ease_after, trust_after, usefulness_after
from esnsim.behaviour.communities import rate_to_join, zeal_after
from esnsim.behaviour.contribution import disuse_after
from esnsim.behaviour.curves import chance_at_rate
from esnsim.behaviour.feedback import encouragement_after
from esnsim.behaviour.habit import habit_after
from esnsim.behaviour.motives import crowding_after, reactance_after
from esnsim.behaviour.perceived_value import items_read
from esnsim.behaviour.person import Wish
from esnsim.behaviour.turnover import fatigue_after
from esnsim.calendar import HALF_YEAR, LAPSE
from esnsim.compilation import compiled
from esnsim.simulation.people_step import draws_at
from esnsim.simulation.perception import BlockView, person_at, surroundings_at
from esnsim.state import NEVER
from esnsim.state.people import MOST_ITEMS


@compiled
def learn_beliefs(view: BlockView) -> None:
    """Let beliefs in usefulness and ease move with experience and teaching."""
    parameters, people, first = view.parameters[0], view.people, view.first
    for place in range(view.size):
        it, today = people[first + place], view.block[place]
        person, around = person_at(view, place), surroundings_at(view, place)
        use, before, ease_before = 1.0 if today.comes else 0.0, it.usefulness, it.ease
        usefulness = usefulness_after(parameters, person, around, today.mass, use)
        ease = ease_after(parameters, person, around, use)
        it.usefulness = before if today.busy else usefulness
        it.ease = ease_before if today.busy else ease


@compiled
def learn_habits(view: BlockView) -> None:
    """Let psychological safety and habit move with use."""
    parameters, people, first = view.parameters[0], view.people, view.first
    for place in range(view.size):
        it, today = people[first + place], view.block[place]
        person, around = person_at(view, place), surroundings_at(view, place)
        use, own = 1.0 if today.comes else 0.0, 1.0 if today.willing else 0.0
        before, habit_before = it.trust, it.habit
        trust = trust_after(parameters, person, around, use)
        habit = habit_after(parameters, person, own)
        it.trust = before if today.busy else trust
        it.habit = habit_before if today.busy else habit


@compiled
def learn_moods(view: BlockView) -> None:
    """Let encouragement, zeal, fatigue, resistance, the part that rewards play and disuse fade or grow."""
    parameters, people, first = view.parameters[0], view.people, view.first
    for place in range(view.size):
        it, today = people[first + place], view.block[place]
        person, around = person_at(view, place), surroundings_at(view, place)
        before, zeal_before = it.encouragement, it.zeal
        encouragement = encouragement_after(parameters, person.encouragement, around.answers, around.silences)
        zeal = zeal_after(parameters, person, around)
        it.encouragement = before if today.busy else encouragement
        it.zeal = zeal_before if today.busy else zeal
    for place in range(view.size):
        it, today = people[first + place], view.block[place]
        person, around = person_at(view, place), surroundings_at(view, place)
        fatigue_before, reactance_before, crowding_before = it.fatigue, it.reactance, it.crowding
        fatigue = fatigue_after(parameters, person, around)
        reactance = reactance_after(parameters, person, around)
        crowding = crowding_after(parameters, person, around)
        it.fatigue = fatigue_before if today.busy else fatigue
        it.reactance = reactance_before if today.busy else reactance
        it.crowding = crowding_before if today.busy else crowding
    for place in range(view.size):
        it, today = people[first + place], view.block[place]
        before = it.disuse
        # Who is not busy does not write today.
        disuse = disuse_after(parameters, person_at(view, place), wrote=False)
        it.disuse = before if today.busy else disuse


@compiled
def note_visits(view: BlockView, numbers: NDArray[np.uint32], day: int) -> None:
    """Note who visited, what they read, and what they want of communities.

    Args:
        view: The people.
        numbers: Their random numbers.
        day: Today.
    """
    parameters, people, block, first = view.parameters[0], view.people, view.block, view.first
    for place in range(view.size):
        it, today, around = people[first + place], block[place], surroundings_at(view, place)
        # Half as wide as whole numbers usually are: not every processor turns many at once into wider ones.
        noted, none, comes = np.int32(it.items), np.int32(0), today.comes
        items = np.int32(min(items_read(parameters, around.items), float(MOST_ITEMS)))
        it.items = int(noted if today.busy else (items if comes else none))
    for place in range(view.size):
        block[place].joining = chance_at_rate(rate_to_join(parameters, surroundings_at(view, place)))
    drifting = chance_at_rate(parameters.drifting)
    for place in range(view.size):
        it, today, number = people[first + place], block[place], draws_at(numbers, place).joins
        before, willing = it.wish, today.willing != 0
        joins = Wish.JOIN.value if (number < today.joining) & willing else 0
        drifts = Wish.DRIFT.value if (1.0 - number < drifting) & willing else 0
        it.wish = before if today.busy else joins | drifts
    for place in range(view.size):
        it, today = people[first + place], block[place]
        posts, replies, reactions = it.posts, it.replies, it.reactions
        it.posts = posts if today.busy else 0
        it.replies = replies if today.busy else 0
        it.reactions = reactions if today.busy else 0
    for place in range(view.size):
        it, today = people[first + place], block[place]
        visited, returned = it.visited, it.returned
        came = (today.comes != 0) & (today.busy == 0)
        back = came & (day - visited >= LAPSE) & (visited != NEVER)
        it.returned = day if back else returned
        it.visited = day if came else visited
    for place in range(view.size):
        it, today = people[first + place], block[place]
        sought = it.sought
        it.sought = day if (today.willing != 0) & (today.busy == 0) else sought
    if day % HALF_YEAR == 0:
        for place in range(view.size):
            it = people[first + place]
            written = it.written
            it.written = written if block[place].busy else 0
