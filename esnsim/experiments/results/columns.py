"""What the columns of result files mean, taken from where the measures are declared."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from itertools import pairwise

from esnsim.simulation.record import Measure
from esnsim.simulation.run import FLOWS

FIRST = {
    "programme": "Name of the programme.",
    "replicate": "Which run, from 0; the same number has the same random numbers in every programme.",
}
DAILY = {"day": "Workday, from 0; -1 is the start.", "date": "Date of the workday."}
WEEKLY = {
    "week": "Week, from 1; 0 is the start.",
    "day": "Last workday of the week.",
    "date": "Date of that workday.",
}
MORE_WEEKLY = {
    "money": "Money the programme took in the week, in the scenario's currency.",
    "hours": "Hours of staff the programme took in the week.",
    "moved": "Share of visits made for work that the programme moved from mail and meetings.",
    "own_posts": "Posts written in hours of the programme.",
    "own_replies": "Replies written in hours of the programme.",
    "led_hours": "Of the hours, those of leaders and managers.",
    "visits": "Days with a visit in the week, added up over people.",
    "willing_visits": "The same of one's own will: not because it is ordered, and not in passing.",
    "hours_saved": "Hours that use saved in the week, all people together.",
    "hours_replaced": "Hours of mail and meetings in the week whose place work on the network took.",
    "hours_reading": "Hours spent visiting and reading in the week.",
    "hours_writing": "Hours spent writing in the week, but for what is in the hours of the programme.",
    "cost": "Money and hours of the programme in the week as one sum of money.",
    "value": "Money: hours saved and replaced, less hours of reading, writing and programme, its money and accounts.",
    "gini": "Gini coefficient of posts and replies over people with an account, in the half-year that ends then; empty "
    "when nobody wrote, and of fewer than ten people.",
    "top_share": "Share of them written by the most active 5 % of these people, in the half-year that ends then.",
}
DIFFERENCES = {
    "programme": "Name of the programme.",
    "against": "The programme it is compared with: the baseline, or another one; every two are compared once.",
    "measure": "What is compared, as a share of headcount (for counts of posts, replies and reactions: a person).",
    "week": "At the end of which week.",
    "difference": "Mean over replicates of programme minus the one it is compared with, with the same random numbers.",
    "low": "Lower end of its 80 % interval: where 80 % of plausible models lie if replicates draw them, else that of "
    "the mean; empty with fewer than five and where none differs.",
    "high": "Upper end of it.",
    "low_run": "A tenth of single replicates differ by less than this; of fewer than nine none does.",
    "high_run": "A tenth of single replicates differ by more than this; of fewer than nine none does.",
    "better": "Replicates in which the programme is above the one it is compared with (below it for people lapsed).",
    "same": "Replicates in which nothing differs.",
    "n": "Replicates.",
    "needed": "How many more give the interval a chance of 80 % to leave out zero, if the difference is as large as it "
    "looks; empty when it does already, and where the difference is below its standard error.",
    "parameters": "Of the variance between models, what differs by constants and sizes; empty with one model.",
    "organisation": "What differs by the organisation that is drawn.",
    "random": "What differs by random numbers alone.",
}
INTERVENTIONS = {
    "programme": "Name of the programme.",
    "intervention": "Name of the intervention.",
    "kind": "Which kind it is.",
    "began": "Replicates in which it took effect; fewer than all where it waited for something to happen.",
    "n": "Replicates.",
    "date": "Day of its first effect, the median of those replicates; empty when there is none.",
    "money": "Money it took, mean of all replicates, in the scenario's currency.",
    "hours": "Hours of staff it took, mean of all replicates.",
    "people": "People it is for at the start, or people it appoints; expected where chance decides.",
    "share": "The same as a share of headcount, 0 to 1.",
}
LADDER_COLUMNS = {
    "programme": "Name of the programme.",
    "week": "At the end of which week; 0 is the start.",
    "rung": "Rung of the ladder, see the measure of this name.",
    "median": "Share of headcount on it, median over replicates.",
    "low": "A tenth of replicates have less; of fewer than nine none has.",
    "high": "A tenth of replicates have more; of fewer than nine none has.",
}


@cache
def measure_meanings() -> dict[str, str]:
    """What every measure counts, by column: the text that stands below it where it is declared."""
    declared = ast.parse(inspect.getsource(Measure)).body[0]
    assert isinstance(declared, ast.ClassDef)  # noqa: S101 - it is one
    return {
        name.id.lower(): str(text.value)
        for assigned, below in pairwise(declared.body)
        if isinstance(assigned, ast.Assign) and isinstance(below, ast.Expr)
        for name, text in [(assigned.targets[0], below.value)]
        if isinstance(name, ast.Name) and isinstance(text, ast.Constant)
    }


def describe_columns() -> str:
    """All columns of all result files, as Markdown."""
    flows = {measure.name.lower() for measure in FLOWS}
    weekly = {
        name: meaning.replace("today", "this week") + (" Summed over the week." if name in flows else "")
        if name in flows
        else meaning
        for name, meaning in measure_meanings().items()
    }
    parts = (
        ("daily.csv", "Counts at the end of each workday.", FIRST | DAILY | measure_meanings()),
        ("weekly.csv", "Counts at the end of each week's last workday.", FIRST | WEEKLY | weekly | MORE_WEEKLY),
        ("ladder.csv", "The ladder at the start, each quarter and the end.", LADDER_COLUMNS),
        ("differences.csv", "Every programme against the baseline, and against each other, at the end.", DIFFERENCES),
        ("interventions.csv", "What became of each intervention.", INTERVENTIONS),
    )
    return "\n".join(_part(*part) for part in parts)


def _part(file: str, what: str, columns: dict[str, str]) -> str:
    """One file's columns."""
    rows = "\n".join(f"| `{name}` | {meaning} |" for name, meaning in columns.items())
    return f"## {file}\n\n{what}\n\n| column | meaning |\n|---|---|\n{rows}\n"
