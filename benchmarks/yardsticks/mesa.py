"""A yardstick: esnsim's full day as an idiomatic Mesa model, the way its users write one.

One `mesa.Agent` a person, contacts as lists of agents, rules in Python with `math.exp` and the model's own random
numbers, a shuffled order of agents every day and a `DataCollector`. No tricks and no deliberate slowness: what is
the same for everybody is worked out once a day, and nobody draws a random number that decides nothing.

What others can see of a person (``uses``, ``writes``, ``has_news``) changes between days only, so that the order of
agents does not matter and the curves can be compared with esnsim's; see `benchmarks.agree`.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from itertools import accumulate
from typing import Any

import mesa

from benchmarks.yardsticks.community import Community, Post
from benchmarks.yardsticks.person import DATES, FIXED, TRAITS, Employee
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Role, Tier
from esnsim.calendar import ARCHIVE, ITEM_LIFE, LAPSE, MONTH
from esnsim.simulation.starting.initial_state import InitialState
from esnsim.state import NEVER, SEATS, Aggregates, Counters, World


def reporter(column: str, window: int) -> Any:  # noqa: ANN401 - whatever a DataCollector takes
    """A model reporter: how many people did something within the last ``window`` workdays."""
    return lambda model: sum(getattr(person, column) > model.day - window for person in model.agents)


class EsnYardstick(mesa.Model):
    """The same full day as esnsim's, in Mesa; begins with a state that esnsim settled.

    Attributes:
        positions: The agent of every row.
        feed: Posts of the last two weeks, oldest first.
        day: The workday that is being simulated, or was simulated last.
    """

    def __init__(self, start: InitialState, parameters: Parameters, seed: int) -> None:
        super().__init__(seed=seed)
        world = start.world
        self.parameters, self.day, self.provisioned = parameters, -1, bool(world.provisioned)
        self.chance_to_leave = 1.0 - math.exp(-parameters.turnover / 260.0)
        columns = {name: world.people[name].tolist() for name in (*FIXED, *DATES, *TRAITS)}
        rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
        self.positions = [Employee(self, row) for row in rows]
        self.meet(start)
        self.inherit(start)
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "enabled": lambda model: sum(person.enabled_since != NEVER for person in model.agents),
                "reader": reporter("visited", MONTH),
                "interactive": reporter("interacted", MONTH),
                "contributor": reporter("wrote", MONTH),
                "regular": reporter("wrote_earlier", MONTH),
                "lapsed": lambda model: sum(NEVER < person.visited <= model.day - LAPSE for person in model.agents),
                "returned": reporter("returned", MONTH),
                "daily_reader": reporter("visited", 1),
                "communities": lambda model: len(model.communities),
                "posts": "published",
                "replies": "replies",
                "reactions": "reactions",
            }
        )

    def meet(self, start: InitialState) -> None:
        """Introduce contacts and managers to each other."""
        ties = start.world.ties
        self.mean_contacts = len(ties.other) / len(self.positions)
        begin, other, weight = ties.start.tolist(), ties.other.tolist(), ties.weight.tolist()
        bosses = start.world.people.manager.tolist()
        for row, person in enumerate(self.positions):
            person.contacts = [self.positions[at] for at in other[begin[row] : begin[row + 1]]]
            person.weights = weight[begin[row] : begin[row + 1]]
            person.strength = max(sum(person.weights), 1)
            person.manager = self.positions[bosses[row]] if bosses[row] >= 0 else None

    def inherit(self, start: InitialState) -> None:
        """Take over feed, stock and what can be seen."""
        world = start.world
        self.feed = [
            Post(self.positions[item.author], int(item.person), int(item.day), int(item.appeal), int(item.answers))
            for item in world.items[: world.counters[Counters.ITEMS]]
        ]
        self.join_communities(world)
        for post in self.feed:
            post.author.latest = post
        self.unit_stock = world.unit_stock.tolist()
        self.stock = float(world.aggregates[Aggregates.STOCK])
        self.recent_answered = float(world.aggregates[Aggregates.RECENT_ANSWERED])
        self.recent_judged = float(world.aggregates[Aggregates.RECENT_JUDGED])
        self.replies, self.reactions = int(world.counters[Counters.REPLIES]), int(world.counters[Counters.REACTIONS])
        self.published = int(world.counters[Counters.POSTS])
        self.first_answers = self.silent = self.placed = self.cross_unit = 0
        self.agents.do("show")
        for person, answers, silences in zip(
            self.positions, world.contact_counts.answers.tolist(), world.contact_counts.silences.tolist(), strict=True
        ):
            person.answers, person.silences = answers, silences
        self.read_tide()

    def join_communities(self, world: World) -> None:
        """Take over communities, seats and what was posted where."""
        slots = [Community.taken_over(self, space) for space in world.communities[: world.counters[Counters.SLOTS]]]
        self.communities = [community for community in slots if community.is_open]
        for person, seats, interests in zip(self.positions, world.seats.tolist(), world.interest.tolist(), strict=True):
            for slot, interest in zip(seats, interests, strict=True):
                if slot >= 0:
                    slots[slot].interests[person.person] = interest
                    person.sit(slots[slot])
        for post, slot in zip(self.feed, world.items.community[: len(self.feed)].tolist(), strict=True):
            if slot >= 0:
                post.community = slots[slot]
                slots[slot].latest = post

    def step(self) -> None:
        """Simulate one workday."""
        self.day += 1
        self.first_answers = self.silent = self.replies = self.reactions = self.placed = self.cross_unit = 0
        for post in self.feed:
            post.noticed = post.answers
        left = (max(post.appeal >> 2 * (self.day - post.day), 1) for post in self.feed)
        self.running = list(accumulate(left))
        self.agents.shuffle_do("step")
        self.retire()
        self.publish()
        self.gather()
        self.agents.do("show")
        self.recent_answered = 0.95 * self.recent_answered + self.first_answers
        self.recent_judged = 0.95 * self.recent_judged + self.first_answers + self.silent
        self.read_tide()
        self.datacollector.collect(self)

    def place_in_feed(self, random_number: float) -> int:
        """Place of a post found with this random number, by what is left of its appeal."""
        return bisect_right(self.running, int(random_number * self.running[-1]))

    def retire(self) -> None:
        """Take posts of two weeks ago out of the feed."""
        kept = []
        for post in self.feed:
            if self.day - post.day < ITEM_LIFE:
                kept.append(post)
                continue
            if post.author.latest is post:
                post.author.latest = None
            if post.community is not None and post.community.latest is post:
                post.community.latest = None
            if post.answers == 0:
                self.silent += 1
                if post.community is not None:
                    post.community.judged += 1.0
                if post.author.person == post.person:
                    post.author.disappointments += 1
        self.feed = kept

    def publish(self) -> None:
        """Add today's posts to the feed and to the stock of content, which fades."""
        fading = 1.0 - math.log(2.0) / self.parameters.content_half_life
        self.unit_stock = [fading * stock for stock in self.unit_stock]
        self.stock *= fading
        self.published = 0
        for community in self.communities:
            community.arrivals = 0
            community.stock *= fading
        for person in self.positions:
            for _ in range(person.posts):
                voice = 1.5 if person.role == Role.AMBASSADOR else 1.0
                random_number = self.random.gauss(0.0, 2.0)
                appeal = 1 + int(1000.0 * voice * math.exp(random_number + 0.01 * person.tier))
                community = person.venue()
                person.latest = Post(person, person.person, self.day, appeal, community=community)
                self.feed.append(person.latest)
                if community is None:
                    self.unit_stock[person.unit] += 1.0
                else:
                    community.take(person.latest)
                self.stock += 1.0
                self.published += 1

    def gather(self) -> None:
        """Let people join, leave and found communities, and close those that have been silent for long."""
        looking = [(person, person.look_for_community()) for person in self.positions if "join" in person.wishes]
        for person, community in looking:
            if community is not None:
                person.sit(community)
        for person in self.positions:
            if "drift" in person.wishes:
                person.drift()
        for person in self.positions:
            if "found" in person.wishes:
                self.found(person)
        if self.day % 5 == 4:
            self.close()
        for community in self.communities:
            community.refresh()

    def found(self, person: Employee) -> None:
        """Found a community; some of the founder's contacts on the network join at once."""
        broadcast = self.random.random() < self.parameters.broadcast_share
        community = Community(self, person.person, person.unit, self.day, broadcast=broadcast)
        self.communities.append(community)
        if len(person.communities) == SEATS:
            person.stand_up(min(person.communities, key=lambda each: each.lively))
        person.sit(community)
        for contact in person.contacts:
            if contact.uses and contact.has_room() and self.random.random() < self.parameters.invited:
                contact.sit(community)

    def close(self) -> None:
        """Close communities without a post for a year."""
        for community in self.communities:
            if self.day - community.last >= ARCHIVE:
                community.is_open = False
                self.unit_stock[community.unit] += community.stock
                for member in list(community.members):
                    member.stand_up(community)
        self.communities = [community for community in self.communities if community.is_open]

    def read_tide(self) -> None:
        """What everybody will meet alike tomorrow."""
        people = len(self.positions)
        heard_above = sum(person.writes for person in self.positions if person.tier == Tier.TOP)
        surfaced = min(1.0, self.parameters.far_reach / math.sqrt(people))
        self.popularity = sum(person.uses for person in self.positions) / people
        self.top_writing = min(1.0, heard_above * self.parameters.leader_reach / people)
        self.hearsay = surfaced * self.popularity
        self.answered = self.recent_answered / max(self.recent_judged, 1.0)
        self.far_items = surfaced * (self.published + self.replies)
        self.far_stock = surfaced * self.parameters.relevance * self.stock
