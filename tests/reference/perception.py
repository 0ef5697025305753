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


def items_offered(sight: Row, tide: Row, lever: Row, parameters: Any) -> float:
    """7.1, offered items."""
    each = 1 + parameters.replies_a_post
    near = sight["fresh"] * each / 3 + sight["arrivals"] * each
    return (near + tide["far_items"]) * (1 - lever["sift"])


def within_reach(sight: Row, unit_stock: float, tide: Row, lever: Row, parameters: Any) -> float:
    """7.1, content within reach."""
    return unit_stock + tide["far_stock"] + parameters.space_relevance * sight["reserve"] + lever["content"]


def mass_of(it: Row, using: float, content: float, tide: Row, parameters: Any) -> float:
    """7.2: connective and communal value, weighed by the motive."""
    connective = using * (parameters.silence_floor + (1 - parameters.silence_floor) * tide["answered"])
    communal = share(content, parameters.stock_half)
    return it["motive"] * connective + (1 - it["motive"]) * communal


def weight_of_manager(it: Row, parameters: Any) -> float:
    """7.3, m."""
    if it["manager"] < 0:
        return 0.0
    return parameters.middle_premium if it["manager_tier"] == MIDDLE else 1.0


def perceive(
    it: Row, sight: Row, lever: Row, manager: Row | None, unit_stock: float, tide: Row, parameters: Any
) -> View:
    """7.1 and 7.2: yesterday's sights, yesterday's tide and today's levers."""
    strength = max(sight["strength"], 1)
    using = sight["using"] / strength
    content = within_reach(sight, unit_stock, tide, lever, parameters)
    return View(
        using=using,
        convincing=convincing(using, sight["staying"] / strength, parameters),
        writing=sight["writing"] / strength,
        support=share(sight["champions"] / strength, parameters.ambassador_half),
        manager_uses=float(manager["is_using"]) if manager else 0.0,
        manager_writes=float(manager["is_writing"]) if manager else 0.0,
        weight=weight_of_manager(it, parameters),
        top=tide["top_writing"],
        offered=items_offered(sight, tide, lever, parameters),
        company=1 + sight["company"] * (1 + lever["tend"]),
        mass=mass_of(it, using, content, tide, parameters),
        youth=1 - it["age_band"] / 2,
    )
