"""Long work that processes do: plain values in, plain values out."""

from __future__ import annotations

from typing import Any, NamedTuple

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.ensemble.draws import drawn_for
from esnsim.errors import RunError
from esnsim.experiments import compare
from esnsim.experiments.execution.base_state import prepared
from esnsim.experiments.results.claims import JudgedClaim, goal_held, goal_reached
from esnsim.scenario import Scenario, resolve
from esnsim.scenario import load as load_scenario
from esnsim.scenario.load import EXPERIMENT, override, read_draft, take_out, understand
from esnsim.scenario.shipped import shipped

MOST_LETTERS = 200_000
"""A scenario that is given to the app has at most so many."""
MOST_PEOPLE = 100_000
"""People of an organisation in the app."""
OWN, FRESH = "(a scenario of my own)", "(a fresh organisation)"
NO_FILES = "a scenario that is given to the app has to generate its organisation and names no models; it reads no files"


class Asked(NamedTuple):
    """What is to be played.

    Attributes:
        case: Name of a case, or `OWN` or `FRESH`.
        text: Of a scenario of one's own.
        people: How many instead of what the case says, None for that.
        seed: Another random seed instead, None for that.
        reader: Readers at the start of a fresh organisation, percent.
        contributor: Contributors at its start, percent.
        weeks: How long it is played.
    """

    case: str
    text: str = ""
    people: int | None = None
    seed: int | None = None
    reader: int = 45
    contributor: int = 6
    weeks: int = 104


def prepared_content(asked: Asked) -> dict[str, Any]:
    """The content of the scenario that is asked for, whose start lies ready on this machine then.

    Raises:
        ScenarioError: If it says something that cannot be.
        ValueError: If it is too long or too large, or would read files of this machine.
    """
    scenario = understood(asked)
    generate = scenario.organisation.generate
    if generate is not None and generate.people > MOST_PEOPLE:
        raise ValueError(f"that is {generate.people:,} people; the app takes {MOST_PEOPLE:,}, the command line more")
    prepared(scenario)
    return scenario.content()


def understood(asked: Asked) -> Scenario:
    """The scenario that is asked for.

    Raises:
        ScenarioError: If it says something that cannot be.
        ValueError: If it is too long, or would read files of this machine.
    """
    changes = [] if asked.people is None else [f"organisation.generate.people={asked.people}"]
    changes += [] if asked.seed is None else [f"seed={asked.seed}"]
    if asked.case == FRESH:
        return _fresh(asked, changes)
    if asked.case != OWN:
        known = shipped()
        if asked.case not in known:
            raise ValueError("there is no such case")
        return load_scenario(known[asked.case], changes)
    return _own(asked.text, changes)


def _own(text: str, changes: list[str]) -> Scenario:
    """A scenario of somebody's own; files are refused before anybody looks whether they are there."""
    if not text.strip():
        raise ValueError("choose a scenario file, or paste its text")
    if len(text) > MOST_LETTERS:
        raise ValueError(f"that is more than {MOST_LETTERS:,} letters; a scenario is shorter")
    draft = read_draft(f"{text}\n")
    organisation = draft.document.content.get("organisation")
    imports = isinstance(organisation, dict) and "import" in organisation
    if imports or isinstance(draft.document.content.get("uncertainty"), dict):
        raise ValueError(NO_FILES)
    take_out(draft.document, EXPERIMENT)
    return understand(draft, override(draft.document, changes))


def _fresh(asked: Asked, changes: list[str]) -> Scenario:
    if asked.reader and asked.contributor >= asked.reader:
        raise ValueError("contributors are readers too, so there have to be fewer of them")
    shares = f"{{reader: {asked.reader / 100}, contributor: {asked.contributor / 100}}}"
    text = (
        f"name: A fresh organisation\nweeks: {asked.weeks}\norganisation: {{generate: {{people: 1000}}}}\n"
        f"initial: {shares if asked.reader else 'launch'}\nprogrammes:\n  nothing is done: []\n  our plan: []\n"
        "baseline: nothing is done\n"
    )
    return load_scenario(text, changes)


def make_start_ready(content: dict[str, Any]) -> None:
    """Let the start of a scenario lie ready on this machine."""
    prepared(Scenario.of(content))


def story(content: dict[str, Any], active: str, row: int, day: int) -> str:
    """Why somebody adopted or lapsed, step by step up to a day, as HTML.

    Args:
        content: Of the scenario that is played.
        active: Name of the plan.
        row: Position of the person.
        day: Workdays simulated.
    """
    from esnsim.web.play.look import person_story  # noqa: PLC0415 - pages are of no use to the other chores

    scenario = Scenario.of(content)
    short = scenario.ending(max(1, -(-day // WORKDAYS_A_WEEK)))
    return str(person_story(prepared(scenario), short, active, row, day))


SURE_RUNS = 12
"""Replicates that tell how sure it is that a goal is reached: of ten plausible models, where they are drawn."""


class GoalChance(NamedTuple):
    """What many runs of a plan say of the goal.

    Attributes:
        judged: The goal with what the runs make of it.
        reached: In how many models it is reached; of one model, in how many runs.
        of: Of how many.
        models: Whether these are models.
    """

    judged: JudgedClaim
    reached: int
    of: int
    models: bool


def make_draw_ready(content: dict[str, Any], replicate: int) -> None:
    """Let the start of what one replicate draws lie ready on this machine.

    Args:
        content: Of the scenario that is played.
        replicate: Which one, from 0.
    """
    prepared(drawn_for(_until_goal(content), replicate))


def goal_chances(content: dict[str, Any]) -> list[GoalChance]:
    """What `SURE_RUNS` replicates of every plan of a scenario say of its goal."""
    made = compare(_until_goal(content), replicates=SURE_RUNS)
    return [
        GoalChance(judged, *goal_held(made, judged.programme), models=bool(made.draws)) for judged in goal_reached(made)
    ]


def _until_goal(content: dict[str, Any]) -> Scenario:
    """A scenario up to the week in which its goal is judged, resolved.

    Raises:
        RunError: If it has no goal.
    """
    scenario = resolve(Scenario.of(content))
    goal = scenario.judged_goal
    if goal is None or goal.week is None:
        raise RunError("the scenario has no goal")
    return scenario.model_copy(update={"weeks": max(1, goal.week), "goal": goal})


def report_page(content: dict[str, Any]) -> str:
    """The whole report of the plans of a scenario, each simulated once to the end."""
    from esnsim.web.play.take import report_html  # noqa: PLC0415

    return report_html(prepared(Scenario.of(content)))
