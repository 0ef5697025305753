"""What use is worth, and what it costs, reading included.

Time saved is a ceiling times realised use: those who interact save a part of the time they spend searching, those who
only read a few minutes, and both in proportion to how many colleagues can be found there at all. Potentials from
consultants (20-25 % of productivity [MGI12], 35 % of search time [SEED 001]) are ceilings, never effects. Against it
stand the minutes of visiting, reading and writing: where 85 % read and 31 % act, reading is the largest cost of all.

ODD element: submodel (observation).
"""

from typing import NamedTuple

from esnsim.behaviour.parameters import Parameters
from esnsim.calendar import WEEKS_A_MONTH


class Use(NamedTuple):
    """Use of a network in one week.

    Attributes:
        headcount: People employed.
        enabled: People with an account.
        readers: People who visited in the last 28 days.
        weekly_readers: People who visited in the week.
        weekly_interactive: Those of them who reacted, replied or posted.
        visits: Days with a visit, added up over people.
        items: Posts and replies read.
        posts: Posts written.
        replies: Replies written.
    """

    headcount: float
    enabled: float
    readers: float
    weekly_readers: float
    weekly_interactive: float
    visits: float
    items: float
    posts: float
    replies: float


def hours_saved(parameters: Parameters, use: Use) -> float:
    """Hours that use saves in a week."""
    coverage = use.readers / max(use.headcount, 1.0)
    acting = use.weekly_interactive * parameters.working_week * parameters.search_share * parameters.search_ceiling
    reading = (use.weekly_readers - use.weekly_interactive) * parameters.reader_minutes / 60.0
    return coverage * (acting + reading)


def hours_reading(parameters: Parameters, use: Use) -> float:
    """Hours spent visiting and reading in a week."""
    return (use.visits * parameters.visit_minutes + use.items * parameters.read_minutes) / 60.0


def hours_writing(parameters: Parameters, use: Use) -> float:
    """Hours spent writing in a week."""
    return (use.posts * parameters.post_minutes + use.replies * parameters.reply_minutes) / 60.0


def value(parameters: Parameters, use: Use) -> float:
    """Money that a week of use is worth: time saved, less the time it takes and the accounts."""
    time = hours_saved(parameters, use) - hours_reading(parameters, use) - hours_writing(parameters, use)
    return time * parameters.loaded_hour - use.enabled * parameters.licence / WEEKS_A_MONTH
