"""Who replied to whom on a day, looked at before the replies are handed on.

A reply finds its post by addressed chance alone, so it can be looked for twice: nothing is changed by looking.

ODD element: observation.
"""

from __future__ import annotations

from esnsim.compilation import compiled
from esnsim.simulation.exchange import sum_appeal
from esnsim.simulation.replies import item_to_answer
from esnsim.state import Counters, Ints, Longs, World


@compiled
def count_exchanges(world: World, day: int, branch: Ints, between: Longs) -> None:
    """Add today's replies to ``between[branch of who replied, branch of who is replied to]``.

    To be called when everybody has gone through the day and before the exchange.

    Args:
        world: The world.
        day: Today.
        branch: Branch of each row's position; shape (n,).
        between: Replies so far; shape (branches, branches).
    """
    if world.counters[Counters.ITEMS.value] == 0:
        return
    sum_appeal(world, day)
    people = world.people
    for row in range(len(people)):
        for nth in range(int(people[row].replies)):
            item = item_to_answer(world, row, day, nth)
            if item >= 0:
                between[branch[row], branch[int(world.items[item].author)]] += 1
