"""A yardstick: esnsim's full day as an idiomatic Mesa model, the way its users write one.

One `mesa.Agent` a person, contacts as lists of agents, rules in Python with `math.exp` and the model's own random
numbers, a shuffled order of agents every day and a `DataCollector`. No tricks and no deliberate slowness: what is
the same for everybody is worked out once a day, and nobody draws a random number that decides nothing.

It has mechanisms M2 to M9 and M12 as they stood before communities (M10) and orders and rewards (M11) were added. It
does less in a day than esnsim now does, so that ratios to it are, if anything, too low; and its curves are no longer
esnsim's, which `benchmarks.agree` says.

What others can see of a person (``uses``, ``writes``, ``has_news``) changes between days only, so that the order of
agents does not matter and the curves can be compared with esnsim's; see `benchmarks.agree`.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import mesa

from esnsim.behaviour.parameters import Behaviour
from esnsim.behaviour.person import Role, Stage, Tier
from esnsim.simulation.settle import Start
from esnsim.world import FRESH, HALF_YEAR, ITEM_LIFE, LAPSE, MONTH, NEVER, Flow, Tide

LEVERS = (
    "hear",
    "prompt",
    "encourage",
    "duty_posts",
    "duty_replies",
    "teach_usefulness",
    "teach_ease",
    "teach_trust",
)
DATES = (
    "joined",
    "trial_since",
    "enabled_since",
    "first_visit",
    "visited",
    "interacted",
    "wrote",
    "wrote_before",
    "wrote_earlier",
    "posted",
    "returned",
)
TRAITS = (
    "curiosity",
    "activity",
    "propensity",
    "motive",
    "threshold",
    "habit_rate",
    "usefulness",
    "ease",
    "trust",
    "habit",
    "encouragement",
    "fatigue",
)
FIXED = ("person", "unit", "written", "tier", "manager_tier", "frontline", "age_band", "role", "stage")


def logistic(x: float) -> float:
    """Probability whose log-odds are x."""
    return 1.0 / (1.0 + math.exp(-x))


def bounded(x: float) -> float:
    """The nearest value to x between 0 and 1."""
    return min(max(x, 0.0), 1.0)


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
    """

    author: Employee
    person: int
    day: int
    appeal: int
    answers: int = 0
    noticed: int = 0


