"""What a rule may know: stages, roles and tiers, a person and their surroundings, all as scalars."""

from enum import IntEnum
from typing import NamedTuple

from esnsim.behaviour.levers import LeverRow


class Stage(IntEnum):
    """Where a person stands with the network (Foote et al.: initial use, then continued use)."""

    EMPLOYED = 0
    """Works here and has no account."""
    ENABLED = 1
    """Has an account and has never used it."""
    TRIAL = 2
    """Is trying it out, and will judge it when the trial ends."""
    USER = 3
    """Uses it as part of the job."""
    LAPSED = 4
    """Gave it up, after the trial or later."""


class Role(IntEnum):
    """What a person is for the programme."""

    EMPLOYEE = 0
    LEADER = 1
    """Has direct reports."""
    AMBASSADOR = 2
    """A volunteer who helps colleagues to use the network."""
    COMMUNITY_MANAGER = 3
    """Looks after communities as a job."""


class Wish(IntEnum):
    """What a day leaves for the time between days, as bits."""

    JOIN = 1
    """Wants to join a community."""
    FOUND = 2
    """Wants to found one."""
    LEFT = 4
    """The holder left the organisation, and the seats are free."""
    DRIFT = 8
    """Looks at one of the own communities with a mind to leave it."""


class Tier(IntEnum):
    """Where a manager stands among managers."""

    NONE = 0
    """Manages nobody."""
    FIRST_LINE = 1
    """Manages people who manage nobody."""
    MIDDLE = 2
    """Manages managers."""
    TOP = 3
    """The head of the organisation and the managers of managers on its upper levels."""


class Person(NamedTuple):
    """One person, as the rules see them.

    Attributes:
        stage: A `Stage`.
        role: A `Role`.
        tier: A `Tier`.
        frontline: 1.0 without a desk of their own, else 0.0.
        youth: 1.0 in the youngest age band falling to -1.0 in the oldest.
        curiosity: Multiplies the hazard to try something new; positive, mean about 1.
        activity: Log-odds added to each day's visit; mean 0.
        propensity: Log of posts written a visit in a neutral situation.
        motive: Weight of the connective motive, the rest is communal; in [0, 1].
        threshold: Perceived critical mass the person waits for; in [0, 1].
        habit_rate: Part of the way to full habit that one day of use goes; in (0, 1).
        usefulness: Believed usefulness, 0 to 1.
        ease: Believed ease of use, 0 to 1.
        trust: Psychological safety of writing here, 0 to 1.
        habit: 0 none to 1 automatic.
        encouragement: What answers and silence to earlier posts have left, in log rate.
        fatigue: Tiredness from the ambassador's role, 0 to 1.
        reactance: Resistance that orders have left, 0 to 1.
        crowding: How far rewards have taken the place of own motives, 0 to 1.
        zeal: Enthusiasm for a community founded lately, 0 to 1.
        disuse: How far the wish to write has faded since the person wrote last, 0 to 1; 0 before the first time.
        has_written: Whether the person has ever written a post or reply.
    """

    stage: int
    role: int
    tier: int
    frontline: float
    youth: float
    curiosity: float
    activity: float
    propensity: float
    motive: float
    threshold: float
    habit_rate: float
    usefulness: float
    ease: float
    trust: float
    habit: float
    encouragement: float
    fatigue: float
    reactance: float
    crowding: float
    zeal: float
    disuse: float
    has_written: bool


class Surroundings(NamedTuple):
    """What a person meets today: yesterday's feed and today's levers.

    Attributes:
        using: Share of tie weight with contacts who visited in the last 28 days, 0 to 1.
        staying: Share of tie weight with those of them who went on after the trial, 0 to ``using``.
        writing: Share of tie weight with contacts who contributed in the last 28 days, 0 to 1.
        ambassadors: How much of the effect of ambassadors is felt, 0 to 1; see `influence.ambassador_reach`.
        manager_tier: `Tier` of the own manager, ``NONE`` without one.
        manager_using: 1.0 when the own manager visited in the last 28 days, else 0.0.
        manager_writing: 1.0 when the own manager contributed in the last 28 days, else 0.0.
        top_writing: Share of everybody whom top leaders reach who contributed in the last 28 days, 0 to 1.
        popularity: Share of everybody who visited in the last 28 days, 0 to 1.
        hearsay: The same as far as one hears of people beyond the contacts, and as they are convincing, 0 to 1.
        answered: Share of recent posts that got an answer, 0 to 1.
        items: New items in this person's feed today, after sifting, >= 0.
        offered: The same before what is of no concern was sifted out, >= 0.
        stock: Useful content within reach, in posts, >= 0.
        answers: Own posts that got a first answer yesterday.
        silences: Own posts given up on yesterday, without any answer.
        heard: Own posts that somebody above replied to yesterday.
        company: How much all own communities draw to write, beside the followers, who draw at 1; >= 0.
        lever: What the programme pulls for the person.
    """

    using: float
    staying: float
    writing: float
    ambassadors: float
    manager_tier: int
    manager_using: float
    manager_writing: float
    top_writing: float
    popularity: float
    hearsay: float
    answered: float
    items: float
    offered: float
    stock: float
    answers: float
    silences: float
    heard: float
    company: float
    lever: LeverRow
