"""The page on which a scenario is played."""

from __future__ import annotations

import asyncio
import time
from typing import Any, cast

from shiny import Inputs, Session, reactive, render, ui

from esnsim.errors import EsnsimError
from esnsim.experiments.labels import in_words
from esnsim.experiments.portraits import Place
from esnsim.interventions.workdays import WORKDAYS_A_WEEK
from esnsim.report.map import layout
from esnsim.report.places import COLOURS, NAMES
from esnsim.report.rungs import DEFINITIONS
from esnsim.report.style import GREY, HUES
from esnsim.scenario import Scenario
from esnsim.scenario import load as load_scenario
from esnsim.scenario.shipped import shipped
from esnsim.web.levers import LEVER, LEVERS
from esnsim.web.look import person_story, person_today, unit_people
from esnsim.web.play import SHOWN, Play
from esnsim.web.take import data_csv, report_html

MOST_LETTERS = 200_000
"""A scenario that is given to the app has at most so many."""
TICK = 0.04
"""Seconds between two looks at the screen while it runs."""
SPEEDS = {"1": "slow", "5": "a week at a time", "20": "a month at a time"}
"""Workdays between two looks."""
OWN, FRESH = "(a scenario of my own)", "(a fresh organisation)"
PLAN_COLOURS = (GREY, *HUES)


def play_page() -> ui.CardItem:
    """The page."""
    return ui.layout_sidebar(
        ui.sidebar(
            ui.accordion(
                ui.accordion_panel("What is played", _choose()),
                ui.accordion_panel("What is done", _plan()),
                ui.accordion_panel("Take away", _take()),
                id="parts",
                open=["What is played", "What is done"],
            ),
            width=380,
            open={"desktop": "open", "mobile": "closed"},
        ),
        ui.tags.h1(ui.output_text("question", inline=True), class_="question"),
        ui.div(
            ui.input_action_button("run", "Run", class_="btn-primary"),
            ui.input_action_button("day", "One day"),
            ui.input_action_button("week", "One week"),
            ui.input_action_button("undo", "Undo"),
            ui.input_select("speed", "Speed", SPEEDS, selected="5", width="11rem"),
            class_="controls",
            role="group",
            aria_label="Time",
        ),
        ui.p(ui.output_text("now", inline=True), class_="now", role="status", aria_live="polite"),
        ui.output_ui("problem"),
        ui.div(
            ui.div(
                ui.h2("Curves"),
                ui.input_radio_buttons(
                    "rung", None, {rung: rung for rung in SHOWN}, selected="contributor", inline=True
                ),
                ui.p(ui.output_text("meaning", inline=True), class_="hint"),
                ui.div(id="curves", role="img", aria_label="Curves of the plans over time"),
                class_="panel",
            ),
            ui.div(
                ui.h2(ui.output_text("mapped", inline=True)),
                ui.div(
                    *(
                        ui.span(ui.tags.i(style=f"background:{COLOURS[place]}"), NAMES[place])
                        for place in reversed(Place)
                    ),
                    class_="key",
                ),
                ui.div(id="map", role="group", aria_label="Map of the units; each is a button that tells who is there"),
                class_="panel",
            ),
            class_="panels",
        ),
        ui.div(ui.h2("Look inside"), ui.output_ui("inside"), ui.output_ui("story"), class_="panel", aria_live="polite"),
    )


def _choose() -> ui.TagList:
    cases = {OWN: OWN, FRESH: FRESH, **{name: name.replace("_", " ") for name in shipped()}}
    return ui.TagList(
        ui.input_select("case", "Case", cases, selected="launch"),
        ui.panel_conditional(
            f"input.case === '{OWN}'",
            ui.tags.label("Scenario file (YAML)", for_="scenario_file"),
            ui.tags.input(id="scenario_file", type="file", accept=".yaml,.yml,text/plain", class_="form-control"),
            ui.input_text_area("scenario_text", "or its text", rows=6, spellcheck="false"),
        ),
        ui.panel_conditional(
            f"input.case === '{FRESH}'",
            ui.input_slider("reader", "Readers at the start, %", 0, 95, 45),
            ui.input_slider("contributor", "Contributors at the start, %", 0, 40, 6),
            ui.input_slider("weeks", "Weeks", 13, 208, 104, step=13),
        ),
        ui.input_numeric("people", "People (empty: as the case says)", cast("float", None), min=20, max=100_000),
        ui.input_numeric("seed", "Luck (a whole number)", 1, min=0, max=2**32 - 1),
        ui.input_action_button("begin", "Begin", class_="btn-primary"),
    )


