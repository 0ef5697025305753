"""Attention, lapse and communities: what public records say of them, a family that is counted apart.

Not among them, because the model does not say who saw which post: how many items of those offered are read, how many
see the ten best posts, and which share of visits the best posts take. Whether readers, rather than writers, come back
is in no public record.
"""

from esnsim.evidence.fact import Fact
from esnsim.evidence.facts.attention.answering import A07, A09, A11, A12
from esnsim.evidence.facts.attention.beside import A08, A24, A27
from esnsim.evidence.facts.attention.experiments import A01, A25, A26, A28
from esnsim.evidence.facts.attention.inequality import A19
from esnsim.evidence.facts.attention.lapsing import A13, A14, A16, A17, A18
from esnsim.evidence.facts.attention.reading import A04, A05, A06
from esnsim.evidence.facts.attention.spaces import A20, A21, A22

ATTENTION: tuple[Fact, ...] = (
    A01,
    A04,
    A05,
    A06,
    A07,
    A08,
    A09,
    A11,
    A12,
    A13,
    A14,
    A16,
    A17,
    A18,
    A19,
    A20,
    A21,
    A22,
    A24,
    A25,
    A26,
    A27,
    A28,
)
"""Every one of them, in the order of its id."""
