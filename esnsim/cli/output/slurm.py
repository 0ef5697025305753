"""A sweep as a script for Slurm: an array of jobs, a share each."""

from __future__ import annotations

import math
import re
import shlex
from typing import TYPE_CHECKING

from esnsim.cli.output.printing import complain, say

if TYPE_CHECKING:
    from esnsim.cli.sweep_order import Order
    from esnsim.experiments.forecast_shares import ShareForecast

SAFE = 3.0
"""Times the estimate that a job may take: nodes differ, are busy with others, and a job beyond its limit is killed."""
COMPILING = 300.0
"""Seconds until the rules are compiled where they never were, which several jobs of one node do at once."""
MEGABYTE = 2.0**20
MINUTES_A_DAY = 1440

SCRIPT = """\
#!/bin/bash
# Sweep '{name}' in {shares:,} shares: {runs:,} different runs, about {estimate} for the slowest share.
# This is an estimate, measured where the script was printed; the limit below is {safe:g} times that and {compiling}
# for compiling the rules. Begin them where this file lies:  sbatch FILE
#SBATCH --job-name={job}
#SBATCH --array=1-{shares}
#SBATCH --cpus-per-task={workers}
#SBATCH --time={time}
#SBATCH --mem={memory}M
#SBATCH --output={job}-%A_%a.log

set -eu
# Whatever makes esnsim known on a node belongs here, such as: source ~/venv/bin/activate
{command} --workers "$SLURM_CPUS_PER_TASK" --share "$SLURM_ARRAY_TASK_ID/{shares}"

# How far they are, and which are lacking:          {watch}
# Shares 2 and 5 once more, continued:              sbatch --array=2,5 FILE
# When all are finished, the tables of the whole:   {merge}{rounds}
"""
ROUNDS = """
# The rule for replicates may ask for more then: begin them again, and put them together again, until it does not."""


def print_script(order: Order, shares: int, words: list[str], *, processes: str | None) -> None:
    """Measure what shares would take, and print a script; nothing is begun.

    Args:
        order: What is asked.
        shares: How many shares.
        words: The command, without its name.
        processes: Workers as they were written, None if nothing was said: then one a job.
    """
    from esnsim.experiments.forecast_shares import forecast_shares

    workers = order.workers if isinstance(order.workers, int) and processes is not None else 1
    plan = order.plan
    found = forecast_shares(order.points, order.store, plan.replicates, order.programmes, shares, workers)
    if found.empty:
        complain(f"{found.empty:,} of {shares:,} shares have nothing to do: there are {found.runs:,} different runs.")
    say(script(order, shares, workers, found, without(words)).rstrip("\n"))


def script(order: Order, shares: int, workers: int, found: ShareForecast, words: list[str]) -> str:
    """The script.

    Args:
        order: What is asked.
        shares: How many shares.
        workers: Processes a share.
        found: What a share takes.
        words: The command, without its name, workers, and whatever asks for a script.
    """
    from esnsim.cli.output.eta import duration
    from esnsim.cli.output.share_text import merge_command
    from esnsim.experiments.design.stopping import Until
    from esnsim.experiments.sweeping import title_of

    merge = merge_command(order.store)
    name = " ".join((order.name or title_of(order.points)).split())
    job = "esnsim-" + (re.sub(r"[^A-Za-z0-9]+", "-", order.plan.scenario_file.stem).strip("-") or "sweep")
    return SCRIPT.format(
        name=name,
        shares=shares,
        runs=found.runs,
        estimate=duration(found.seconds),
        safe=SAFE,
        compiling=duration(COMPILING),
        job=job,
        workers=workers,
        time=limit(SAFE * found.seconds + COMPILING),
        memory=math.ceil(found.memory / MEGABYTE),
        command=shlex.join(["esnsim", *words]),
        watch=merge.replace("store merge", "watch", 1),
        merge=merge,
        rounds=ROUNDS if isinstance(order.plan.replicates, Until) else "",
    )


def limit(seconds: float) -> str:
    """A time limit as Slurm writes it, days-hours:minutes:seconds, in whole minutes."""
    minutes = math.ceil(seconds / 60.0)
    days, rest = divmod(minutes, MINUTES_A_DAY)
    return f"{days}-{rest // 60:02}:{rest % 60:02}:00"


def without(words: list[str]) -> list[str]:
    """The command without what a script says anew, or what a job has no use for."""
    kept, rest = [], iter(words)
    for word in rest:
        if word in ("--print-slurm", "--workers"):
            next(rest, None)
        elif not word.startswith(("--print-slurm=", "--workers=")) and word != "--dry-run":
            kept.append(word)
    return kept
