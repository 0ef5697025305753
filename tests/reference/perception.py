"""What a person perceives (7.1) and what it is worth (7.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.reference.codes import MIDDLE

Row = dict[str, Any]


@dataclass(frozen=True)
class View:
    """The morning of one person, under the names of 7.1 and 7.2."""

    using: float
    """U."""
    convincing: float
    """U*."""
    writing: float
    """W."""
    support: float
    """A, how much of the ambassadors' effect is felt."""
    manager_uses: float
    """M_U."""
    manager_writes: float
    """M_W."""
    weight: float
    """m, the influence of the manager (7.3)."""
    top: float
    """T_W."""
    offered: float
    in_feed: float
    company: float
    """K."""
    mass: float
    """Perceived critical mass (7.2)."""
    youth: float


def share(amount: float, half: float) -> float:
    """amount/(amount + half), 0 of nothing."""
    return amount / (amount + half) if amount > 0 else 0.0


def convincing(using: float, staying: float, parameters: Any) -> float:
    """7.1, U*."""
    return staying + parameters.novice_pull * (using - staying)


def items_offered(contacts: Row, aggregates: Row, parameters: Any) -> float:
    """7.1, offered items."""
    each = 1 + parameters.replies_a_post
    near = contacts["fresh"] * each / 3 + contacts["arrivals"] * each
    return near + aggregates["far_items"]


def within_reach(contacts: Row, unit_stock: float, aggregates: Row, lever: Row, parameters: Any) -> float:
    """7.1, content within reach."""
    return (
        unit_stock + aggregates["far_stock"] + parameters.community_relevance * contacts["reserve"] + lever["content"]
    )


def mass_of(it: Row, using: float, content: float, aggregates: Row, parameters: Any) -> float:
    """7.2: connective and communal value, weighed by the motive."""
    connective = using * (parameters.silence_floor + (1 - parameters.silence_floor) * aggregates["answered"])
    communal = share(content, parameters.stock_half)
    return it["motive"] * connective + (1 - it["motive"]) * communal


def weight_of_manager(it: Row, parameters: Any) -> float:
    """7.3, m."""
    if it["manager"] < 0:
        return 0.0
    return parameters.middle_premium if it["manager_tier"] == MIDDLE else 1.0


def perceive(
    it: Row, contacts: Row, lever: Row, manager: Row | None, unit_stock: float, aggregates: Row, parameters: Any
) -> View:
    """7.1 and 7.2: yesterday's sights, yesterday's tide and today's levers."""
    strength = max(contacts["strength"], 1)
    using = contacts["using"] / strength
    content = within_reach(contacts, unit_stock, aggregates, lever, parameters)
    offered = items_offered(contacts, aggregates, parameters)
    return View(
        using=using,
        convincing=convincing(using, contacts["staying"] / strength, parameters),
        writing=contacts["writing"] / strength,
        support=share(contacts["ambassadors"] / strength, parameters.ambassador_half),
        manager_uses=float(manager["is_using"]) if manager else 0.0,
        manager_writes=float(manager["is_writing"]) if manager else 0.0,
        weight=weight_of_manager(it, parameters),
        top=aggregates["top_writing"],
        offered=offered,
        in_feed=offered * (1 - lever["sift"]),
        company=1 + contacts["company"] * (1 + lever["tend"]),
        mass=mass_of(it, using, content, aggregates, parameters),
        youth=1 - it["age_band"] / 2,
    )