class Employee(mesa.Agent):
    """One person; attributes are named as the columns of `esnsim.world.People`."""

    def __init__(self, model: EsnYardstick, values: dict[str, Any]) -> None:
        super().__init__(model)
        for name, value in values.items():
            setattr(self, name, value)
        self.manager: Employee | None = None
        self.contacts: list[Employee] = []
        self.weights: list[int] = []
        self.strength = 1
        self.uses = self.writes = self.champion = self.has_news = False
        self.latest: Post | None = None
        self.answers = self.silences = self.news = self.disappointments = 0
        self.posts = self.replies = self.reactions = 0
        for lever in LEVERS:
            setattr(self, lever, 0.0)

    def step(self) -> None:
        """Live one workday."""
        self.look()
        self.move()
        visits = self.visits()
        self.posts = self.replies = self.reactions = 0
        if visits:
            self.contribute()
        self.learn(visits)
        self.remember(visits)
        if self.random.random() < self.model.chance_to_leave:
            self.hand_over()

    def look(self) -> None:
        """See what contacts did, and what it means."""
        rule, model = self.model.rule, self.model
        using = writing = champions = 0
        fresh = []
        for contact, weight in zip(self.contacts, self.weights, strict=True):
            if contact.uses:
                using += weight
            if contact.writes:
                writing += weight
            if contact.champion:
                champions += weight
            if contact.has_news:
                fresh.append(contact)
        self.using = using / self.strength
        self.writing = writing / self.strength
        near = champions / self.strength
        self.ambassadors = near / (near + rule.ambassador_half)
        self.fresh = fresh
        self.items = len(fresh) * (1.0 + rule.replies_a_post) / FRESH + model.far_items
        stock = model.unit_stock[self.unit] + model.far_stock
        connective = self.using * (rule.silence_floor + (1.0 - rule.silence_floor) * model.answered)
        communal = stock / (stock + rule.stock_half)
        self.mass = self.motive * connective + (1.0 - self.motive) * communal
        self.surplus = self.mass - self.threshold
        self.youth = 1.0 - 0.5 * self.age_band

    def manager_weight(self) -> float:
        """Influence of the own manager, relative to a first-line manager."""
        if self.manager_tier == Tier.NONE:
            return 0.0
        return self.model.rule.middle_premium if self.manager_tier == Tier.MIDDLE else 1.0

    def happens(self, rate: float) -> bool:
        """Whether something with this rate happens today."""
        return self.random.random() < 1.0 - math.exp(-rate)

    def rate_to_try(self) -> float:
        """Hazard to try the network today."""
        rule = self.model.rule
        pull = self.using * (1.0 + rule.exposure_half) / (self.using + rule.exposure_half)
        peers = rule.imitation * pull * (1.0 + rule.youth_pull * self.youth)
        boss_uses = self.manager is not None and self.manager.uses
        manager = rule.manager_pull * self.manager_weight() if boss_uses else 0.0
        accelerated = (rule.external_rate + peers + manager) * (1.0 + rule.popularity_pull * self.model.popularity)
        invited = rule.ambassador_invitation * self.ambassadors
        return (accelerated + invited + self.hear) * self.curiosity * (1.0 - rule.frontline_loss * self.frontline)

    def beliefs(self) -> float:
        """What beliefs add to the log-odds of use."""
        rule = self.model.rule
        return rule.usefulness_effect * (self.usefulness - 0.5) + rule.ease_effect * (self.ease - 0.5)

    def move(self) -> None:
        """Try, judge the trial, give up, or come back."""
        rule, day = self.model.rule, self.model.day
        self.begins = False
        if self.stage in (Stage.EMPLOYED, Stage.ENABLED):
            self.begins = self.happens(self.rate_to_try())
        elif self.stage == Stage.TRIAL:
            if day - self.trial_since >= rule.trial_days:
                stays = logistic(rule.decision_sharpness * self.surplus + self.beliefs() + rule.pull)
                self.stage = Stage.USER if self.random.random() < stays else Stage.LAPSED
        elif self.stage == Stage.USER:
            protection = rule.lapse_habit * self.habit + rule.lapse_value * self.surplus
            discouraged = rule.silence_lapse * max(-self.encouragement, 0.0)
            if self.random.random() < logistic(rule.lapse_base + discouraged - protection - rule.pull):
                self.stage = Stage.LAPSED
        else:
            self.begins = self.happens(rule.return_ratio * self.rate_to_try())
        if self.begins:
            self.begin()

    def begin(self) -> None:
        """Begin a trial."""
        self.trial_since = self.model.day
        if self.stage == Stage.EMPLOYED:
            self.enabled_since = self.model.day
        if self.stage != Stage.LAPSED:
            self.first_visit = self.model.day
        self.stage = Stage.TRIAL

    def visits(self) -> bool:
        """Whether the person visits today."""
        if self.begins:
            return True
        if self.stage not in (Stage.TRIAL, Stage.USER):
            return False
        rule = self.model.rule
        overload = min(max(self.items / rule.overload_point - 1.0, 0.0), 2.0)
        value = rule.visit_value * self.surplus - rule.overload_effect * overload
        cues = self.prompt + rule.answer_notice * min(self.answers, 1) + rule.youth_pull * self.youth
        novelty = rule.trial_interest if self.stage == Stage.TRIAL else 0.0
        settled = rule.visit_base + self.activity + rule.habit_effect * self.habit + rule.pull
        tendency = settled + self.beliefs() + value + cues + novelty - rule.frontline_penalty * self.frontline
        return self.random.random() < logistic(tendency)

    def contribute(self) -> None:
        """Post, reply and react on a visit."""
        rule = self.model.rule
        boss_writes = self.manager is not None and self.manager.writes
        manager = rule.manager_effect * self.manager_weight() if boss_writes else 0.0
        reluctance = rule.status_fear * self.tier / Tier.TOP * (1.0 - self.ease)
        mood = (
            rule.voice
            + rule.norm_effect * self.writing
            + manager
            + rule.top_effect * self.model.top_writing
            + rule.trust_effect * (self.trust - 0.5)
            + rule.ease_effect * (self.ease - 0.5)
            + rule.ambassador_support * self.ambassadors
            + self.encourage
            + self.encouragement
            - reluctance
        )
        writing = math.exp(self.propensity + mood)
        evenness = rule.reaction_evenness * (self.propensity - rule.posting_base)
        reacting = math.exp(rule.reaction_base + evenness + rule.warmth + 0.5 * mood)
        kept = 1.0 - self.fatigue if self.role == Role.AMBASSADOR else math.exp(-reluctance)
        read = min(self.items, rule.overload_point)
        found = read / (read + rule.items_half)
        self.posts = self.count(writing + self.duty_posts * kept, 2)
        self.replies = self.count((rule.replies_a_post * writing + self.duty_replies * kept) * found, 4)
        self.reactions = self.count(reacting * found, 8)
        self.respond()

    def count(self, rate: float, most: int) -> int:
        """A Poisson number of at most ``most``."""
        luck = self.random.random()
        term = total = math.exp(-rate)
        count = 0
        while count < most and luck >= total:
            count += 1
            term *= rate / count
            total += term
        return count

    def respond(self) -> None:
        """Let replies and reactions find posts."""
        model = self.model
        model.replies += self.replies
        model.reactions += self.reactions
        for nth in range(self.replies + self.reactions):
            post = self.find_post()
            if post is None:
                continue
            post.answers += 1
            if post.answers == 1:
                model.first_answers += 1
                if post.author.person == post.person:
                    post.author.news += 1
            if nth < self.replies:
                model.placed += 1
                model.cross_unit += post.author.unit != self.unit

    def find_post(self) -> Post | None:
        """A post of a contact, or one from anywhere by appeal; None when only an own one came up."""
        feed = self.model.feed
        if self.fresh and self.random.random() < 0.5:
            return self.random.choice(self.fresh).latest
        if not feed:
            return None
        chosen = None
        for _ in range(3 if self.duty_replies > 0.0 else 1):
            post = feed[self.model.place_in_feed(self.random.random())]
            if post.person != self.person and (chosen is None or post.noticed == 0):
                chosen = post
            if chosen is not None and chosen.noticed == 0:
                break
        return chosen

    def learn(self, visits: bool) -> None:
        """Beliefs, habit, encouragement and fatigue at the end of the day."""
        rule = self.model.rule
        taught = rule.ambassador_teaching * self.ambassadors + self.teach_usefulness
        learned = practised = drawn = 0.0
        if visits:
            learned = rule.experience * (bounded(rule.experience_gain * self.mass) - self.usefulness)
            practised = rule.practice
            boss_writes = self.manager is not None and self.manager.writes
            example = 0.5 * ((1.0 if boss_writes else 0.0) + self.model.top_writing)
            drawn = rule.trust_pace * (rule.trust_start + rule.trust_example * example - self.trust)
            self.habit += self.habit_rate * (1.0 - self.habit)
        else:
            self.habit *= 1.0 - rule.habit_fade
        self.usefulness = bounded(self.usefulness + learned + taught * (1.0 - self.usefulness))
        self.ease = bounded(self.ease + (practised + self.teach_ease) * (1.0 - self.ease))
        self.trust = bounded(self.trust + drawn + self.teach_trust * (1.0 - self.trust))
        kept = self.encouragement * (1.0 - math.log(2.0) / rule.feedback_memory)
        felt = kept + rule.answer_effect * self.answers - rule.silence_effect * self.silences
        self.encouragement = min(max(felt, -0.7), 0.7)
        if self.role == Role.AMBASSADOR:
            burns_out = self.random.random() < rule.burn_out_rate * self.fatigue
            self.fatigue = bounded(self.fatigue + rule.tiring)
            if burns_out:
                self.role = Role.LEADER if self.tier != Tier.NONE else Role.EMPLOYEE
        else:
            self.fatigue = bounded(self.fatigue - rule.tiring)

    def remember(self, visits: bool) -> None:
        """Write down when things were done last."""
        day = self.model.day
        contributions = self.posts + self.replies
        self.written = contributions + (0 if day % HALF_YEAR == 0 else self.written)
        if visits:
            if day - self.visited >= LAPSE and self.visited != NEVER:
                self.returned = day
            self.visited = day
        if contributions + self.reactions > 0:
            self.interacted = day
        if self.posts > 0:
            self.posted = day
        for _ in range(min(contributions, 3)):
            self.wrote_earlier, self.wrote_before, self.wrote = self.wrote_before, self.wrote, day

    def hand_over(self) -> None:
        """Leave; a new person takes the position."""
        rule, draw = self.model.rule, self.random.gauss
        self.person += len(self.model.positions)
        self.joined = self.model.day
        self.age_band = sum(self.random.random() >= limit for limit in (0.25, 0.65, 0.85, 0.95))
        writing = draw(0.0, 1.0)
        visiting = 0.5 * writing + math.sqrt(0.75) * draw(0.0, 1.0)
        self.curiosity = math.exp(draw(-0.5 * rule.curiosity_spread**2, rule.curiosity_spread))
        self.activity = rule.activity_spread * visiting
        self.propensity = rule.posting_base + rule.propensity_spread * writing
        self.motive = bounded(draw(rule.connective_mean, rule.connective_spread))
        self.threshold = bounded(draw(rule.threshold_mean, rule.threshold_spread))
        rate = rule.habit_rate_median * math.exp(draw(0.0, rule.habit_rate_spread))
        self.habit_rate = min(max(rate, 0.001), 0.9)
        self.usefulness = bounded(draw(rule.usefulness_start, 0.1))
        self.ease = bounded(draw(rule.leader_ease if self.tier == Tier.TOP else rule.ease_start, 0.1))
        self.trust = rule.trust_start
        self.stage = Stage.ENABLED if self.model.provisioned else Stage.EMPLOYED
        self.role = Role.LEADER if self.tier != Tier.NONE else Role.EMPLOYEE
        self.habit = self.encouragement = self.fatigue = 0.0
        for date in DATES[1:]:
            setattr(self, date, NEVER)
        if self.model.provisioned:
            self.enabled_since = self.model.day
        self.news = self.posts = self.replies = self.reactions = self.written = 0

    def show(self) -> None:
        """Let others see, from tomorrow on, what was done today."""
        day = self.model.day
        self.uses = day - self.visited < MONTH
        self.writes = day - self.wrote < MONTH
        self.champion = self.role == Role.AMBASSADOR
        self.has_news = day - self.posted < FRESH and self.latest is not None
        self.answers, self.news = self.news, 0
        self.silences, self.disappointments = self.disappointments, 0


