"""The person of the idiomatic Mesa yardstick, see `benchmarks.yardsticks.mesa`: rules in Python, one agent a person."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Protocol

import mesa

from benchmarks.yardsticks.community import Community, Platform, Post
from esnsim.behaviour.person import Role, Stage, Tier
from esnsim.calendar import FRESH, HALF_YEAR, LAPSE, MONTH
from esnsim.state import NEVER, SEATS

LEVERS = (
    "hear",
    "prompt",
    "encourage",
    "duty_posts",
    "duty_replies",
    "teach_usefulness",
    "teach_ease",
    "teach_trust",
    "drop_in",
    "pressure",
    "reward",
    "tend",
    "content",
    "introduce",
    "sift",
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
    "reactance",
    "crowding",
    "zeal",
    "disuse",
)
FIXED = ("person", "unit", "written", "tier", "manager_tier", "frontline", "age_band", "role", "stage")


def logistic(x: float) -> float:
    """Probability whose log-odds are x."""
    return 1.0 / (1.0 + math.exp(-x))


def bounded(x: float) -> float:
    """The nearest value to x between 0 and 1."""
    return min(max(x, 0.0), 1.0)


class Network(Platform, Protocol):
    """What a person sees and changes of the model, which is also a `mesa.Model`: `benchmarks.yardsticks.mesa`.

    Attributes:
        day: The workday that is being simulated.
        provisioned: Whether everybody is enabled on the day they join.
        chance_to_leave: Probability to leave the organisation on a workday.
        popularity: Share of people who use the network, as of yesterday, and so are the next six.
        top_writing: Share of everybody whom top managers reach who write.
        mean_contacts: Contacts that people have on average.
        hearsay: How much is heard of the network outside it.
        answered: Share of posts that were answered.
        far_items: Posts and replies from afar that everybody comes across.
        far_stock: What they add to the content that is there.
        unit_stock: Content of each unit.
        feed: Posts of the last two weeks, oldest first.
        replies: Replies so far today, and so are the next four.
        reactions: Reactions.
        first_answers: Posts answered for the first time.
        placed: Replies that found a post.
        cross_unit: Those of them that went to another unit.
    """

    day: int
    provisioned: bool
    chance_to_leave: float
    popularity: float
    top_writing: float
    mean_contacts: float
    hearsay: float
    answered: float
    far_items: float
    far_stock: float
    unit_stock: Sequence[float]
    feed: Sequence[Post]
    replies: int
    reactions: int
    first_answers: int
    placed: int
    cross_unit: int

    def place_in_feed(self, random_number: float) -> int:
        """Place of a post found with this uniform number, by what is left of its appeal."""


class Employee(mesa.Agent):
    """One person; attributes are named as the columns of `esnsim.state.People`.

    Attributes:
        model: The network the person works with.
    """

    model: Network

    def __init__(self, model: Network, values: dict[str, Any]) -> None:
        super().__init__(model)
        for name, value in values.items():
            setattr(self, name, value)
        self.manager: Employee | None = None
        self.contacts: list[Employee] = []
        self.weights: list[int] = []
        self.strength = 1
        self.uses = self.writes = self.champion = self.has_news = False
        self.latest: Post | None = None
        self.communities: list[Community] = []
        self.wishes: set[str] = set()
        self.answers = self.silences = self.heard = self.news = self.disappointments = self.hearings = 0
        self.posts = self.replies = self.reactions = 0
        for lever in LEVERS:
            setattr(self, lever, 0.0)

    def step(self) -> None:
        """Simulate one workday."""
        self.look()
        self.move()
        visits = self.visits()
        self.posts = self.replies = self.reactions = 0
        self.wishes.clear()
        if visits and not self.ordered:
            self.contribute()
        self.learn(visits)
        self.remember(visits)
        if self.random.random() < self.model.chance_to_leave:
            self.hand_over()

    def look(self) -> None:
        """See what contacts did, and what it means."""
        parameters, model = self.model.parameters, self.model
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
        self.ambassadors = near / (near + parameters.ambassador_half)
        self.fresh = fresh
        self.company = arrivals = reserve = 0.0
        for community in self.communities:
            arrivals += community.arrivals
            reserve += community.stock
            self.company += community.draws(self)
        near_items = len(fresh) / FRESH + arrivals
        self.offered = near_items * (1.0 + parameters.replies_a_post) + model.far_items
        self.items = self.offered * (1.0 - self.sift)
        stock = model.unit_stock[self.unit] + model.far_stock + parameters.community_relevance * reserve + self.content
        connective = self.using * (parameters.silence_floor + (1.0 - parameters.silence_floor) * model.answered)
        communal = stock / (stock + parameters.stock_half)
        self.mass = self.motive * connective + (1.0 - self.motive) * communal
        self.surplus = self.mass - self.threshold
        self.youth = 1.0 - 0.5 * self.age_band

    def manager_weight(self) -> float:
        """Influence of the own manager, relative to a first-line manager."""
        if self.manager_tier == Tier.NONE:
            return 0.0
        return self.model.parameters.middle_premium if self.manager_tier == Tier.MIDDLE else 1.0

    def happens(self, rate: float) -> bool:
        """Whether something with this rate happens today."""
        return self.random.random() < 1.0 - math.exp(-rate)

    def rate_to_try(self) -> float:
        """Hazard to try the network today."""
        parameters = self.model.parameters
        pull = self.using * (1.0 + parameters.exposure_half) / (self.using + parameters.exposure_half)
        peers = parameters.imitation * pull * (1.0 + parameters.youth_pull * self.youth)
        boss_uses = self.manager is not None and self.manager.uses
        manager = parameters.manager_pull * self.manager_weight() if boss_uses else 0.0
        heard_of = parameters.hearsay * self.model.hearsay
        accelerated = (parameters.external_rate + peers + manager + heard_of) * (
            1.0 + parameters.popularity_pull * self.model.popularity
        )
        invited = parameters.ambassador_invitation * self.ambassadors
        return (accelerated + invited + self.hear) * self.curiosity * (1.0 - parameters.frontline_loss * self.frontline)

    def beliefs(self) -> float:
        """What beliefs add to the log-odds of use."""
        parameters = self.model.parameters
        return parameters.usefulness_effect * (self.usefulness - 0.5) + parameters.ease_effect * (self.ease - 0.5)

    def move(self) -> None:
        """Try, judge the trial, give up, or come back."""
        parameters, day = self.model.parameters, self.model.day
        self.begins, self.novice = False, self.stage == Stage.TRIAL
        if self.stage in (Stage.EMPLOYED, Stage.ENABLED):
            self.begins = self.happens(self.rate_to_try())
        elif self.stage == Stage.TRIAL:
            if day - self.trial_since >= parameters.trial_days:
                stays = logistic(
                    parameters.decision_sharpness * self.surplus + self.beliefs() + parameters.platform_fit
                )
                self.stage = Stage.USER if self.random.random() < stays else Stage.LAPSED
        elif self.stage == Stage.USER:
            protection = parameters.lapse_habit * self.habit + parameters.lapse_value * self.surplus
            discouraged = parameters.silence_lapse * max(-self.encouragement, 0.0)
            against = discouraged + parameters.reactance_lapse * self.reactance
            if self.random.random() < logistic(parameters.lapse_base + against - protection - parameters.platform_fit):
                self.stage = Stage.LAPSED
        else:
            self.begins = self.happens(parameters.return_ratio * self.rate_to_try())
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
        """Whether the person visits today, of their own will or to look in."""
        self.ordered = False
        if self.begins:
            return True
        if self.stage == Stage.LAPSED:
            self.ordered = self.random.random() < self.drop_in
            return self.ordered
        if self.stage not in (Stage.TRIAL, Stage.USER):
            return False
        parameters = self.model.parameters
        overload = min(max(self.items / parameters.overload_point - 1.0, 0.0), 2.0)
        value = parameters.visit_value * self.surplus - parameters.overload_effect * overload
        cues = self.prompt + parameters.answer_notice * min(self.answers, 1) + parameters.youth_pull * self.youth
        cues += parameters.reward_visiting * self.rewarding() + parameters.news_cue * self.found()
        novelty = parameters.trial_interest * (1.0 - self.pressure) if self.novice else 0.0
        settled = parameters.visit_base + self.activity + parameters.habit_effect * self.habit + parameters.platform_fit
        against = parameters.frontline_penalty * self.frontline + parameters.reactance_visiting * self.reactance
        willing = logistic(settled + self.beliefs() + value + cues + novelty - against)
        random_number = self.random.random()
        self.ordered = random_number >= willing
        return random_number < willing + (1.0 - willing) * self.drop_in

    def found(self) -> float:
        """Share of the wish to respond that finds an object among what is offered."""
        read = min(self.offered, self.model.parameters.attention)
        return read / (read + self.model.parameters.items_half)

    def reward_felt(self) -> float:
        """What rewards add while they are new."""
        return self.reward / (1.0 + abs(self.reward) / self.model.parameters.reward_half)

    def rewarding(self) -> float:
        """What rewards do by now."""
        return self.reward_felt() - self.model.parameters.crowding_effect * self.crowding

    def contribute(self) -> None:
        """Post, reply and react on a visit."""
        parameters = self.model.parameters
        boss_writes = self.manager is not None and self.manager.writes
        manager = parameters.manager_effect * self.manager_weight() if boss_writes else 0.0
        reluctance = parameters.status_fear * self.tier / Tier.TOP * (1.0 - self.ease)
        asked = max(self.encourage, 0.0)
        mood = (
            parameters.writing_offset
            + parameters.norm_effect * self.writing
            + manager
            + parameters.top_effect * self.model.top_writing
            + parameters.trust_effect * (self.trust - 0.5)
            + parameters.ease_effect * (self.ease - 0.5)
            + parameters.ambassador_support * self.ambassadors
            + asked / (1.0 + asked / parameters.encourage_half)
            + min(self.encourage, 0.0)
            + self.encouragement
            + parameters.youth_pull * self.youth
            + self.rewarding()
            - parameters.reactance_writing * self.reactance
            - reluctance
        )
        writing = math.exp(self.propensity + mood - parameters.disuse_effect * self.disuse)
        evenness = parameters.reaction_evenness * (self.propensity - parameters.posting_base)
        reacting = math.exp(parameters.reaction_base + evenness + parameters.reacting_offset + 0.5 * mood)
        kept = (1.0 - self.fatigue) * (1.0 if self.role == Role.AMBASSADOR else math.exp(-reluctance))
        if self.role == Role.COMMUNITY_MANAGER:
            kept = 1.0
        found = self.found()
        wish = writing * (1.0 + self.company * (1.0 + self.tend))
        self.posts = self.count(wish + self.duty_posts * kept + parameters.founder_posts * self.zeal, 4)
        self.replies = self.count((parameters.replies_a_post * wish + self.duty_replies * kept) * found, 24)
        self.reactions = self.count(reacting * found, 24)
        self.wish_for_communities(writing)
        self.respond()

    def wish_for_communities(self, writing: float) -> None:
        """Join one, look at an own one with a mind to leave, or found one."""
        parameters = self.model.parameters
        if self.happens(parameters.joining + self.introduce):
            self.wishes.add("join")
        if self.communities and self.happens(parameters.drifting):
            self.wishes.add("drift")
        if self.happens(parameters.founding * writing):
            self.wishes.add("found")

    def count(self, rate: float, most: int) -> int:
        """A Poisson number of at most ``most``."""
        random_number = self.random.random()
        term = total = math.exp(-rate)
        count = 0
        while count < most and random_number >= total:
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
            there = post.author.person == post.person
            if post.answers == 1:
                model.first_answers += 1
                post.author.news += there
                if post.community is not None:
                    post.community.answered += 1.0
                    post.community.judged += 1.0
            if nth < self.replies:
                above = self.tier > post.author.tier or post.author.manager is self
                post.author.hearings += above and there
                model.placed += 1
                model.cross_unit += post.author.unit != self.unit

    def find_post(self) -> Post | None:
        """A post of a contact, or one from anywhere by appeal; None when only an own one came up."""
        feed, way = self.model.feed, self.random.random()
        part = self.model.parameters.answers_to_contacts
        if self.fresh and way < part:
            contact = self.random.choice(self.fresh)
            if way < part * min(1.0, self.model.mean_contacts / max(len(contact.contacts), 1)):
                return contact.latest
        if way >= 1.0 - self.model.parameters.answers_in_communities:
            seat = self.random.randrange(SEATS)
            latest = self.communities[seat].latest if seat < len(self.communities) else None
            if latest is not None and latest.person != self.person:
                return latest
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
        parameters = self.model.parameters
        taught = parameters.ambassador_teaching * self.ambassadors + self.teach_usefulness
        learned = practised = drawn = 0.0
        reluctance = parameters.status_fear * self.tier / Tier.TOP * (1.0 - self.ease)
        if visits:
            missed = 1.0 - self.found()
            met = bounded(parameters.experience_gain * self.mass * (1.0 - parameters.news_weight * missed))
            learned = parameters.experience * (met - self.usefulness)
            practised = parameters.practice
            boss_writes = self.manager is not None and self.manager.writes
            example = 0.5 * ((1.0 if boss_writes else 0.0) + self.model.top_writing)
            drawn = parameters.trust_pace * (parameters.trust_start + parameters.trust_example * example - self.trust)
        if visits and not self.ordered:
            self.habit += self.habit_rate * (1.0 - self.habit)
        else:
            self.habit *= 1.0 - parameters.habit_fade
        self.usefulness = bounded(self.usefulness + learned + taught * (1.0 - self.usefulness))
        self.ease = bounded(self.ease + (practised + self.teach_ease) * (1.0 - self.ease))
        heard = parameters.heard_effect * min(self.heard, 1) + self.teach_trust
        self.trust = bounded(self.trust + drawn + heard * (1.0 - self.trust))
        grown = parameters.reactance_growth * self.pressure * (1.0 - self.reactance)
        self.reactance = (self.reactance + grown) * (1.0 - parameters.reactance_fade)
        self.crowding += parameters.crowding_pace * (min(self.reward_felt(), 1.0) - self.crowding)
        renewed = parameters.renewal * min(self.answers, 1) * (1.0 - self.zeal)
        self.zeal *= 1.0 - math.log(2.0) / parameters.zeal_half_life + renewed
        if "found" in self.wishes:
            self.zeal = 1.0
        kept = self.encouragement * (1.0 - math.log(2.0) / parameters.feedback_memory)
        felt = kept + parameters.answer_effect * self.answers - parameters.silence_effect * self.silences
        self.encouragement = min(max(felt, -0.7), 0.7)
        if self.role == Role.AMBASSADOR:
            burns_out = self.random.random() < parameters.burn_out_rate * self.fatigue
            self.fatigue = bounded(self.fatigue + parameters.tiring)
            if burns_out:
                self.role = Role.LEADER if self.tier != Tier.NONE else Role.EMPLOYEE
        elif self.tier != Tier.NONE and self.duty_posts + self.duty_replies > 0.0:
            wearing = parameters.promise_wear * (reluctance - 1.0) / (reluctance + 1.0)
            self.fatigue = bounded(self.fatigue + wearing)
        else:
            self.fatigue = bounded(self.fatigue - parameters.tiring)

    def remember(self, visits: bool) -> None:
        """Write down when things were done last."""
        day = self.model.day
        contributions = self.posts + self.replies
        faded = self.disuse + self.model.parameters.disuse_pace * (1.0 - self.disuse)
        self.disuse = 0.0 if contributions > 0 or self.wrote == NEVER else faded
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
        parameters, draw = self.model.parameters, self.random.gauss
        self.person += len(self.model.positions)
        self.joined = self.model.day
        self.age_band = sum(self.random.random() >= limit for limit in (0.25, 0.65, 0.85, 0.95))
        writing = draw(0.0, 1.0)
        visiting = 0.5 * writing + math.sqrt(0.75) * draw(0.0, 1.0)
        self.curiosity = math.exp(draw(-0.5 * parameters.curiosity_spread**2, parameters.curiosity_spread))
        self.activity = parameters.activity_spread * visiting
        self.propensity = parameters.posting_base + parameters.propensity_spread * writing
        self.motive = bounded(draw(parameters.connective_mean, parameters.connective_spread))
        self.threshold = bounded(draw(parameters.threshold_mean, parameters.threshold_spread))
        rate = parameters.habit_rate_median * math.exp(draw(0.0, parameters.habit_rate_spread))
        self.habit_rate = min(max(rate, 0.001), 0.9)
        self.usefulness = bounded(draw(parameters.usefulness_start, 0.1))
        self.ease = bounded(draw(parameters.leader_ease if self.tier == Tier.TOP else parameters.ease_start, 0.1))
        self.trust = parameters.trust_start
        self.stage = Stage.ENABLED if self.model.provisioned else Stage.EMPLOYED
        self.role = Role.LEADER if self.tier != Tier.NONE else Role.EMPLOYEE
        self.habit = self.encouragement = self.fatigue = self.reactance = self.crowding = self.zeal = self.disuse = 0.0
        for community in list(self.communities):
            self.stand_up(community)
        self.wishes.clear()
        for date in DATES[1:]:
            setattr(self, date, NEVER)
        if self.model.provisioned:
            self.enabled_since = self.model.day
        self.news = self.hearings = self.posts = self.replies = self.reactions = self.written = 0

    def silent_one(self) -> Community | None:
        """The first of the communities of others that have been silent for 56 days, if there is one."""
        silent = (each for each in self.communities if self.model.day - each.last >= LAPSE)
        return next((each for each in silent if each.founder != self.person), None)

    def has_room(self) -> bool:
        """Whether there is a seat for one more community."""
        return len(self.communities) < SEATS or self.silent_one() is not None

    def sit(self, community: Community) -> None:
        """Become a member, if a seat is free or one in a silent community can be given up."""
        if community not in self.communities and self.has_room():
            silent = self.silent_one() if len(self.communities) == SEATS else None
            if silent is not None:
                self.stand_up(silent)
            self.communities.append(community)
            community.members.add(self)

    def stand_up(self, community: Community) -> None:
        """Leave a community."""
        self.communities.remove(community)
        community.members.discard(self)

    def look_for_community(self) -> Community | None:
        """One that came to notice through a contact or a post, if it is welcome."""
        if self.random.random() < self.model.parameters.joining_by_contact:
            theirs = self.random.choice(self.contacts).communities if self.contacts else []
            seat = self.random.randrange(SEATS)
            noticed = theirs[seat] if seat < len(theirs) else None
        else:
            noticed = self.random.choice(self.model.feed).community if self.model.feed else None
        if noticed is None or not noticed.is_open or self.random.random() >= noticed.welcomes(self):
            return None
        return noticed

    def drift(self) -> None:
        """Look at one of the own communities, and leave it unless it is welcome."""
        if self.communities:
            community = self.random.choice(self.communities)
            if community.founder != self.person and self.random.random() >= community.welcomes(self):
                self.stand_up(community)

    def venue(self) -> Community | None:
        """Where a post goes: to a community, or to the followers."""
        parameters, weights = self.model.parameters, [1.0]
        for community in self.communities:
            weight = community.draws(self) * (1.0 + self.tend)
            if community.founder == self.person:
                weight += parameters.founder_posts * self.zeal * math.exp(-self.propensity)
            weights.append(weight)
        places: list[Community | None] = [None, *self.communities]
        return self.random.choices(places, weights)[0]

    def show(self) -> None:
        """Let others see, from tomorrow on, what was done today."""
        day = self.model.day
        self.uses = day - self.visited < MONTH
        self.writes = day - self.wrote < MONTH
        self.champion = self.role == Role.AMBASSADOR
        self.has_news = day - self.posted < FRESH and self.latest is not None
        self.answers, self.news = self.news, 0
        self.silences, self.disappointments = self.disappointments, 0
        self.heard, self.hearings = self.hearings, 0
