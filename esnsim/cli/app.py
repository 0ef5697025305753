"""All commands, put together."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated

import typer

from esnsim.cli.commands.best import best
from esnsim.cli.commands.catalogue.interventions import show_interventions
from esnsim.cli.commands.catalogue.new import new
from esnsim.cli.commands.compare import compare
from esnsim.cli.commands.deciding.check import check
from esnsim.cli.commands.deciding.pilot import simulate_pilot
from esnsim.cli.commands.deciding.plan import look_for_plan
from esnsim.cli.commands.discover import discover
from esnsim.cli.commands.library import copy, ensemble, list_scenarios, odd
from esnsim.cli.commands.mesa import mesa_view
from esnsim.cli.commands.organisations import describe, fix, organisations
from esnsim.cli.commands.plot import plot
from esnsim.cli.commands.report import report
from esnsim.cli.commands.run import run
from esnsim.cli.commands.scenarios import schema, show
from esnsim.cli.commands.sensitivity import sensitivity
from esnsim.cli.commands.store import export, ls, show_store, stores
from esnsim.cli.commands.store_care import gc, merge, repeat, verify
from esnsim.cli.commands.sweep import sweep
from esnsim.cli.commands.tipping import tipping
from esnsim.cli.commands.usage.assess import assess
from esnsim.cli.commands.usage.calibrate import calibrate
from esnsim.cli.commands.usage.forecast import forecast_weeks
from esnsim.cli.commands.usage.track import track
from esnsim.cli.commands.validate import validate
from esnsim.cli.commands.watch import watch
from esnsim.cli.commands.web import app as open_app
from esnsim.cli.commands.why import why
from esnsim.cli.group import Command, Group


def example(*lines: str) -> str:
    """What stands below a help text: command lines to copy."""
    return "\n\n".join(["[bold]Example[/bold]", *lines])


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"esnsim {version('esnsim')}")
        except PackageNotFoundError:
            typer.echo("esnsim, run from its sources")
        raise typer.Exit


app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
    epilog=example("esnsim list", "esnsim run launch", "esnsim new first.yaml", "esnsim run first.yaml"),
)


@app.callback()
def esnsim(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Simulate how an enterprise social network is adopted in an organisation, and what would help.

    A scenario file asks one question about one organisation: which of several programmes helps, and how much?
    """


def add(command: Callable[..., None], *lines: str, to: typer.Typer = app, name: str | None = None) -> None:
    """Make a function a command: its docstring is its help, and command lines to copy stand below."""
    paragraphs = (inspect.getdoc(command) or "").split("\n\n")
    # Lines are broken where the terminal ends, not where the source does.
    help_text = "\n\n".join(paragraph.replace("\n", " ") for paragraph in paragraphs)
    to.command(name, cls=Command, help=help_text, epilog=example(*lines))(command)


