"""What a sweep would take, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from esnsim.cli.output.eta import duration
from esnsim.cli.output.printing import console

if TYPE_CHECKING:
    from esnsim.cli.sweep_order import Order
    from esnsim.experiments.design.share import Share
    from esnsim.experiments.forecast import Forecast

CLUSTER = "; a cluster of more will be quicker"
ROOMS = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"))


def print_forecast(order: Order, *, as_json: bool) -> None:
    """Measure what it would take, and print it; nothing is begun."""
    from esnsim.experiments.forecast import forecast

    local = order.workers if isinstance(order.workers, int) else 1
    if order.told is not None:
        _print_share(order, order.told.share, local, as_json=as_json)
        return
    found = forecast(order.points, order.store, order.plan.replicates, order.programmes, local)
    if as_json:
        from esnsim.cli.output.sweep_document import say_json

        probe = found.probe and found.probe._asdict()
        say_json(found._asdict() | {"probe": probe, "folder": str(order.folder), "store": str(order.store)})
        return
    page = console()
    for sentence in _sentences(found, on_cluster=isinstance(order.workers, str)):
        page.print(f"{sentence}.")
    page.print(f"Nothing was begun; results would go to {order.folder}, finished runs to {order.store}.")


def _print_share(order: Order, share: Share, workers: int, *, as_json: bool) -> None:
    """Measure what one share would take, and print it."""
    from esnsim.experiments.forecast_shares import forecast_shares
    from esnsim.experiments.store.place import share_store

    plan, own = order.plan, share_store(order.store, *share)
    found = forecast_shares(
        order.points, order.store, plan.replicates, order.programmes, share.of, workers, share.number
    )
    if as_json:
        from esnsim.cli.output.sweep_document import say_json

        say_json(found._asdict() | {"probe": found.probe._asdict(), "share": str(share), "store": str(own)})
        return
    page = console()
    page.print(
        f"Share {share.number} of {share.of}: {found.own:,} of {found.runs:,} different runs, about "
        f"{duration(found.seconds)} with {_number(workers, 'process', 'processes')}, and {room(found.memory)} of "
        "memory at most; an estimate, as if nothing were there yet."
    )
    page.print(f"Nothing was begun; finished runs would go to {own}.")


def _sentences(found: Forecast, *, on_cluster: bool) -> list[str]:
    missing = found.runs - found.there - found.failed
    there = f", {found.there:,} of them there already" if found.there else ""
    failed = f", {found.failed:,} failed earlier (--retry-failed tries them again)" if found.failed else ""
    same = f", {found.runs:,} of them different" if found.runs < found.asked else ""
    told = [f"{_number(found.points, 'point')}, {_number(found.asked, 'run')}{same}{there}{failed}"]
    if found.most > found.runs:
        told.append(f"With as many replicates as the rule allows, {found.most:,} different runs")
    if found.probe is None:
        return [*told, "Nothing is left to compute"]
    longest = f", {duration(found.most_seconds)} at most" if found.most > found.runs else ""
    processes = _number(found.workers, "process", "processes")
    rooms = f"{room(found.memory)} of memory at most, and {room(found.room)} of disk"
    told.append(
        f"To compute: {_number(missing, 'run')} from {_number(found.base_states, 'starting state')}, about "
        f"{duration(found.seconds)}{longest} with {processes}{CLUSTER * on_cluster}, {rooms}"
    )
    tried = (
        "every programme of one point was simulated once" if found.probe.whole else "programmes of one point were begun"
    )
    told.append(
        f"This is an estimate: {tried} here ({found.probe.people:,} people, {found.probe.days:,} workdays, "
        f"{found.probe.seconds:.1f} s) and scaled by people and days; a machine that is busy otherwise takes longer"
    )
    return told


def _number(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def room(size: float) -> str:
    """Room on a disk as a person says it."""
    for scale, unit in ROOMS:
        if size >= scale:
            return f"{size / scale:.3g} {unit}"
    return f"{size:.0f} bytes"
