"""The scenario somebody new begins with: complete, commented, and ready to run."""

from __future__ import annotations

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
    quoted = "'" + name.replace("'", "''") + "'"
    return STARTER.format(name=quoted)
