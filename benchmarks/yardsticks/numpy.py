"""A yardstick: esnsim's full day with NumPy and SciPy, vectorised over people, the way its users write one.

Contacts are compressed sparse rows and are counted by matrix products; every rule is an expression over all people;
random numbers come from one `numpy.random.Generator`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.yardsticks.person import DATES, FIXED, LEVERS, TRAITS
from benchmarks.yardsticks.spaces import Communities
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Role, Stage, Tier
from esnsim.calendar import FRESH, HALF_YEAR, ITEM_LIFE, LAPSE, MONTH
from esnsim.simulation.starting.initial_state import InitialState
from esnsim.state import NEVER, SEATS, Aggregates, Counters

Column = NDArray[Any]


def logistic(x: Column) -> Column:
    """Probabilities whose log-odds are x."""
    return 1.0 / (1.0 + np.exp(-x))


class NumpyYardstick:
    """The same full day as esnsim's, vectorised over people; columns are named as in `esnsim.state.People`.

    Attributes:
        record: Counts of each day simulated, by name.
        day: The workday that was simulated last.
    """

    def __init__(self, start: InitialState, parameters: Parameters, seed: int) -> None:
        world = start.world
        self.parameters, self.day, self.rng = parameters, -1, np.random.default_rng(seed)
        self.people = len(world.people)
        self.fading = 1.0 - math.log(2.0) / parameters.content_half_life
        self.provisioned = bool(world.provisioned)
        for name in (*FIXED, *DATES, "manager"):
            setattr(self, name, world.people[name].astype(np.int64))
        for name in TRAITS:
            setattr(self, name, world.people[name].astype(np.float64))
        for lever in LEVERS:
            setattr(self, lever, np.zeros(self.people))
        self.youth = 1.0 - 0.5 * self.age_band
        self.meet(start)
        self.inherit(start)
        self.record: list[dict[str, int]] = []

    def meet(self, start: InitialState) -> None:
        """Contacts as sparse matrices."""
        ties = start.world.ties
        shape = (self.people, self.people)
        self.weights = sparse.csr_matrix((ties.weight.astype(np.float64), ties.other, ties.start), shape=shape)
        self.knows = sparse.csr_matrix((np.ones(len(ties.other)), ties.other, ties.start), shape=shape)
        self.strength = np.maximum(np.asarray(self.weights.sum(axis=1)).ravel(), 1.0)
        self.boss = np.maximum(self.manager, 0)
        self.has_boss = self.manager >= 0
        premium = np.where(self.manager_tier == Tier.MIDDLE, self.parameters.middle_premium, 1.0)
        self.manager_weight = np.where(self.manager_tier == Tier.NONE, 0.0, premium)
        self.top = self.tier == Tier.TOP

    def inherit(self, start: InitialState) -> None:
        """Take over feed, stock and what can be seen."""
        world = start.world
        items = world.items[: world.counters[Counters.ITEMS]]
        self.author, self.writer = items.author.astype(np.int64), items.person.copy()
        self.post_day, self.appeal = items.day.astype(np.int64), items.appeal.copy()
        self.post_answers = items.answers.astype(np.int64)
        self.unit_stock, self.stock = world.unit_stock.copy(), float(world.aggregates[Aggregates.STOCK])
        self.recent_answered = float(world.aggregates[Aggregates.RECENT_ANSWERED])
        self.recent_judged = float(world.aggregates[Aggregates.RECENT_JUDGED])
        self.post_space = items.community.astype(np.int64)
        self.spaces = Communities(self, world)
        self.heard = world.contact_counts.heard.astype(np.float64)
        self.answers = world.contact_counts.answers.astype(np.float64)
        self.silences = world.contact_counts.silences.astype(np.float64)
        self.show()
        self.read_tide(int(world.counters[Counters.POSTS] + world.counters[Counters.REPLIES]))

    def step(self) -> None:
        """Simulate one workday."""
        self.day += 1
        self.look()
        visits = self.move()
        posts, replies, reactions = self.contribute(self.willing)
        self.learn(visits)
        self.remember(visits, posts, replies, reactions)
        leaving = self.rng.random(self.people) < 1.0 - math.exp(-self.parameters.turnover / 260.0)
        self.hand_over(np.flatnonzero(leaving), posts, replies, reactions)
        self.spaces.today[:] = 0
        self.spaces.stock *= self.fading
        self.respond(replies, reactions)
        self.publish(posts)
        self.spaces.gather(self.wishes, self.day)
        self.show()
        self.read_tide(int(posts.sum() + replies.sum()))
        self.count(posts, replies, reactions)

    def look(self) -> None:
        """See what contacts did, and what it means."""
        parameters = self.parameters
        seen = self.weights @ np.column_stack([self.uses, self.writes, self.champion])
        seen /= self.strength[:, None]
        self.using, self.writing = seen[:, 0], seen[:, 1]
        self.ambassadors = seen[:, 2] / (seen[:, 2] + parameters.ambassador_half)
        self.fresh = self.knows @ self.has_news
        self.spaces.look()
        near = (self.fresh / FRESH + self.spaces.arrivals) * (1.0 + parameters.replies_a_post)
        self.offered = near + self.far_items
        self.items = self.offered * (1.0 - self.sift)
        stock = (
            self.unit_stock[self.unit]
            + self.far_stock
            + parameters.community_relevance * self.spaces.reserve
            + self.content
        )
        connective = self.using * (parameters.silence_floor + (1.0 - parameters.silence_floor) * self.answered)
        communal = stock / (stock + parameters.stock_half)
        self.mass = self.motive * connective + (1.0 - self.motive) * communal
        self.surplus = self.mass - self.threshold
        self.boss_uses = self.has_boss * self.uses[self.boss]
        self.boss_writes = self.has_boss * self.writes[self.boss]

    def move(self) -> Column:
        """Try, judge the trial, give up, come back; who visits today."""
        parameters, stage = self.parameters, self.stage
        random_numbers = self.rng.random(self.people)
        outside, trying, lapsed = stage <= Stage.ENABLED, stage == Stage.TRIAL, stage == Stage.LAPSED
        pull = self.using * (1.0 + parameters.exposure_half) / (self.using + parameters.exposure_half)
        peers = parameters.imitation * pull * (1.0 + parameters.youth_pull * self.youth)
        manager = parameters.manager_pull * self.manager_weight * self.boss_uses
        heard_of = parameters.hearsay * self.hearsay
        accelerated = (parameters.external_rate + peers + manager + heard_of) * (
            1.0 + parameters.popularity_pull * self.popularity
        )
        hazard = accelerated + parameters.ambassador_invitation * self.ambassadors + self.hear
        hazard *= self.curiosity * (1.0 - parameters.frontline_loss * self.frontline)
        begins = (outside | lapsed) & (
            random_numbers < 1.0 - np.exp(-np.where(lapsed, parameters.return_ratio, 1.0) * hazard)
        )
        beliefs = parameters.usefulness_effect * (self.usefulness - 0.5) + parameters.ease_effect * (self.ease - 0.5)
        judging = trying & (self.day - self.trial_since >= parameters.trial_days)
        stays = random_numbers < logistic(
            parameters.decision_sharpness * self.surplus + beliefs + parameters.platform_fit
        )
        protection = parameters.lapse_habit * self.habit + parameters.lapse_value * self.surplus
        discouraged = parameters.silence_lapse * np.maximum(-self.encouragement, 0.0)
        against = discouraged + parameters.reactance_lapse * self.reactance
        gives_up = (stage == Stage.USER) & (
            random_numbers < logistic(parameters.lapse_base + against - protection - parameters.platform_fit)
        )
        self.begin(begins)
        stage[judging & stays] = Stage.USER
        stage[(judging & ~stays) | gives_up] = Stage.LAPSED
        present = (stage == Stage.TRIAL) | (stage == Stage.USER)
        willing, random_numbers = logistic(self.tendency_to_visit(beliefs, trying)), self.rng.random(self.people)
        self.willing = begins | (present & (random_numbers < willing))
        looks_in = (stage == Stage.LAPSED) & (random_numbers < self.drop_in)
        return self.willing | looks_in | (present & (random_numbers < willing + (1.0 - willing) * self.drop_in))

    def begin(self, begins: Column) -> None:
        """Begin trials."""
        self.trial_since[begins] = self.day
        self.enabled_since[begins & (self.stage == Stage.EMPLOYED)] = self.day
        self.first_visit[begins & (self.stage != Stage.LAPSED)] = self.day
        self.stage[begins] = Stage.TRIAL

    def tendency_to_visit(self, beliefs: Column, trying: Column) -> Column:
        """Log-odds of a visit."""
        parameters = self.parameters
        overload = np.clip(self.items / parameters.overload_point - 1.0, 0.0, 2.0)
        value = parameters.visit_value * self.surplus - parameters.overload_effect * overload
        cues = (
            self.prompt + parameters.answer_notice * np.minimum(self.answers, 1.0) + parameters.youth_pull * self.youth
        )
        cues += parameters.reward_visiting * self.rewarding() + parameters.news_cue * self.found()
        novelty = parameters.trial_interest * (1.0 - self.pressure) * trying
        settled = parameters.visit_base + self.activity + parameters.habit_effect * self.habit + parameters.platform_fit
        against = parameters.frontline_penalty * self.frontline + parameters.reactance_visiting * self.reactance
        return settled + beliefs + value + cues + novelty - against

    def found(self) -> Column:
        """Share of the wish to respond that finds an object among what is offered."""
        read = np.minimum(self.offered, self.parameters.attention)
        return read / (read + self.parameters.items_half)

    def reward_felt(self) -> Column:
        """What rewards add while they are new."""
        return self.reward / (1.0 + np.abs(self.reward) / self.parameters.reward_half)

    def rewarding(self) -> Column:
        """What rewards do by now."""
        return self.reward_felt() - self.parameters.crowding_effect * self.crowding

    def contribute(self, visits: Column) -> tuple[Column, Column, Column]:
        """Posts, replies and reactions of today."""
        parameters = self.parameters
        reluctance = parameters.status_fear * self.tier / Tier.TOP * (1.0 - self.ease)
        mood = (
            parameters.writing_offset + parameters.norm_effect * self.writing + parameters.top_effect * self.top_writing
        )
        mood += parameters.manager_effect * self.manager_weight * self.boss_writes
        mood += parameters.trust_effect * (self.trust - 0.5) + parameters.ease_effect * (self.ease - 0.5)
        mood += parameters.ambassador_support * self.ambassadors + self.encouragement - reluctance
        asked = np.maximum(self.encourage, 0.0)
        mood += asked / (1.0 + asked / parameters.encourage_half) + np.minimum(self.encourage, 0.0)
        mood += parameters.youth_pull * self.youth + self.rewarding()
        mood -= parameters.reactance_writing * self.reactance
        writing = np.exp(self.propensity + mood - parameters.disuse_effect * self.disuse)
        evenness = parameters.reaction_evenness * (self.propensity - parameters.posting_base)
        reacting = np.exp(parameters.reaction_base + evenness + parameters.reacting_offset + 0.5 * mood)
        kept = (1.0 - self.fatigue) * np.where(self.role == Role.AMBASSADOR, 1.0, np.exp(-reluctance))
        kept = np.where(self.role == Role.COMMUNITY_MANAGER, 1.0, kept)
        found = self.found()
        wish = writing * (1.0 + self.spaces.company * (1.0 + self.tend))
        posting = visits * (wish + self.duty_posts * kept + parameters.founder_posts * self.zeal)
        replying = visits * (parameters.replies_a_post * wish + self.duty_replies * kept) * found
        posts = np.minimum(self.rng.poisson(posting), 4)
        replies = np.minimum(self.rng.poisson(replying), 24)
        rates = {
            "join": parameters.joining + self.introduce,
            "drift": parameters.drifting,
            "found": parameters.founding * writing,
        }
        self.wishes = {
            name: visits & (self.rng.random(self.people) < 1.0 - np.exp(-rate)) for name, rate in rates.items()
        }
        return posts, replies, np.minimum(self.rng.poisson(visits * reacting * found), 24)

    def learn(self, visits: Column) -> None:
        """Beliefs, habit, encouragement and fatigue at the end of the day."""
        parameters = self.parameters
        missed = 1.0 - self.found()
        met = np.clip(parameters.experience_gain * self.mass * (1.0 - parameters.news_weight * missed), 0.0, 1.0)
        learned = parameters.experience * visits * (met - self.usefulness)
        reluctance = parameters.status_fear * self.tier / Tier.TOP * (1.0 - self.ease)
        taught = parameters.ambassador_teaching * self.ambassadors + self.teach_usefulness
        self.usefulness = np.clip(self.usefulness + learned + taught * (1.0 - self.usefulness), 0.0, 1.0)
        self.ease = np.clip(self.ease + (parameters.practice * visits + self.teach_ease) * (1.0 - self.ease), 0.0, 1.0)
        example = 0.5 * (self.boss_writes + self.top_writing)
        drawn = (
            parameters.trust_pace * visits * (parameters.trust_start + parameters.trust_example * example - self.trust)
        )
        heard = parameters.heard_effect * np.minimum(self.heard, 1.0) + self.teach_trust
        self.trust = np.clip(self.trust + drawn + heard * (1.0 - self.trust), 0.0, 1.0)
        pressed = parameters.reactance_growth * self.pressure * (1.0 - self.reactance)
        self.reactance = (self.reactance + pressed) * (1.0 - parameters.reactance_fade)
        self.crowding += parameters.crowding_pace * (np.minimum(self.reward_felt(), 1.0) - self.crowding)
        renewed = parameters.renewal * np.minimum(self.answers, 1.0) * (1.0 - self.zeal)
        fading = self.zeal * (1.0 - math.log(2.0) / parameters.zeal_half_life + renewed)
        self.zeal = np.where(self.wishes["found"], 1.0, fading)
        grown = self.habit + self.habit_rate * (1.0 - self.habit)
        self.habit = np.where(self.willing, grown, self.habit * (1.0 - parameters.habit_fade))
        kept = self.encouragement * (1.0 - math.log(2.0) / parameters.feedback_memory)
        felt = kept + parameters.answer_effect * self.answers - parameters.silence_effect * self.silences
        self.encouragement = np.clip(felt, -0.7, 0.7)
        champion = self.role == Role.AMBASSADOR
        burnt = champion & (self.rng.random(self.people) < parameters.burn_out_rate * self.fatigue)
        promised = (self.tier != Tier.NONE) & ~champion & (self.duty_posts + self.duty_replies > 0.0)
        wearing = parameters.promise_wear * (reluctance - 1.0) / (reluctance + 1.0)
        tiring = np.where(promised, wearing, np.where(champion, parameters.tiring, -parameters.tiring))
        self.fatigue = np.clip(self.fatigue + tiring, 0.0, 1.0)
        self.role[burnt] = np.where(self.tier[burnt] != Tier.NONE, Role.LEADER, Role.EMPLOYEE)

    def remember(self, visits: Column, posts: Column, replies: Column, reactions: Column) -> None:
        """Write down when things were done last."""
        day, contributions = self.day, posts + replies
        if day % HALF_YEAR == 0:
            self.written[:] = 0
        self.written += contributions
        fading = self.disuse + self.parameters.disuse_pace * (1.0 - self.disuse)
        self.disuse = np.where((contributions > 0) | (self.wrote == NEVER), 0.0, fading)
        self.returned[visits & (day - self.visited >= LAPSE) & (self.visited != NEVER)] = day
        self.visited[visits] = day
        self.interacted[contributions + reactions > 0] = day
        self.posted[posts > 0] = day
        for least in (1, 2, 3):
            who = contributions >= least
            self.wrote_earlier[who] = self.wrote_before[who]
            self.wrote_before[who] = self.wrote[who]
            self.wrote[who] = day

    def hand_over(self, rows: Column, posts: Column, replies: Column, reactions: Column) -> None:
        """New people take the positions of those who left."""
        parameters, normal = self.parameters, self.rng.standard_normal
        count = len(rows)
        self.person[rows] += self.people
        self.joined[rows] = self.day
        self.age_band[rows] = np.searchsorted([0.25, 0.65, 0.85, 0.95], self.rng.random(count), side="right")
        self.youth[rows] = 1.0 - 0.5 * self.age_band[rows]
        writing = normal(count)
        spread = parameters.curiosity_spread
        self.curiosity[rows] = np.exp(spread * normal(count) - 0.5 * spread**2)
        self.activity[rows] = parameters.activity_spread * (0.5 * writing + math.sqrt(0.75) * normal(count))
        self.propensity[rows] = parameters.posting_base + parameters.propensity_spread * writing
        self.motive[rows] = np.clip(parameters.connective_mean + parameters.connective_spread * normal(count), 0.0, 1.0)
        self.threshold[rows] = np.clip(
            parameters.threshold_mean + parameters.threshold_spread * normal(count), 0.0, 1.0
        )
        rate = parameters.habit_rate_median * np.exp(parameters.habit_rate_spread * normal(count))
        self.habit_rate[rows] = np.clip(rate, 0.001, 0.9)
        self.usefulness[rows] = np.clip(parameters.usefulness_start + 0.1 * normal(count), 0.0, 1.0)
        ease = np.where(self.top[rows], parameters.leader_ease, parameters.ease_start)
        self.ease[rows] = np.clip(ease + 0.1 * normal(count), 0.0, 1.0)
        self.trust[rows] = parameters.trust_start
        self.stage[rows] = Stage.ENABLED if self.provisioned else Stage.EMPLOYED
        self.role[rows] = np.where(self.tier[rows] != Tier.NONE, Role.LEADER, Role.EMPLOYEE)
        felt = (
            self.habit,
            self.encouragement,
            self.fatigue,
            self.reactance,
            self.crowding,
            self.zeal,
            self.disuse,
        )
        for zeroed in (*felt, self.written, posts, replies, reactions):
            zeroed[rows] = 0
        for wish in self.wishes.values():
            wish[rows] = False
        self.spaces.seats[rows] = -1
        for date in DATES[1:]:
            getattr(self, date)[rows] = NEVER
        if self.provisioned:
            self.enabled_since[rows] = self.day

    def respond(self, replies: Column, reactions: Column) -> None:
        """Let replies and reactions find posts, and take posts of two weeks ago out of the feed."""
        self.answers, self.silences, self.heard = (np.zeros(self.people) for _ in range(3))
        self.placed = self.cross_unit = first = 0
        if len(self.author):
            who = np.concatenate([self.repeated(replies), self.repeated(reactions)])
            items = self.find_posts(who)
            found = items >= 0
            replied = found[: replies.sum()]
            writers = self.author[items[: len(replied)][replied]]
            self.placed = int(replied.sum())
            repliers = who[: len(replied)][replied]
            self.cross_unit = int((self.unit[writers] != self.unit[repliers]).sum())
            above = (self.tier[repliers] > self.tier[writers]) | (self.manager[writers] == repliers)
            there = self.person[writers] == self.writer[items[: len(replied)][replied]]
            np.add.at(self.heard, writers[above & there], 1.0)
            before = self.post_answers.copy()
            np.add.at(self.post_answers, items[found], 1)
            news = (before == 0) & (self.post_answers > 0)
            first = int(news.sum())
            self.tell(self.answers, news)
            self.judge(news, answered=True)
        old = self.day - self.post_day >= ITEM_LIFE
        silent = old & (self.post_answers == 0)
        self.tell(self.silences, silent)
        self.judge(silent, answered=False)
        for name in ("author", "writer", "post_day", "appeal", "post_answers", "post_space"):
            setattr(self, name, getattr(self, name)[~old])
        self.recent_answered = 0.95 * self.recent_answered + first
        self.recent_judged = 0.95 * self.recent_judged + first + int(silent.sum())

    def judge(self, posts: Column, *, answered: bool) -> None:
        """Tell communities that these posts were answered, or given up on."""
        slots = self.post_space[posts & (self.post_space >= 0)]
        np.add.at(self.spaces.judged, slots, 1.0)
        if answered:
            np.add.at(self.spaces.answered, slots, 1.0)

    @staticmethod
    def repeated(counts: Column) -> Column:
        """Every row as often as its count says."""
        return np.repeat(np.arange(len(counts)), counts)

    def tell(self, column: Column, posts: Column) -> None:
        """Count posts for those of their authors who still work here."""
        there = posts & (self.person[self.author] == self.writer)
        np.add.at(column, self.author[there], 1.0)

    def find_posts(self, who: Column) -> Column:
        """For each response the place of a post of a contact or of one from anywhere, -1 for an own one."""
        latest = np.full(self.people, -1)
        latest[self.author] = np.arange(len(self.author))
        running = np.cumsum(np.maximum(self.appeal >> 2 * (self.day - self.post_day), 1))
        items = np.full(len(who), -1)
        for _ in range(3 if self.duty_replies.any() else 1):
            looks = (items < 0) | ((self.post_answers[items] > 0) & (self.duty_replies[who] > 0.0))
            far = np.searchsorted(running, (self.rng.random(len(who)) * running[-1]).astype(np.int64), side="right")
            others = self.writer[far] != self.person[who]
            items = np.where(looks & others & ((items < 0) | (self.post_answers[far] == 0)), far, items)
        way = self.rng.random(len(who))
        inside = way >= 1.0 - self.parameters.answers_in_communities
        slots = self.spaces.seats[who, self.rng.integers(SEATS, size=len(who))]
        theirs = np.where(slots >= 0, self.spaces.latest[slots], -1)
        inside &= (theirs >= 0) & (self.writer[theirs] != self.person[who])
        items[inside] = theirs[inside]
        part, degree = self.parameters.answers_to_contacts, np.diff(self.knows.indptr)
        near = np.flatnonzero((self.fresh[who] > 0) & (way < part))
        contacts = self.contacts_with_news(who[near])
        close = way[near] < part * np.minimum(1.0, degree.mean() / np.maximum(degree[contacts], 1))
        items[near[close]] = latest[contacts[close]]
        return items

    def contacts_with_news(self, who: Column) -> Column:
        """For each row a contact with a new post, by chance."""
        begin, degree = self.knows.indptr[who], np.diff(self.knows.indptr)[who]
        which = np.repeat(np.arange(len(who)), degree)
        place = np.arange(len(which)) - np.repeat(np.cumsum(degree) - degree, degree)
        contact = self.knows.indices[np.repeat(begin, degree) + place]
        lucky = np.where(self.has_news[contact] > 0.0, self.rng.random(len(which)), -1.0)
        order = np.lexsort((lucky, which))
        return contact[order[np.cumsum(degree) - 1]]

    def publish(self, posts: Column) -> None:
        """Add today's posts to the feed and to the stock of content, which fades."""
        rows = self.repeated(posts)
        slots = self.spaces.venues(rows)
        outside = self.unit[rows[slots < 0]]
        self.unit_stock = self.fading * self.unit_stock + np.bincount(outside, minlength=len(self.unit_stock))
        self.stock = self.fading * self.stock + len(rows)
        inside = slots[slots >= 0]
        np.add.at(self.spaces.today, inside, 1)
        np.add.at(self.spaces.stock, inside, 1.0)
        self.spaces.last[inside] = self.day
        voice = np.where(self.role[rows] == Role.AMBASSADOR, 1.5, 1.0)
        random_numbers = np.exp(2.0 * self.rng.standard_normal(len(rows)) + 0.01 * self.tier[rows])
        self.author = np.concatenate([self.author, rows])
        self.writer = np.concatenate([self.writer, self.person[rows]])
        self.post_day = np.concatenate([self.post_day, np.full(len(rows), self.day)])
        self.appeal = np.concatenate([self.appeal, 1 + (1000.0 * voice * random_numbers).astype(np.int64)])
        self.post_answers = np.concatenate([self.post_answers, np.zeros(len(rows), np.int64)])
        self.post_space = np.concatenate([self.post_space, slots])

    def show(self) -> None:
        """Let others see, from tomorrow on, what was done."""
        self.uses = (self.day - self.visited < MONTH).astype(np.float64)
        self.writes = (self.day - self.wrote < MONTH).astype(np.float64)
        self.champion = (self.role == Role.AMBASSADOR).astype(np.float64)
        self.spaces.latest[:] = -1
        posted = np.flatnonzero(self.post_space >= 0)
        self.spaces.latest[self.post_space[posted]] = posted
        has_post = np.zeros(self.people, bool)
        has_post[self.author] = True
        self.has_news = ((self.day - self.posted < FRESH) & has_post).astype(np.float64)

    def read_tide(self, written: int) -> None:
        """What everybody will meet alike tomorrow."""
        surfaced = min(1.0, self.parameters.far_reach / math.sqrt(self.people))
        self.popularity = self.uses.mean()
        self.top_writing = min(1.0, self.writes[self.top].sum() * self.parameters.leader_reach / self.people)
        self.hearsay = surfaced * self.popularity
        self.answered = self.recent_answered / max(self.recent_judged, 1.0)
        self.far_items = surfaced * written
        self.far_stock = surfaced * self.parameters.relevance * self.stock

    def count(self, posts: Column, replies: Column, reactions: Column) -> None:
        """Write down the ladder."""
        month = self.day - MONTH
        self.record.append(
            {
                "enabled": int((self.enabled_since != NEVER).sum()),
                "reader": int((self.visited > month).sum()),
                "interactive": int((self.interacted > month).sum()),
                "contributor": int((self.wrote > month).sum()),
                "regular": int((self.wrote_earlier > month).sum()),
                "lapsed": int(((self.visited != NEVER) & (self.visited <= self.day - LAPSE)).sum()),
                "returned": int((self.returned > month).sum()),
                "daily_reader": int((self.visited == self.day).sum()),
                "communities": int(self.spaces.is_open[: self.spaces.taken].sum()),
                "posts": int(posts.sum()),
                "replies": int(replies.sum()),
                "reactions": int(reactions.sum()),
            }
        )
