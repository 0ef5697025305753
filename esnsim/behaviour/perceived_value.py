"""What the network is worth to a person: reaching people, and finding things.

Two motives, after Foote, Treem, van den Hooff and Honcoop [FOO24]: *connective* (do my contacts use it, do they
answer?) and *communal* (is useful content there?). Their weighted sum is the perceived critical mass, which is held
against the person's threshold. The functional forms are esnsim's own; the paper's could not be read.

ODD element: submodel (objectives, sensing).
"""

from esnsim.behaviour.curves import HALVING, bounded, share_of
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Person, Surroundings
from esnsim.compilation import inlined


@inlined
def connective_value(parameters: Parameters, using: float, answered: float) -> float:
    """Worth of reaching people, 0 to 1: contacts who use it, discounted where nobody answers.

    Args:
        parameters: The constants.
        using: Share of tie weight with contacts who use it, 0 to 1.
        answered: Share of recent posts that got an answer, 0 to 1.
    """
    return using * (parameters.silence_floor + (1.0 - parameters.silence_floor) * answered)


@inlined
def communal_value(parameters: Parameters, stock: float) -> float:
    """Worth of what can be found, 0 to 1, one half at ``stock_half`` posts within reach; concave.

    Args:
        parameters: The constants.
        stock: Useful content within reach, in posts, >= 0.
    """
    return stock / (stock + parameters.stock_half)


@inlined
def critical_mass(parameters: Parameters, person: Person, around: Surroundings) -> float:
    """Perceived critical mass, 0 to 1: both values, weighted by the person's motives."""
    connective = connective_value(parameters, around.using, around.answered)
    communal = communal_value(parameters, around.stock)
    return person.motive * connective + (1.0 - person.motive) * communal


@inlined
def content_kept(parameters: Parameters) -> float:
    """Part of the use of content that is left a workday later."""
    return 1.0 - HALVING / parameters.content_half_life


@inlined
def items_a_post(parameters: Parameters) -> float:
    """Items that a new post brings: itself and its replies."""
    return 1.0 + parameters.replies_a_post


@inlined
def overload(parameters: Parameters, items: float) -> float:
    """How far today's items exceed what anybody can take in: 0 up to the overload point, 1 at twice it, at most 2.

    Args:
        parameters: The constants.
        items: Items offered on the workday, >= 0.
    """
    return bounded(share_of(items, parameters.overload_point) - 1.0, 0.0, 2.0)


@inlined
def items_read(parameters: Parameters, items: float) -> float:
    """Items a visitor takes in: all that is offered, within the day's attention; the most recent come first [GUN20]."""
    return min(items, parameters.attention)
