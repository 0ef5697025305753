"""What use is worth, and what it costs, reading included.

Time saved is a ceiling times realised use: those who interact save a part of the time they spend searching, those who
only read save some minutes for each minute of reading, and both in proportion to how many colleagues can be found there
at all. Potentials from consultants (20-25 % of productivity [MGI12], 35 % of search time [SEED 001]) are ceilings, not
effects. Against it stand the minutes of visiting, reading and writing: where 85 % read and 31 % act, reading is the
largest cost of all [SW21].

Two things are not worth what wanted use is. Who comes because it is ordered, or comes upon it in another tool, was not
looking for anything, and is there for others in part only. Work that moves to the network takes the place of mail and
meetings: its time was spent before, and is not added.

Time is charged once: what people write whose hours a programme counts already is no writing of its own.

ODD element: submodel (observation).
"""

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from esnsim.behaviour.parameters import Parameters
from esnsim.calendar import WEEKS_A_MONTH

if TYPE_CHECKING:
    from esnsim.array_types import Doubles

Amounts: TypeAlias = "Doubles"
"""A number for each week; whatever adds, multiplies and compares as numbers do will go."""


class Use(NamedTuple):
    """Use of a network, week by week.

    Attributes:
        headcount: People employed.
        enabled: People with an account.
        readers: People who visited in the last 28 days.
        willing_readers: Those of them who did of their own will.
        weekly_readers: People who visited in the week.
        weekly_interactive: Those of them who reacted, replied or posted.
        visits: Days with a visit, added up over people.
        willing_visits: Those of them of one's own will.
        items: Posts and replies read.
        posts: Posts written.
        replies: Replies written.
    """

    headcount: Amounts
    enabled: Amounts
    readers: Amounts
    willing_readers: Amounts
    weekly_readers: Amounts
    weekly_interactive: Amounts
    visits: Amounts
    willing_visits: Amounts
    items: Amounts
    posts: Amounts
    replies: Amounts


class Spent(NamedTuple):
    """What a programme takes, week by week, and what of its people's use is counted with it.

    Attributes:
        money: Money.
        hours: Hours of staff.
        moved: Share of visits made for work that has moved from mail and meetings, 0 to 1.
        own_posts: Posts written by people whose hours are counted here.
        own_replies: Replies likewise.
        led_hours: Of the hours, those of leaders and managers.
    """

    money: Amounts
    hours: Amounts
    moved: Amounts
    own_posts: Amounts
    own_replies: Amounts
    led_hours: Amounts


def _whole(amounts: Amounts) -> Amounts:
    """What shares are taken of: 1 where it is nothing, so that a share of it is nothing."""
    whole: Amounts = amounts + (amounts == 0.0)
    return whole


def _positive(amounts: Amounts) -> Amounts:
    """Nothing where it is negative."""
    return (amounts + abs(amounts)) / 2.0


def coverage(parameters: Parameters, use: Use) -> Amounts:
    """How many of all colleagues can be found there, 0 to 1; those who were not looking for anything count in part."""
    there = use.willing_readers + parameters.unsought_worth * (use.readers - use.willing_readers)
    return there / _whole(use.headcount)


def hours_saved(parameters: Parameters, use: Use) -> Amounts:
    """Hours that use saves in a week."""
    acting = use.weekly_interactive * parameters.working_week * parameters.search_share * parameters.search_ceiling
    readers_only = (use.weekly_readers - use.weekly_interactive) / _whole(use.weekly_readers)
    unsought = (use.visits - use.willing_visits) / _whole(use.visits)
    wanted = 1.0 - (1.0 - parameters.unsought_worth) * unsought
    reading = parameters.reading_return * readers_only * wanted * hours_reading(parameters, use)
    return coverage(parameters, use) * (acting + reading)


def hours_reading(parameters: Parameters, use: Use) -> Amounts:
    """Hours spent visiting and reading in a week."""
    return (use.visits * parameters.visit_minutes + use.items * parameters.read_minutes) / 60.0


def hours_writing(parameters: Parameters, use: Use, spent: Spent) -> Amounts:
    """Hours spent writing in a week, but for what is in the hours of the programme."""
    posts = _positive(use.posts - spent.own_posts)
    replies = _positive(use.replies - spent.own_replies)
    return (posts * parameters.post_minutes + replies * parameters.reply_minutes) / 60.0


def hours_replaced(parameters: Parameters, use: Use, spent: Spent) -> Amounts:
    """Hours of mail and meetings in a week whose place is taken by work on the network."""
    there = hours_reading(parameters, use) + hours_writing(parameters, use, spent)
    return parameters.moved_time * spent.moved * there


def cost(parameters: Parameters, spent: Spent, surcharge: float = 0.0) -> Amounts:
    """Money and hours of a programme in a week as one sum of money; a salary that is money is in no hours.

    Args:
        parameters: Constants, of which an hour of staff has its price.
        spent: What the programme takes.
        surcharge: By how much an hour of leaders and managers is dearer.
    """
    return spent.money + spent.hours * parameters.loaded_hour + spent.led_hours * surcharge


def accounts_cost(parameters: Parameters, use: Use) -> Amounts:
    """Money that the accounts cost in a week."""
    return use.enabled * parameters.licence / WEEKS_A_MONTH


def value(parameters: Parameters, use: Use, spent: Spent, surcharge: float = 0.0) -> Amounts:
    """Money that a week is worth: time saved and replaced, less the time it takes, accounts and the programme.

    Args:
        parameters: Constants, of which an hour of staff has its price.
        use: Use of the network.
        spent: What the programme takes.
        surcharge: By how much an hour of leaders and managers is dearer than one of other staff.
    """
    gained = hours_saved(parameters, use) + hours_replaced(parameters, use, spent)
    there = hours_reading(parameters, use) + hours_writing(parameters, use, spent)
    time = gained - there - parameters.programme_effort * spent.hours
    money = accounts_cost(parameters, use) + parameters.programme_effort * spent.money
    money = money + parameters.programme_effort * surcharge * spent.led_hours
    return time * parameters.loaded_hour - money