def _plan() -> ui.TagList:
    return ui.TagList(
        ui.output_ui("plans"),
        ui.output_ui("doing"),
        ui.input_select("lever", "Add", {lever.kind: lever.title for lever in LEVERS}),
        ui.output_ui("amount"),
        ui.div(
            ui.input_action_button("add", "From tomorrow"),
            ui.input_action_button("fork_add", "Fork with it"),
            class_="controls",
        ),
        ui.input_text("fork_name", "Name of a fork", placeholder="from here with ..."),
        ui.div(
            ui.input_action_button("fork", "Fork as it is"),
            ui.input_action_button("drop", "Drop this plan"),
            class_="controls",
        ),
    )


def _take() -> ui.TagList:
    return ui.TagList(
        ui.p("The scenario gives these curves from the command line, bit for bit: esnsim run my.yaml", class_="hint"),
        ui.download_button("take_yaml", "Scenario (YAML)"),
        ui.download_button("take_data", "Data (CSV)"),
        ui.download_button("take_report", "Report (HTML, takes half a minute)"),
    )


def serve_play(input: Inputs, session: Session, first: str) -> None:  # noqa: A002, C901, PLR0915 - one session's wiring
    """Wire one session's page.

    Args:
        input: What is said in the page.
        session: Whose page it is.
        first: Name or file of the scenario that is played first.
    """
    play: reactive.Value[Play | None] = reactive.Value(None)
    news = reactive.Value(0)
    running: reactive.Value[bool] = reactive.Value(value=False)
    trouble = reactive.Value("")
    looked = reactive.Value[Any](None)

    def changed() -> None:
        with reactive.isolate():
            news.set(news.get() + 1)

    async def show(*, anew: bool = False) -> None:
        now = play.get()
        if now is not None:
            await session.send_custom_message("play", _picture(now, input.rung(), anew=anew))

    async def tried(action: Any, *args: Any) -> bool:  # noqa: ANN401
        """Do something that may be refused, beside the loop that answers everybody."""
        running.set(False)
        try:
            await asyncio.to_thread(action, *args)
        except (EsnsimError, ValueError) as error:
            trouble.set(str(error))
            return False
        trouble.set("")
        changed()
        return True

    @reactive.effect
    async def _first() -> None:
        with reactive.isolate():
            await begin(lambda: load_scenario(first))

    async def begin(read: Any) -> None:  # noqa: ANN401
        looked.set(None)
        with ui.Progress() as bar:
            bar.set(message="Getting everybody to their desks", detail="the first time takes half a minute")

            made: list[Play] = []
            if await tried(lambda: made.append(Play.of(read()))):
                play.set(made[0])
                await show(anew=True)

    @reactive.effect
    @reactive.event(input.begin)
    async def _begin() -> None:
        try:
            asked = _asked(input)
        except (EsnsimError, ValueError) as error:
            trouble.set(str(error))
            return
        await begin(lambda: asked)

    @reactive.effect
    @reactive.event(input.run)
    def _run() -> None:
        now = play.get()
        if now is not None and not running.get() and now.table.day < now.last_day:
            now.remember()
            running.set(True)
        else:
            running.set(False)

    @reactive.effect
    def _label() -> None:
        ui.update_action_button("run", label="Pause" if running.get() else "Run")

    @reactive.effect
    async def _tick() -> None:
        if not running.get():
            return
        with reactive.isolate():
            now = play.get()
            if now is None:
                return
            begun = time.monotonic()
            await asyncio.to_thread(now.advance, int(input.speed()))
            if now.table.day >= now.last_day:
                running.set(False)
            await show()
            changed()
            spent = time.monotonic() - begun
        reactive.invalidate_later(max(TICK - spent, 0.02))

    async def step(days: int) -> None:
        now = play.get()
        if now is not None:
            now.remember()
            await tried(now.advance, days)
            await show()

    @reactive.effect
    @reactive.event(input.day)
    async def _day() -> None:
        await step(1)

    @reactive.effect
    @reactive.event(input.week)
    async def _week() -> None:
        await step(WORKDAYS_A_WEEK)

    @reactive.effect
    @reactive.event(input.undo)
    async def _undo() -> None:
        now = play.get()
        if now is not None and await tried(now.undo):
            await show(anew=True)

    async def act(action: Any, *args: Any) -> bool:  # noqa: ANN401
        done = await tried(action, *args)
        await show(anew=True)
        return done

    def wanted(now: Play) -> tuple[dict[str, Any], ...]:
        lever = LEVER[input.lever()]
        return (*now.table.plans[now.table.active], lever.intervention(float(input.lever_amount()), now.today()))

    @reactive.effect
    @reactive.event(input.add)
    async def _add() -> None:
        now = play.get()
        if now is not None:
            await act(now.change, wanted(now))

    @reactive.effect
    @reactive.event(input.fork_add)
    async def _fork_add() -> None:
        now = play.get()
        if now is not None:
            name = input.fork_name() or f"from here with {LEVER[input.lever()].title.lower()}"
            if await act(now.fork, name):
                await act(now.change, wanted(now))

    @reactive.effect
    @reactive.event(input.fork)
    async def _fork() -> None:
        now = play.get()
        if now is not None:
            await act(now.fork, input.fork_name())

    @reactive.effect
    @reactive.event(input.drop)
    async def _drop() -> None:
        now = play.get()
        if now is not None:
            await act(now.drop, now.table.active)

    @reactive.effect
    @reactive.event(input.stop_one)
    async def _stop() -> None:
        now, nth = play.get(), int(input.stop_one())
        if now is not None and 0 <= nth < len(now.table.plans[now.table.active]):
            await act(now.change, now.stopped(nth))

    @reactive.effect
    @reactive.event(input.active)
    async def _active() -> None:
        now = play.get()
        if now is not None and input.active() in now.table.plans and input.active() != now.table.active:
            now.choose(input.active())
            changed()
            await show(anew=True)

    @reactive.effect
    @reactive.event(input.rung)
    async def _rung() -> None:
        await show(anew=True)

    @reactive.effect
    @reactive.event(input.unit)
    def _unit() -> None:
        now = play.get()
        if now is not None and 0 <= int(input.unit()) < len(now.branches.names):
            looked.set(("unit", int(input.unit())))

    @reactive.effect
    @reactive.event(input.person)
    def _person() -> None:
        now = play.get()
        if now is not None and 0 <= int(input.person()) < now.setting.organisation.people:
            looked.set(("person", int(input.person())))

    @render.text
    def question() -> str:
        now = play.get()
        return "" if now is None else now.setting.scenario.question or now.setting.scenario.name

    @render.text
    def now() -> str:
        news.get()
        current = play.get()
        return "Getting ready ..." if current is None else _said(current)

    @render.text
    def meaning() -> str:
        return DEFINITIONS[input.rung()]

    @render.text
    def mapped() -> str:
        news.get()
        current = play.get()
        return "Units" if current is None else f"Units, with '{current.table.active}'"

    @render.ui
    def problem() -> ui.Tag | None:
        text = trouble.get()
        return ui.div(text, class_="alert alert-warning", role="alert", style="white-space: pre-wrap") if text else None

    @render.ui
    def amount() -> ui.TagList:
        lever = LEVER[input.lever()]
        slider = ui.input_slider(
            "lever_amount", f"How much ({lever.unit})", lever.low, lever.high, lever.usual, step=lever.step
        )
        return ui.TagList(ui.p(lever.meaning, class_="hint"), slider)

    @render.ui
    def plans() -> ui.Tag | None:
        news.get()
        current = play.get()
        if current is None:
            return None
        names = list(current.table.plans)
        choices = {
            name: ui.span(ui.tags.i(class_="swatch", style=f"background:{PLAN_COLOURS[nth]}"), name)
            for nth, name in enumerate(names)
        }
        return ui.input_radio_buttons("active", "Plan", choices, selected=current.table.active)

    @render.ui
    def doing() -> ui.Tag | None:
        news.get()
        current = play.get()
        if current is None:
            return None
        plan = current.table.plans[current.table.active]
        if not plan:
            return ui.p("Nothing is done.", class_="hint")
        return ui.tags.ul(*(_item(nth, one) for nth, one in enumerate(plan)), class_="doing")

    @render.ui
    def inside() -> ui.TagList | ui.Tag:
        current, what = play.get(), looked.get()
        if current is None or what is None:
            return ui.p("Click a unit of the map, then one of its people.", class_="hint")
        if not running.get():
            news.get()
        return unit_people(current, what[1]) if what[0] == "unit" else person_today(current, what[1])

    @reactive.extended_task
    async def look_back(current: Play, row: int, active: str, day: int) -> ui.TagList:
        return await asyncio.to_thread(person_story, current, row, active, day)

    @reactive.effect
    def _look_back() -> None:
        current, what = play.get(), looked.get()
        if current is not None and what is not None and what[0] == "person" and not running.get():
            news.get()
            look_back(current, what[1], current.table.active, current.table.day)

    @render.ui
    def story() -> ui.TagList | ui.Tag | None:
        what = looked.get()
        if what is None or what[0] != "person":
            return None
        if running.get():
            return ui.p("Pause to read what happened.", class_="hint")
        if look_back.status() in ("running", "initial"):
            return ui.p("Looking back ...", class_="hint")
        return look_back.result()

    @render.download_button(filename="scenario.yaml")
    def take_yaml() -> Any:  # noqa: ANN401
        now = play.get()
        yield now.yaml if now is not None else ""

    @render.download_button(filename="days.csv")
    def take_data() -> Any:  # noqa: ANN401
        now = play.get()
        yield data_csv(now) if now is not None else ""

    @render.download_button(filename="report.html")
    async def take_report() -> Any:  # noqa: ANN401
        now = play.get()
        yield await asyncio.to_thread(report_html, now) if now is not None else ""