add(list_scenarios, "esnsim list", "esnsim run pearson", name="list")
add(copy, "esnsim copy pearson", "esnsim copy pearson mine.yaml")
add(
    show_interventions,
    "esnsim interventions",
    "esnsim interventions ambassadors",
    "esnsim interventions --markdown",
    name="interventions",
)
add(
    new,
    "esnsim new first.yaml",
    "esnsim new ours.yaml --people 1200 --readers 45% --contributors 6% --kind ambassadors --kind training",
    "esnsim new launch.yaml --people people.csv --launch --kind campaign --weeks 26",
)
add(
    check,
    "esnsim check first.yaml",
    "esnsim check scenarios/*.yaml",
    "esnsim check first.yaml --run --junit claims.xml",
)
add(show, "esnsim show first.yaml", "esnsim show first.yaml --set organisation.generate.people=5000")
add(
    run,
    "esnsim run first.yaml",
    "esnsim run first.yaml --replicates 100 --weeks 52 --workers 2",
    r"esnsim run first.yaml --programme ambassadors --set 'programmes.ambassadors\[0].count=30' --out runs/thirty",
)
add(
    compare,
    "esnsim compare first.yaml second.yaml",
    "esnsim compare runs/first runs/second --week 26",
    "esnsim compare pearson suez_france --programme 'ambassadors=coaches'",
)
add(
    why,
    "esnsim why runs/first",
    "esnsim why runs/first --programme ambassadors --outcome reader@week26",
    "esnsim why runs/first --person P000123",
    "esnsim why runs/first --unit U00012 --replicate 3",
)
add(
    report,
    "esnsim report runs/first",
    "esnsim report runs/first --format html --format pptx",
    "esnsim report sweeps/first",
)
add(
    plot,
    "esnsim plot runs/first",
    "esnsim plot runs/first --kind alluvial --kind network",
    "esnsim plot runs/first --kind network --programme ambassadors --film map.gif",
)
add(open_app, "esnsim app", "esnsim app pearson", "esnsim app --host 0.0.0.0 --no-browser", name="app")
add(mesa_view, "esnsim mesa", "esnsim mesa pearson", name="mesa")
add(
    sweep,
    "esnsim sweep first.yaml --vary initial.contributor=0.05,0.10,0.20 --replicates 10 --dry-run",
    "esnsim sweep first.yaml --vary initial.contributor=0.05,0.10,0.20 --replicates 10",
    r"esnsim sweep first.yaml --vary 'programmes.ambassadors\[0].count=10..100' --points 20 "
    "--until 'contributor@end narrower than 2%'",
)
add(watch, "esnsim watch sweeps/first", "esnsim watch sweeps/first --once")
add(best, "esnsim best sweeps/first", "esnsim best sweeps/first --outcome reader@week26 --top 3")
add(
    discover,
    "esnsim discover sweeps/first --when 'contributor@end < 10%'",
    "esnsim discover sweeps/first --when 'reader@week26 vs baseline < 5%' --programme ambassadors",
)
add(
    tipping,
    "esnsim tipping first.yaml --vary initial.reader --weeks 208 --replicates 20",
    r"esnsim tipping first.yaml --vary 'programmes.ambassadors\[0].count=0:200:20'",
)
add(
    sensitivity,
    "esnsim sensitivity first.yaml --outcome contributor@week52 --dry-run",
    "esnsim sensitivity first.yaml --outcome contributor@week52 --vary imitation --vary turnover --vary visit_base",
    "esnsim sensitivity first.yaml --outcome 'reader@end vs baseline' --programme ambassadors",
)
add(
    look_for_plan,
    "esnsim plan first.yaml --set budget=5000 --set staff_hours=400",
    "esnsim plan first.yaml --outcome contributor@week26 --levers levers.yaml",
    name="plan",
)
add(
    simulate_pilot,
    "esnsim pilot first.yaml --programme ambassadors",
    "esnsim pilot first.yaml --programme ambassadors --units 6 --units 12 --weeks 20",
    name="pilot",
)
add(ensemble, "esnsim ensemble", "esnsim ensemble --figure pictures/ensemble.png")
add(
    validate,
    "esnsim validate --quick",
    "esnsim validate --only F06 --only F14",
    "esnsim validate --quick --without M6 --html m6.html",
)
add(
    assess,
    "esnsim assess ActivityUserDetail.csv",
    "esnsim assess export.zip --people people.csv --json",
)
add(
    calibrate,
    "esnsim calibrate ours/scenario.yaml --data weeks.csv",
    "esnsim calibrate ours/scenario.yaml --programme launched --free imitation --free visit_base",
)
add(
    forecast_weeks,
    "esnsim forecast ours/scenario.yaml --data weeks.csv --programme launched --weeks 52",
    "esnsim forecast ours/scenario.yaml --data weeks.csv --hold-out 8 --members fitted/members.csv",
    name="forecast",
)
add(
    track,
    "esnsim track ours/scenario.yaml --data new.csv",
    "esnsim track ours/scenario.yaml --data new.csv --programme launched --members fitted/members.csv",
)
add(odd, "esnsim odd > model.md")
add(schema, "esnsim schema > scenario.schema.json")
add(
    describe,
    "esnsim org describe first.yaml",
    "esnsim org describe people.csv --ties ties.csv --column person=employee_no --column unit=cost_centre",
    "esnsim org describe people.csv --where snapshot=2022-03-31",
    to=organisations,
)
add(
    fix,
    "esnsim org fix people.csv --out clean.csv",
    "esnsim org fix people.xlsx --out clean.csv --column manager=Lead --duplicates first",
    to=organisations,
)
app.add_typer(organisations, name="org", cls=Group)
add(ls, "esnsim store ls sweeps/first", to=stores)
add(show_store, "esnsim store show sweeps/first", "esnsim store show sweeps/first 3fa9", to=stores, name="show")
add(
    export,
    "esnsim store export sweeps/first runs.csv",
    "esnsim store export sweeps/first runs.parquet --daily",
    to=stores,
)
add(gc, "esnsim store gc sweeps/first --dry-run", "esnsim store gc sweeps/first --sweep 2", to=stores)
add(verify, "esnsim store verify sweeps/first --repeat 3", to=stores)
add(merge, "esnsim store merge sweeps/first", "esnsim store merge sweeps/both sweeps/first sweeps/second", to=stores)
add(
    repeat,
    "esnsim store repeat sweeps/first 3fa9",
    "esnsim store repeat sweeps/first 3fa9 --people people.csv",
    to=stores,
)
app.add_typer(stores, name="store", cls=Group)
