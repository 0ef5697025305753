"""Effects of interventions, each held to what is published about its size, and orders between them.

To add a kind: a row in `KIND_EFFECTS`, with the band it has to fall into and where that stands; to add an order: a
fact in `orders`, listed in `EFFECTS`.
"""

from esnsim.evidence.effects.kind_effect import fact_of
from esnsim.evidence.effects.kinds import KIND_EFFECTS
from esnsim.evidence.effects.orders import ORDERS
from esnsim.evidence.fact import Fact

EFFECTS: tuple[Fact, ...] = (*map(fact_of, KIND_EFFECTS), *ORDERS)
"""The effect of every kind, and the orders between them."""