def _asked(input: Inputs) -> Scenario:  # noqa: A002 - the library's name
    """The scenario that is asked for.

    Raises:
        ScenarioError: If it says something that cannot be.
        ValueError: If it is too long, or would read files of this machine.
    """
    changes = [f"organisation.generate.people={int(input.people())}"] if input.people() else []
    changes += [f"seed={int(input.seed())}"] if input.seed() is not None else []
    if input.case() == FRESH:
        return _fresh(int(input.reader()), int(input.contributor()), int(input.weeks()), changes)
    if input.case() != OWN:
        known = shipped()
        if input.case() not in known:
            raise ValueError("there is no such case")
        return load_scenario(known[input.case()], changes)
    text = input.scenario_text()
    if not text.strip():
        raise ValueError("choose a scenario file, or paste its text")
    if len(text) > MOST_LETTERS:
        raise ValueError(f"that is more than {MOST_LETTERS:,} letters; a scenario is shorter")
    scenario = load_scenario(text if "\n" in text else f"{text}\n", changes)
    if scenario.organisation.import_ is not None:
        raise ValueError("a scenario that is given to the app has to generate its organisation; it reads no files")
    return scenario


def _fresh(reader: int, contributor: int, weeks: int, changes: list[str]) -> Scenario:
    if reader and contributor >= reader:
        raise ValueError("contributors are readers too, so there have to be fewer of them")
    initial = f"{{reader: {reader / 100}, contributor: {contributor / 100}}}" if reader else "launch"
    text = (
        f"name: A fresh organisation\nweeks: {weeks}\norganisation: {{generate: {{people: 1000}}}}\n"
        f"initial: {initial}\nprogrammes:\n  nothing is done: []\n  our plan: []\nbaseline: nothing is done\n"
    )
    return load_scenario(text, changes)


