"""A plan that was searched for, in a table and in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from esnsim.analysis.planning.answer import PlanAnswer, PlanResult
from esnsim.analysis.planning.levers import start_week, weeks_counted
from esnsim.analysis.planning.pilot_worth import PilotWorth
from esnsim.experiments.design.labels import PLURALS, amount, band, counted, unit
from esnsim.experiments.design.outcome import Outcome
from esnsim.numerals import HYPHEN, numeral
from esnsim.report.text.worth import short_sum

HEADS = ("plan", "effect", "80 %", "best in", "falls short", "hours", "money")
TABLE_MEANS = (
    "Effect against doing nothing, with where 80 % of models lie; best in so many of the models, of plans within the "
    "limits; by how much it falls short of the best of these, on average and in the worst tenth."
)
PERCENT = 100.0
WORTH_NAMING = 3


def proposal(found: PlanAnswer) -> list[str]:
    """What to do."""
    price, currency = found.proposed.price, found.scenario.currency
    takes = f"{short_sum(price.hours)} hours of staff and {short_sum(price.money)} {currency}"
    if not found.proposed.what:
        return ["Nothing that was allowed is foreseen to do better than nothing."]
    return [
        "What to do:",
        *(f"  - {each}" for each in found.proposed.what),
        f"It takes some {takes}.",
        *(f"{sentence}." for sentence in _for_less(found)),
    ]


def plan_rows(found: PlanAnswer) -> list[list[str]]:
    """A row for each plan that was run again."""
    named = [("proposed", found.proposed)]
    named += [(f"tied {nth}", each) for nth, each in enumerate(found.tied, 1)]
    named += [(f"cheaper {nth}", each) for nth, each in enumerate(found.cheaper, 1)]
    named += [(each.name, each) for each in found.rivals]
    named += [("100 hours more", found.more)] if found.more else []
    return [_row(name, each, found.outcome) for name, each in named]


def _row(name: str, result: PlanResult, outcome: Outcome) -> list[str]:
    """One plan."""
    against = _against(outcome)
    short = f"{_size(result.regret, outcome)}, {_size(result.regret_high, outcome)}"
    return [
        name,
        amount(against, result.effect),
        band(against, result.low, result.high),
        f"{PERCENT * result.best_in:.0f} %",
        short,
        short_sum(result.price.hours),
        short_sum(result.price.money),
    ]


def _against(outcome: Outcome) -> Outcome:
    """The outcome as a difference from doing nothing."""
    return Outcome(outcome.measure, outcome.week, outcome.per, against_baseline=True, each=outcome.each)


def _size(value: float, outcome: Outcome) -> str:
    """A difference without a sign."""
    return amount(outcome, abs(value))


def plan_sentences(found: PlanAnswer) -> Iterator[str]:
    """What the plan beats, what does as well, what it rests on, and how it was found."""
    yield from _past(found)
    yield from _alternatives(found)
    yield from _more(found)
    if found.edges:
        yield f"At the edge of what was allowed: {'; '.join(found.edges)}. A better plan may lie beyond"
    yield from found.fails
    yield _first(found)
    yield from _pilot(found)
    drawn = f", of which {found.within:,} within the limits were looked at" if found.drawn else ""
    within = "" if found.drawn else f", {found.within:,} of them within the limits"
    yield (
        f"There are {counted(found.plans, 'plan')}{within}{drawn}; {found.tried:,} were tried in {found.search_runs:,} "
        f"runs, whose numbers chose and are not told; {found.fresh_runs:,} others measured what is told"
    )


def _past(found: PlanAnswer) -> Iterator[str]:
    """What of the plan would have had to begin already, and what is without a limit."""
    scenario = found.scenario
    counted_weeks = weeks_counted(scenario)
    for each in found.interventions:
        if each.start.when is None and (week := start_week(each, scenario)) <= counted_weeks:
            yield (
                f"'{each.name or each.kind}' begins in week {week}, which lies behind: weeks up to {counted_weeks} "
                "were counted. Give it starts in --levers that are still to come"
            )
    if scenario.budget is not None and scenario.staff_hours is None:
        yield "Hours of staff have no limit: set staff_hours, or plans that take the most hours win"


def _alternatives(found: PlanAnswer) -> Iterator[str]:
    """Plans that do as well, and what the rivals do."""
    if found.tied:
        cheapest = min((found.proposed, *found.tied), key=lambda each: each.price.cost)
        names = f"{counted(len(found.tied), 'other plan')}"
        least = "the one proposed" if cheapest is found.proposed else "; ".join(cheapest.what)
        yield f"Statistically tied with {names}; the cheapest of them is {least} ({_costs(cheapest, found)})"
    elif not found.decided:
        yield "The search could not eliminate all others, but fresh runs separate them from the plan that is proposed"
    for rival in found.rivals:
        how = "is statistically tied with" if rival.is_tied else "is beaten by" if rival.behind_low > 0.0 else "beats"
        yield f"{rival.name} {how} the plan ({_behind(rival, found)}; {_costs(rival, found)})"


def _for_less(found: PlanAnswer) -> Iterator[str]:
    """Cheaper plans that fresh runs cannot tell from the one that is proposed, or that are better."""
    for each in found.cheaper:
        if each.behind_low > 0.0:
            continue
        how = "statistically tied" if each.is_tied else "and better in fresh runs, which the search did not see"
        yield f"For less, {how}: {'; '.join(each.what)} ({_costs(each, found)})"


def _behind(rival: PlanResult, found: PlanAnswer) -> str:
    """By how much the plan is ahead of another one."""
    against = _against(found.outcome)
    return f"the plan ahead by {band(against, rival.behind_low, rival.behind_high)}"


def _costs(result: PlanResult, found: PlanAnswer) -> str:
    return (
        f"{numeral(result.price.hours, ',.0f')} hours, {numeral(result.price.money, ',.0f')} {found.scenario.currency}"
    )


def _more(found: PlanAnswer) -> Iterator[str]:
    """What the next 100 hours are worth."""
    if found.scenario.staff_hours is None:
        return
    if found.more is None:
        yield "100 hours more are foreseen to change nothing"
    elif found.more.is_tied:
        yield f"With 100 hours more, the best plan is statistically tied with this one ({_gain(found.more, found)})"
    elif found.more.behind_low > 0.0:
        yield f"With 100 hours more, nothing better was found: what seemed so does less ({_gain(found.more, found)})"
    else:
        what = "; ".join(found.more.what)
        yield f"100 hours more would do: {what} ({_gain(found.more, found)})"


def _gain(more: PlanResult, found: PlanAnswer) -> str:
    against = _against(found.outcome)
    return f"{band(against, -more.behind_high, -more.behind_low)} beside the plan"


def _first(found: PlanAnswer) -> str:
    """What to find out first."""
    if not found.first:
        return "No single constant is known to be worth finding out before one chooses among these plans"
    named = [f"{each.name} ({_size(each.gain, found.outcome)})" for each in found.first[:WORTH_NAMING]]
    return f"To find out first, by how much the choice would gain: {', '.join(named)}"


def _pilot(found: PlanAnswer) -> Iterator[str]:
    """What four weeks of trying would be worth, by value and by what is searched for."""
    worth = found.pilot
    if worth is None:
        return
    gained = numeral(PERCENT * worth.shows, "+.1f", HYPHEN)
    shows = f"{gained} points (give or take {PERCENT * worth.error:.1f} by random variation)"
    yield (
        f"A pilot of {worth.weeks} weeks in half of the organisation, in which {PLURALS[worth.rung]} are counted, "
        f"would take {short_sum(worth.takes)} {found.scenario.currency} and show {shows}"
    )
    yield _worth_by_value(worth, found)
    if worth.reached > 0.0:
        yield (
            f"For whoever chooses by {found.outcome}, it is worth {_size(worth.reached, found.outcome)}{_unit(found)} "
            f"more, for which the plan takes {short_sum(worth.reached_hours)} hours"
        )
    else:
        yield f"For whoever chooses by {found.outcome}, it is worth nothing that is beyond noise"


def _worth_by_value(worth: PilotWorth, found: PlanAnswer) -> str:
    """By how much a pilot raises the value of what is chosen."""
    by, currency = f"For whoever chooses by value up to week {found.scenario.weeks}", found.scenario.currency
    if worth.perfect <= 0.0:
        best = "doing nothing" if worth.without <= 0.0 else "the same plan"
        return f"{by}, {best} is best in every model, so no pilot can change the choice"
    most = f"to know everything would be worth {short_sum(worth.perfect)}"
    if worth.gain <= 0.0:
        return f"{by}, it is worth nothing that is beyond noise ({most})"
    than = "less" if worth.takes > worth.gain else "more"
    hours = f"{short_sum(worth.hours)} hours of staff"
    return f"{by}, it is worth {short_sum(worth.gain)} {currency}, or {hours}: {than} than it takes ({most})"


def _unit(found: PlanAnswer) -> str:
    return unit(_against(found.outcome))
