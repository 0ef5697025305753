"""Posts and communities of the idiomatic Mesa yardstick, see `benchmarks.yardsticks.mesa`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol

from esnsim.behaviour.parameters import Parameters
from esnsim.state import CommunityRow, Style


class Member(Protocol):
    """What posts and communities know of a person: `benchmarks.yardsticks.person.Employee`.

    Attributes:
        person: Id of the person.
        unit: Unit of the position.
        tier: Tier of the position.
        manager: Who leads this person.
        latest: The person's latest post in the feed.
        news: Posts answered today for the first time.
        disappointments: Posts given up on today.
        hearings: Answers of today from above.
    """

    person: int
    unit: int
    tier: int
    manager: Member | None
    latest: Post | None
    news: int
    disappointments: int
    hearings: int

    def stand_up(self, community: Community) -> None:
        """Leave a community."""


class Platform(Protocol):
    """What communities know of the model: `benchmarks.yardsticks.mesa.EsnYardstick`.

    Attributes:
        parameters: Constants of behaviour.
        random: The model's own random numbers.
        positions: The person of every row.
    """

    parameters: Parameters
    random: Random

    @property
    def positions(self) -> Sequence[Member]:
        """The person of every row."""


@dataclass(slots=True)
class Post:
    """A post in the feed.

    Attributes:
        author: Who wrote it.
        person: Id of the author when it was written.
        day: Workday of the post.
        appeal: How much it attracts.
        answers: Replies and reactions so far.
        noticed: The same at the end of yesterday, which is what people can see.
        community: Where it was posted, None for the author's followers.
    """

    author: Member
    person: int
    day: int
    appeal: int
    answers: int = 0
    noticed: int = 0
    community: Community | None = None


class Community:
    """A community: members, what is posted, and how lively it seems.

    Attributes:
        founder: Id of the founder.
        unit: Unit of the founder's position.
        last: Workday of the latest post.
        broadcast: Whether only the founder writes in it.
        interests: How much it interests people who have looked at it, by their id.
    """

    def __init__(self, model: Platform, founder: int, unit: int, day: int, *, broadcast: bool) -> None:
        self.model, self.founder, self.unit, self.last, self.broadcast = model, founder, unit, day, broadcast
        self.members: set[Member] = set()
        self.interests: dict[int, float] = {founder: model.parameters.founder_interest}
        self.latest: Post | None = None
        self.is_open, self.arrivals = True, 0
        self.pulse = self.answered = self.judged = self.stock = self.lively = 0.0

    @classmethod
    def taken_over(cls, model: Platform, space: CommunityRow) -> Community:
        """One that was there at the start."""
        unit = model.positions[int(space.owner)].unit
        community = cls(model, int(space.founder), unit, int(space.last), broadcast=space.style == Style.BROADCAST)
        community.is_open, community.arrivals = bool(space.is_open), int(space.today)
        for name in ("pulse", "answered", "judged", "stock", "lively"):
            setattr(community, name, float(getattr(space, name)))
        return community

    def interest(self, person: Member) -> float:
        """How much it interests somebody, always alike."""
        if person.person not in self.interests:
            spread = self.model.parameters.interest_spread
            self.interests[person.person] = math.exp(self.model.random.gauss(-0.5 * spread**2, spread))
        return self.interests[person.person]

    def welcomes(self, person: Member) -> float:
        """Chance that somebody who looks at it finds it worth a seat."""
        interest = self.interest(person)
        return self.lively * interest / (1.0 + interest)

    def draws(self, person: Member) -> float:
        """How much it draws a member to write in it."""
        if self.broadcast and self.founder != person.person:
            return 0.0
        parameters = self.model.parameters
        return (
            parameters.community_effect
            * self.interest(person)
            * (parameters.quiet_urge + (1.0 - parameters.quiet_urge) * self.lively)
        )

    def take(self, post: Post) -> None:
        """Note a post of today."""
        self.last, self.latest = post.day, post
        self.arrivals += 1
        self.stock += 1.0

    def refresh(self) -> None:
        """See how lively it is by the evening."""
        parameters = self.model.parameters
        self.pulse = 0.9 * self.pulse + self.arrivals
        self.answered *= 0.95
        self.judged *= 0.95
        response = (self.answered + 0.5) / (self.judged + 1.0)
        floor = parameters.silence_floor
        self.lively = self.pulse / (self.pulse + parameters.pulse_half) * (floor + (1.0 - floor) * response)
