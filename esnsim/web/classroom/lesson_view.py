"""The debrief as it is seen: what worked, what did not, the best plan that was found, and what nobody knew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shiny import ui

from esnsim.evidence.catalogue import entry_of
from esnsim.experiments.design.labels import counted
from esnsim.experiments.estimates.interval import Interval
from esnsim.interventions import kinds
from esnsim.names import listed
from esnsim.numerals import HYPHEN, numeral
from esnsim.report.text.sizes import ProgrammeSize, size_remark, tied_remark
from esnsim.web.catalogue import catalogue_link
from esnsim.web.classroom.classroom import Choice, Classroom
from esnsim.web.classroom.debrief import ChoiceWorth, Debriefed, KindVerdict, Lesson
from esnsim.web.classroom.runs import RUNS
from esnsim.web.classroom.teaching import hidden_in_words
from esnsim.web.sliders import SLIDER

HOW = (
    f"Means of {RUNS} runs with the same people and random numbers for all; in brackets where the mean of very many "
    "runs lies in four cases of five. What is called shown has such an interval that leaves out zero."
)
NO_PLAN = "No best plan: there was no time to look for one yet. Press Debrief again in a minute."
UNFINISHED = "The search was cut off here; it goes on, and Debrief shows later what else it found."


def choice_told(each: Choice) -> str:
    """Something a team does, in words."""
    slider = SLIDER[each.lever]
    return f"{slider.title}, {each.amount:g} {slider.unit}, from week {each.week + 1} ({each.cost:g} points)"


def share_with_interval(found: Interval) -> str:
    """A share of headcount with its interval."""
    return f"{found.mean:.1f} %{_between(found, '.1f')}"


def points_with_interval(found: Interval) -> str:
    """Points of headcount more or fewer, with their interval."""
    return f"{_signed(found.mean)}{_between(found, '+.1f')}"


def _more(found: Interval) -> str:
    """The same in a sentence."""
    return f"{points_with_interval(found)} points of headcount against doing nothing"


def _between(found: Interval, form: str) -> str:
    return f" ({format(found.low, form)} to {format(found.high, form)})" if found.is_known else ""


def _signed(number: float) -> str:
    return numeral(number, "+.1f", HYPHEN)


def lesson(found: Classroom, told: Lesson) -> ui.Tag:
    """The whole debrief."""
    return ui.div(
        ui.h2("Debrief"),
        ui.p(HOW, class_="hint"),
        *(ui.p(each) for each in _doubts(told.teams)),
        *(_team(found, each) for each in told.teams),
        ui.h3("What worked, and what did not"),
        ui.tags.ul(*(ui.tags.li(*_kind(each)) for each in told.kinds)) if told.kinds else ui.p("Nobody did anything."),
        *_best(found, told),
        ui.h3("What nobody knew"),
        *_hidden(found),
        class_="panel lesson",
    )


def _doubts(teams: Sequence[Debriefed]) -> list[str]:
    """Who may be as good as the first, and whether teams took very unequal effort."""
    sizes = {each.team: ProgrammeSize(None, each.price.hours) for each in teams if each.price and each.price.hours}
    said = [tied_remark(teams[0].team, [each.team for each in teams if each.tied])] if teams else []
    return [f"{each[0].upper()}{each[1:]}." for each in [*said, *size_remark(sizes)] if each]


def _team(found: Classroom, told: Debriefed) -> ui.Tag:
    """One team in sentences."""
    money = f", {told.price.money:,.0f} in money" if told.price and round(told.price.money) else ""
    hours = f", about {told.price.hours:,.0f} hours of staff{money}" if told.price else ""
    return ui.div(
        ui.h3(f"{told.team}: {share_with_interval(told.reached)} write"),
        ui.p(f"{_more(told.gained)}, for {told.spent:g} of the {found.budget:g} points of the budget{hours}."),
        *(ui.p(each) for each in team_sentences(told)),
        class_="debriefed",
    )


def team_sentences(told: Debriefed) -> Iterator[str]:
    """What worked for a team, what did harm, and what cannot be told by so few runs."""
    if not told.worth:
        yield "This team did nothing."
    if worked := [each for each in told.worth if each.worked]:
        yield f"What worked: {_lost(worked)}."
    if harmed := [each for each in told.worth if each.harmed]:
        yield f"What did harm: {_lost(harmed)}."
    if open_ones := [each for each in told.worth if not each.worked and not each.harmed]:
        yield f"Not shown to make a difference: {_lost(open_ones)}."


def _lost(worth: Sequence[ChoiceWorth]) -> str:
    return "; ".join(f"{choice_told(each.choice)}: without it {_fewer(each.lost)}" for each in worth)


def _fewer(lost: Interval) -> str:
    """How many fewer, or more, write without something, points of headcount."""
    if not lost.is_known:
        return "as many write in every run"
    if lost.low > 0.0:
        return f"{lost.mean:.1f} points fewer write ({lost.low:.1f} to {lost.high:.1f})"
    if lost.high < 0.0:
        return f"{-lost.mean:.1f} points more write ({-lost.high:.1f} to {-lost.low:.1f})"
    return f"between {-lost.low:.1f} points more and {lost.high:.1f} fewer write"


def _kind(verdict: KindVerdict) -> Iterator[ui.TagChild]:
    """What one kind did in this class, and what is known about it."""
    entry = entry_of(kinds()[verdict.kind])
    yield ui.tags.b(f"{SLIDER[verdict.kind].title} ")
    gain = _signed(100.0 * verdict.a_point)
    yield f"{_verdict(verdict)} It gained {gain} points of headcount for 100 points of budget. "
    yield " ".join(each for each in (entry.works if verdict.worked else "", entry.limits) if each)
    yield ui.a(" In the catalogue", href=catalogue_link(verdict.kind), target="_blank", rel="noopener")


def _verdict(verdict: KindVerdict) -> str:
    """In how many of the teams that did it it helped."""
    of = counted(verdict.teams, "team")
    parts = [f"helped in {verdict.worked}"] if verdict.worked else []
    parts += [f"did harm in {verdict.harmed}"] if verdict.harmed else []
    return f"{listed(parts) if parts else 'is not shown to have made a difference in any'} of {of} that did it."


def _best(found: Classroom, told: Lesson) -> Iterator[ui.Tag]:
    """The best plan, and how far one may trust that it is."""
    best = told.best
    if best is None or told.best_reached is None or told.best_gained is None:
        yield ui.h3("The best plan")
        yield ui.p(NO_PLAN)
        return
    spent = sum(each.cost for each in best.plan)
    yield ui.h3(f"The best plan found reaches {share_with_interval(told.best_reached)}")
    yield ui.p(f"{_more(told.best_gained)}, for {spent:g} of the {found.budget:g} points of the budget{_ahead(told)}.")
    yield ui.tags.ul(*(ui.tags.li(choice_told(each)) for each in best.plan)) if best.plan else ui.p("Nothing is done.")
    yield ui.p(
        f"Found by the planner of 'esnsim plan' among all kinds within the whole budget: {best.tried:,} plans in "
        f"{best.runs:,} runs, with other random numbers than the runs told here. It knew the constants, which no team "
        f"did, and it is no proof that nothing is better. {'' if best.complete else UNFINISHED}",
        class_="hint",
    )


def _ahead(told: Lesson) -> str:
    """How it compares with the best team."""
    if not told.teams or told.best_reached is None:
        return ""
    first = told.teams[0]
    apart = told.best_reached.mean - first.reached.mean
    if apart <= 0.0:
        return f"; {first.team} did better by {abs(apart):.1f}, so no plan found beats the best team"
    return f"; {apart:.1f} more than {first.team}"


def _hidden(found: Classroom) -> Iterator[ui.Tag]:
    """The constants of the class: what each is, how strong it was, and its name for files."""
    yield ui.p("These constants are hidden because evidence about them is weak or in conflict; each class has its own.")
    items = [
        ui.tags.li(
            ui.tags.b(f"{each.title}: {each.strength}. "),
            f"{each.sentence} ",
            ui.span(ui.tags.code(each.name), f" {each.numbers}", class_="hint"),
        )
        for each in hidden_in_words(found)
    ]
    yield ui.tags.ul(*items)