def _said(play: Play) -> str:
    """How it stands, in a sentence."""
    day, active = play.table.day, play.table.active
    shares = {rung: values[-1] for rung, values in play.shares(active).items()}
    when = "At the start" if not day else f"Week {-(-day // WORKDAYS_A_WEEK)}, {play.setting.scenario.date(day - 1)}"
    over = "; this is the end" if day >= play.last_day else ""
    return (
        f"{when}, with '{active}': {shares['reader']:.1f} % read, {shares['interactive']:.1f} % react or write, "
        f"{shares['contributor']:.1f} % write{over}."
    )


def _item(nth: int, one: dict[str, Any]) -> ui.Tag:
    """One thing that is done, with a button to stop it."""
    title = LEVER[one["kind"]].title if one["kind"] in LEVER else in_words(one["kind"])
    name = title if one.get("name") in (None, one["kind"]) else str(one["name"])
    until = f", until {one['duration']['until']}" if isinstance(one.get("duration"), dict) else ""
    start = one.get("start", "the start")
    when = f"from {start}" if isinstance(start, str) else "on a condition"
    stop = ui.tags.button(
        "Stop",
        type="button",
        class_="btn btn-sm btn-outline-secondary stop",
        data_stop=str(nth),
        aria_label=f"Stop {name}",
    )
    return ui.tags.li(ui.span(f"{name}, {when}{until}"), stop)


def _picture(play: Play, rung: str, *, anew: bool) -> dict[str, Any]:
    """What the screen shows, as plain values."""
    names = list(play.table.plans)
    content: dict[str, Any] = {
        "day": play.table.day,
        "days": play.last_day,
        "start": play.setting.scenario.start.isoformat(),
        "curves": [
            {"name": name, "colour": PLAN_COLOURS[nth], "values": play.shares(name)[rung]}
            for nth, name in enumerate(names)
        ],
        "rung": rung,
        "units": play.units(play.table.active).tolist(),
    }
    if anew:
        content["map"] = [
            {"x": spot.x, "y": spot.y, "r": spot.radius, "name": name}
            for spot, name in zip(layout(play.branches), play.branches.names, strict=True)
        ]
        content["colours"] = [COLOURS[place] for place in Place]
        content["places"] = [NAMES[place] for place in Place]
    return content
