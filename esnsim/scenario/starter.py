"""The scenario somebody new begins with: complete, commented, and ready to run; of what they wish, if they say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

STARTER = """\
# A scenario asks one question. Change it, look at it with 'esnsim show', and run it with 'esnsim run'.
# Only name and organisation have to be there; 'esnsim show' prints everything left to defaults.
name: {name}
question: What do ambassadors add to a network that most people read and few write on?

start: 2024-01-01        # first day; one step is one workday
weeks: 52                # how long to look at it
replicates: 10           # runs of each programme, each with other random numbers; more give narrower intervals
seed: 1                  # the same seed gives the same results on every machine

organisation:
  generate:              # or 'import: {{people: people.csv, ties: ties.csv}}' for your own organisation
    people: 1000
    countries: {{GB: 0.6, FR: 0.3, NO: 0.1}}
  turnover: 0.15         # share of people who leave in a year and are replaced

# The state at the start: 'launch' for a new network, or shares of headcount as observed over four weeks.
initial: {{reader: 0.75, contributor: 0.10}}

# What to compare. A start is a date, 'week 4', 'day 10', or a condition such as
#   start: {{when: reader < 0.70, for: 4 weeks, not_before: week 8}}
# An audience is made of words such as
#   audience: {{country: [GB, FR], level_at_most: 2, lapsed: true, not: {{frontline: true}}, share: 0.5}}
programmes:
  none: []
  ambassadors:
    - kind: ambassadors
      count: 15          # about one for 70 people
      start: week 4
baseline: none
"""


def starter(name: str = "My first scenario") -> str:
    """The text of a scenario to begin with.

    Args:
        name: What to call it.
    """
    return STARTER.format(name=_quoted(name))


MADE = """\
# What it asks stands below; change it, look at it with 'esnsim show', and run it with 'esnsim run'.
# Only name and organisation have to be there; 'esnsim show' prints everything left to defaults.
name: {name}
question: {question}

start: {start}  # first day; one step is one workday
weeks: {weeks}  # how long to look at it
replicates: 20  # runs of each programme, each of another plausible model; more give narrower intervals

organisation:
{organisation}

{initial}

# What to compare, all of them with the same employees and the same random numbers.
programmes:
  none: []
"""
IN_USE = """\
# What your usage report says today, as shares of all staff: who visited, and who wrote, in the last 28 days.
initial: {{reader: {readers:g}, contributor: {contributors:g}}}"""
LAUNCH_LINES = """\
# Nobody uses it yet. Of a network in use: 'initial: {reader: 0.45, contributor: 0.06}', as shares of all staff.
initial: launch"""
TOGETHER = "all together"


class Planned(NamedTuple):
    """A kind of intervention that somebody considers.

    Attributes:
        word: How scenario files write it.
        title: Its plain name.
        meaning: What it is, in a sentence.
        example: How a scenario file writes it, on one line.
    """

    word: str
    title: str
    meaning: str
    example: str


class Wanted(NamedTuple):
    """What somebody wants to ask.

    Attributes:
        people: How many work there; or a file with one row a person, relative to the scenario's folder.
        use: Shares of staff who read and who write today; None for a network that is launched.
        planned: What they consider; a programme for each, and one of all where there are several.
        weeks: How long to look ahead.
        start: First day.
    """

    people: int | str
    use: tuple[float, float] | None
    planned: Sequence[Planned]
    weeks: int
    start: date


def made_to_wish(name: str, wish: Wanted) -> str:
    """The text of a scenario that asks what somebody wants to know.

    Args:
        name: What to call it.
        wish: What to ask.
    """
    given = isinstance(wish.people, int)
    organisation = f"  generate: {{people: {wish.people}}}" if given else f"  people: {_quoted(str(wish.people))}"
    head = MADE.format(
        name=_quoted(name),
        question=_quoted(_question(wish)),
        start=wish.start.isoformat(),
        weeks=wish.weeks,
        organisation=organisation,
        initial=IN_USE.format(readers=wish.use[0], contributors=wish.use[1]) if wish.use else LAUNCH_LINES,
    )
    return head + "".join(f"{line}\n" for line in _programmes(wish.planned))


def _programmes(planned: Sequence[Planned]) -> Iterator[str]:
    """A programme for each kind, and one of all of them."""
    for each in planned:
        yield f"  # {each.meaning}"
        yield f"  # Effort, evidence and fields: esnsim interventions {each.word}"
        yield f"  {each.title.lower()}:"
        yield f"    - {each.example}"
    if len(planned) > 1:
        yield f"  {TOGETHER}:"
        yield from (f"    - {each.example}" for each in planned)


def _question(wish: Wanted) -> str:
    """The question in a sentence."""
    titles = [each.title[0].lower() + each.title[1:] for each in wish.planned]
    listed = " or ".join(filter(None, (", ".join(titles[:-1]), titles[-1])))
    return f"What adds most: {listed}?" if titles[1:] else f"What do we gain by {listed}?"


def _quoted(text: str) -> str:
    """A text as YAML reads it back, whatever is in it."""
    return "'" + text.replace("'", "''") + "'"