def reporter(column: str, window: int) -> Any:  # noqa: ANN401 - whatever a DataCollector takes
    """A model reporter: how many people did something within the last ``window`` workdays."""
    return lambda model: sum(getattr(person, column) > model.day - window for person in model.agents)


class EsnYardstick(mesa.Model):
    """The same full day as esnsim's, in Mesa; begins with a state that esnsim settled.

    Attributes:
        positions: The agent of every row.
        feed: Posts of the last two weeks, oldest first.
        day: The workday that is being lived, or was lived last.
    """

    def __init__(self, start: Start, rule: Behaviour, seed: int) -> None:
        super().__init__(seed=seed)
        world = start.world
        self.rule, self.day, self.provisioned = rule, -1, bool(world.provisioned)
        self.chance_to_leave = 1.0 - math.exp(-rule.turnover / 260.0)
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
                "replies": "replies",
                "reactions": "reactions",
            }
        )

    def meet(self, start: Start) -> None:
        """Introduce contacts and managers to each other."""
        ties = start.world.ties
        begin, other, weight = ties.start.tolist(), ties.other.tolist(), ties.weight.tolist()
        bosses = start.world.people.manager.tolist()
        for row, person in enumerate(self.positions):
            person.contacts = [self.positions[at] for at in other[begin[row] : begin[row + 1]]]
            person.weights = weight[begin[row] : begin[row + 1]]
            person.strength = max(sum(person.weights), 1)
            person.manager = self.positions[bosses[row]] if bosses[row] >= 0 else None

    def inherit(self, start: Start) -> None:
        """Take over feed, stock and what can be seen."""
        world = start.world
        self.feed = [
            Post(self.positions[item.author], int(item.person), int(item.day), int(item.appeal), int(item.answers))
            for item in world.items[: world.flow[Flow.ITEMS]]
        ]
        for post in self.feed:
            post.author.latest = post
        self.unit_stock = world.unit_stock.tolist()
        self.stock = float(world.tide[Tide.STOCK])
        self.recent_answered = float(world.tide[Tide.RECENT_ANSWERED])
        self.recent_judged = float(world.tide[Tide.RECENT_JUDGED])
        self.replies, self.reactions = int(world.flow[Flow.REPLIES]), int(world.flow[Flow.REACTIONS])
        self.published = int(world.flow[Flow.POSTS])
        self.first_answers = self.silent = self.placed = self.cross_unit = 0
        self.agents.do("show")
        for person, answers, silences in zip(
            self.positions, world.sights.answers.tolist(), world.sights.silences.tolist(), strict=True
        ):
            person.answers, person.silences = answers, silences
        self.read_tide()

    def step(self) -> None:
        """Live one workday."""
        self.day += 1
        self.first_answers = self.silent = self.replies = self.reactions = self.placed = self.cross_unit = 0
        for post in self.feed:
            post.noticed = post.answers
        left = (max(post.appeal >> (self.day - post.day), 1) for post in self.feed)
        self.running = list(accumulate(left))
        self.agents.shuffle_do("step")
        self.retire()
        self.publish()
        self.agents.do("show")
        self.recent_answered = 0.95 * self.recent_answered + self.first_answers
        self.recent_judged = 0.95 * self.recent_judged + self.first_answers + self.silent
        self.read_tide()
        self.datacollector.collect(self)

    def place_in_feed(self, luck: float) -> int:
        """Place of a post found with this luck, by what is left of its appeal."""
        return bisect_right(self.running, int(luck * self.running[-1]))

    def retire(self) -> None:
        """Take posts of two weeks ago out of the feed."""
        kept = []
        for post in self.feed:
            if self.day - post.day < ITEM_LIFE:
                kept.append(post)
                continue
            if post.author.latest is post:
                post.author.latest = None
            if post.answers == 0:
                self.silent += 1
                if post.author.person == post.person:
                    post.author.disappointments += 1
        self.feed = kept

    def publish(self) -> None:
        """Add today's posts to the feed and to the stock of content, which fades."""
        fading = 1.0 - math.log(2.0) / self.rule.content_half_life
        self.unit_stock = [fading * stock for stock in self.unit_stock]
        self.stock *= fading
        self.published = 0
        for person in self.positions:
            for _ in range(person.posts):
                voice = 1.5 if person.role == Role.AMBASSADOR else 1.0
                luck = self.random.gauss(0.0, 2.0)
                appeal = 1 + int(1000.0 * voice * math.exp(luck + 0.01 * person.tier))
                person.latest = Post(person, person.person, self.day, appeal)
                self.feed.append(person.latest)
                self.unit_stock[person.unit] += 1.0
                self.stock += 1.0
                self.published += 1

    def read_tide(self) -> None:
        """What everybody will meet alike tomorrow."""
        people = len(self.positions)
        top = [person for person in self.positions if person.tier == Tier.TOP]
        surfaced = min(1.0, self.rule.far_reach / math.sqrt(people))
        self.popularity = sum(person.uses for person in self.positions) / people
        self.top_writing = sum(person.writes for person in top) / max(len(top), 1)
        self.answered = self.recent_answered / max(self.recent_judged, 1.0)
        self.far_items = surfaced * (self.published + self.replies)
        self.far_stock = surfaced * self.rule.relevance * self.stock
