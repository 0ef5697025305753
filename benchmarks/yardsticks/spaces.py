"""Communities of the NumPy yardstick, see `benchmarks.yardsticks.numpy`: an array a property, seats in rows."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import ndtri

from esnsim.behaviour.parameters import Parameters
from esnsim.calendar import ARCHIVE, LAPSE
from esnsim.state import SEATS, Counters, Style, World

Column = NDArray[Any]
NUMBERS = ("pulse", "answered", "judged", "stock", "lively")
WHOLE = ("founder", "born", "last", "today")
MIX = np.uint64(0x9E3779B97F4A7C15)


def hashed(one: Column, other: Column) -> Column:
    """Numbers in (0, 1), always the same for the same two."""
    mixed = (one.astype(np.uint64) * MIX) ^ (other.astype(np.uint64) + MIX)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return ((mixed >> np.uint64(11)).astype(np.float64) + 0.5) / 2.0**53


class Network(Protocol):
    """What communities see and change of the model, a value a person unless said otherwise.

    Attributes:
        parameters: Constants of behaviour.
        rng: The model's random numbers.
        knows: Who is whose contact, as a sparse matrix.
        person: Id.
        unit: Unit of the position.
        uses: 1.0 for those who visited within a month, else 0.0.
        tend: How much the person is helped to write in communities.
        zeal: Eagerness of a founder.
        propensity: Logarithm of the usual posts a day.
        post_space: Slot of the community of every post in the feed, -1 for none.
        unit_stock: Content of every unit.
    """

    parameters: Parameters
    rng: np.random.Generator
    knows: sparse.csr_matrix
    person: Column
    unit: Column
    uses: Column
    tend: Column
    zeal: Column
    propensity: Column
    post_space: Column
    unit_stock: Column


class Communities:
    """All communities of a network."""

    def __init__(self, model: Network, world: World) -> None:
        """Take over those that are there."""
        self.model, self.room = model, len(world.communities)
        self.taken = int(world.counters[Counters.SLOTS])
        for name in WHOLE:
            setattr(self, name, world.communities[name].astype(np.int64))
        for name in NUMBERS:
            setattr(self, name, world.communities[name].astype(np.float64))
        self.is_open = world.communities.is_open.astype(bool)
        self.broadcast = world.communities["style"] == Style.BROADCAST.value
        self.unit = model.unit[world.communities.owner]
        self.latest = np.full(self.room, -1)
        self.seats = world.seats.astype(np.int64)
        self.taste = world.interest.astype(np.float64)

    def look(self) -> None:
        """What happened yesterday in everybody's communities, and how much each draws."""
        parameters, there = self.model.parameters, self.seats >= 0
        own = self.founder[self.seats] == self.model.person[:, None]
        lively = parameters.quiet_urge + (1.0 - parameters.quiet_urge) * self.lively[self.seats]
        writes = there & (own | ~self.broadcast[self.seats])
        self.own = own & there
        self.draws = np.where(writes, parameters.community_effect * self.taste * lively, 0.0)
        self.company = self.draws.sum(axis=1)
        self.arrivals = np.where(there, self.today[self.seats], 0).sum(axis=1)
        self.reserve = np.where(there, self.stock[self.seats], 0.0).sum(axis=1)

    def interest(self, rows: Column, slots: Column) -> Column:
        """How much communities interest people, always alike."""
        parameters, person = self.model.parameters, self.model.person[rows]
        spread = parameters.interest_spread
        score = ndtri(hashed(person, self.founder[slots] * 100_003 + self.born[slots]))
        taste = np.exp(spread * score - 0.5 * spread * spread)
        return np.where(self.founder[slots] == person, parameters.founder_interest, taste)

    def welcomes(self, slots: Column, interest: Column) -> Column:
        """Chance that who looks at a community finds it worth a seat."""
        return self.lively[slots] * interest / (1.0 + interest)

    def venues(self, rows: Column) -> Column:
        """Slot of the community to which each post of these people goes, -1 for the followers."""
        model = self.model
        weights = self.draws[rows] * (1.0 + model.tend[rows, None])
        zeal = model.parameters.founder_posts * model.zeal[rows] * np.exp(-model.propensity[rows])
        weights += self.own[rows] * zeal[:, None]
        running = np.cumsum(np.column_stack([np.ones(len(rows)), weights]), axis=1)
        goal = model.rng.random(len(rows)) * running[:, -1]
        seat = (running <= goal[:, None]).sum(axis=1) - 1
        return np.where(seat >= 0, self.seats[rows, np.maximum(seat, 0)], -1)

    def gather(self, wishes: dict[str, Column], day: int) -> None:
        """Let people join, leave and found, and close what has been silent for long."""
        self.join(np.flatnonzero(wishes["join"]))
        self.drift(np.flatnonzero(wishes["drift"]))
        for row in np.flatnonzero(wishes["found"]):
            self.found(int(row), day)
        if day % 5 == 4:
            self.close(day)
        self.refresh()

    def join(self, rows: Column) -> None:
        """Those who want to join look at a contact's community or at that of a post."""
        model, rng, count = self.model, self.model.rng, len(rows)
        degree = np.diff(model.knows.indptr)[rows]
        place = model.knows.indptr[rows] + (rng.random(count) * degree).astype(np.int64)
        contact = model.knows.indices[np.minimum(place, len(model.knows.indices) - 1)]
        theirs = np.where(degree > 0, self.seats[contact, rng.integers(SEATS, size=count)], -1)
        posted = np.full(count, -1)
        if len(model.post_space):
            posted = model.post_space[rng.integers(len(model.post_space), size=count)]
        slots = np.where(rng.random(count) < model.parameters.joining_by_contact, theirs, posted)
        likes = self.interest(rows, slots)
        wanted = (slots >= 0) & (rng.random(count) < self.welcomes(slots, likes))
        self.sit(rows[wanted], slots[wanted], likes[wanted])

    def sit(self, rows: Column, slots: Column, likes: Column) -> None:
        """Take the first free seat, or that in a silent community; nobody sits twice. Rows are different."""
        full = rows[self.seats[rows, SEATS - 1] >= 0]
        silent = (self.model.day - self.last[self.seats[full]] >= LAPSE) & ~self.own[full]
        gives = silent.any(axis=1)
        self.seats[full[gives], silent[gives].argmax(axis=1)] = -1
        self.tidy(full[gives])
        room = (self.seats[rows, SEATS - 1] < 0) & ~(self.seats[rows] == slots[:, None]).any(axis=1)
        rows, slots, likes = rows[room], slots[room], likes[room]
        free = (self.seats[rows] >= 0).sum(axis=1)
        self.seats[rows, free], self.taste[rows, free] = slots, likes

    def drift(self, rows: Column) -> None:
        """Those with a mind to leave look at one of their own."""
        rng = self.model.rng
        taken = (self.seats[rows] >= 0).sum(axis=1)
        rows, taken = rows[taken > 0], taken[taken > 0]
        seat = (rng.random(len(rows)) * taken).astype(np.int64)
        slots = self.seats[rows, seat]
        bored = rng.random(len(rows)) >= self.welcomes(slots, self.taste[rows, seat])
        leaves = bored & (self.founder[slots] != self.model.person[rows])
        self.seats[rows[leaves], seat[leaves]] = -1
        self.tidy(rows[leaves])

    def tidy(self, rows: Column) -> None:
        """Seats that are taken stand first."""
        order = np.argsort(self.seats[rows] < 0, axis=1, kind="stable")
        self.seats[rows] = np.take_along_axis(self.seats[rows], order, axis=1)
        self.taste[rows] = np.take_along_axis(self.taste[rows], order, axis=1)

    def found(self, row: int, day: int) -> None:
        """Found a community; some of the founder's contacts on the network join at once."""
        free = np.flatnonzero(~self.is_open[: self.taken])
        if not len(free) and self.taken == self.room:
            return
        slot = int(free[0]) if len(free) else self.taken
        self.taken = max(self.taken, slot + 1)
        model = self.model
        for name in NUMBERS:
            getattr(self, name)[slot] = 0.0
        self.founder[slot], self.born[slot], self.last[slot], self.today[slot] = model.person[row], day, day, 0
        self.is_open[slot], self.unit[slot], self.latest[slot] = True, model.unit[row], -1
        self.broadcast[slot] = model.rng.random() < model.parameters.broadcast_share
        if self.seats[row, SEATS - 1] >= 0:
            self.seats[row, np.argmin(self.lively[self.seats[row]])] = -1
            self.tidy(np.array([row]))
        contacts = model.knows.indices[model.knows.indptr[row] : model.knows.indptr[row + 1]]
        asked = contacts[(model.uses[contacts] > 0.0) & (model.rng.random(len(contacts)) < model.parameters.invited)]
        rows = np.concatenate([[row], asked])
        slots = np.full(len(rows), slot)
        self.sit(rows, slots, self.interest(rows, slots))

    def close(self, day: int) -> None:
        """Close communities without a post for a year."""
        silent = self.is_open & (day - self.last >= ARCHIVE)
        silent[self.taken :] = False
        if not silent.any():
            return
        np.add.at(self.model.unit_stock, self.unit[silent], self.stock[silent])
        self.is_open[silent], self.stock[silent], self.lively[silent] = False, 0.0, 0.0
        self.seats[(self.seats >= 0) & silent[self.seats]] = -1
        self.tidy(np.arange(len(self.seats)))

    def refresh(self) -> None:
        """How lively each is by the evening."""
        parameters = self.model.parameters
        self.pulse = 0.9 * self.pulse + self.today
        self.answered *= 0.95
        self.judged *= 0.95
        response = parameters.silence_floor + (1.0 - parameters.silence_floor) * (self.answered + 0.5) / (
            self.judged + 1.0
        )
        self.lively = np.where(self.is_open, self.pulse / (self.pulse + parameters.pulse_half) * response, 0.0)
