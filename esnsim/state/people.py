"""Who is there: one row a position, and what the programme pulls for it.

ODD element: entities, state variables and scales.
"""

from __future__ import annotations

import numpy as np

from esnsim.array_types import Bytes, Floats, Ints, Longs


class People(np.recarray):
    """One row a position; the person who holds it writes it, and nobody else.

    Attributes:
        person: Id of the holder: position + headcount * number of earlier holders; never reused.
        unit: Unit; fixed.
        manager: Row of the manager, -1 for none; fixed.
        joined: Workday of joining.
        trial_since: Workday on which the trial began.
        enabled_since: Workday on which the account was made, `NEVER` without one.
        first_visit: Workday of the first visit ever.
        visited: Workday of the last visit.
        interacted: Workday of the last reaction, reply or post.
        wrote: Workday of the latest post or reply.
        wrote_before: Workday of the one before.
        wrote_earlier: Workday of the third latest.
        posted: Workday of the last post.
        returned: Workday of the first visit after an absence of 56 days or more.
        written: Posts and replies since the current half-year began.
        tier: `Tier` of the position; fixed.
        manager_tier: `Tier` of the manager's position; fixed.
        frontline: 1 without a desk; fixed.
        age_band: 0 youngest to 4 oldest.
        role: `Role`.
        stage: `Stage`.
        posts: Posts written today.
        replies: Replies written today.
        reactions: Reactions given today.
        items: Items read today, at most 127.
        wish: What the person wants of communities today, as bits: 1 to join one, 2 to found one, 8 to look at one of
            the own with a mind to leave; 4 marks a successor in the place of somebody who left.
        curiosity: See `behaviour.person.Person`, as for the columns below.
        activity: Likewise.
        propensity: Likewise.
        motive: Likewise.
        threshold: Likewise.
        habit_rate: Likewise.
        usefulness: Likewise.
        ease: Likewise.
        trust: Likewise.
        habit: Likewise.
        encouragement: Likewise.
        fatigue: Likewise.
        reactance: Likewise.
        crowding: Likewise.
        zeal: Likewise.
    """

    person: Longs
    unit: Ints
    manager: Ints
    joined: Ints
    trial_since: Ints
    enabled_since: Ints
    first_visit: Ints
    visited: Ints
    interacted: Ints
    wrote: Ints
    wrote_before: Ints
    wrote_earlier: Ints
    posted: Ints
    returned: Ints
    written: Ints
    tier: Bytes
    manager_tier: Bytes
    frontline: Bytes
    age_band: Bytes
    role: Bytes
    stage: Bytes
    posts: Bytes
    replies: Bytes
    reactions: Bytes
    items: Bytes
    wish: Bytes
    curiosity: Floats
    activity: Floats
    propensity: Floats
    motive: Floats
    threshold: Floats
    habit_rate: Floats
    usefulness: Floats
    ease: Floats
    trust: Floats
    habit: Floats
    encouragement: Floats
    fatigue: Floats
    reactance: Floats
    crowding: Floats
    zeal: Floats


class Levers(np.recarray):
    """What the programme pulls, one entry a row; interventions write it, rules read it.

    Attributes:
        hear: Added to the hazard to try, per workday; neutral 0.0.
        prompt: Added to the log-odds to visit; neutral 0.0.
        encourage: Added to the log rate of contributing; neutral 0.0.
        duty_posts: Posts a visit written because of a commitment; neutral 0.0.
        duty_replies: Replies a visit written because of a commitment; neutral 0.0.
        teach_usefulness: Part of the gap to full belief in usefulness closed a workday; neutral 0.0.
        teach_ease: The same for ease; neutral 0.0.
        teach_trust: The same for psychological safety; neutral 0.0.
        oblige: Chance of a visit on a workday because it is ordered, to read and no more, 0 to 1; neutral 0.0.
        pressure: How strongly use is ordered and watched, 0 to 1; neutral 0.0.
        reward: Added to the log rate of contributing by points and prizes; neutral 0.0.
        tend: Part by which community managers raise the pull of the person's communities, 0 to 1; neutral 0.0.
        content: Useful content put within reach, in posts; neutral 0.0.
        introduce: Communities recommended and joined a visit; neutral 0.0.
        sift: Share of the items offered that is kept away as of no concern, 0 to 1; neutral 0.0.
        show: How much more a person's posts attract because they are shown to be somebody to ask; neutral 0.0.
    """

    hear: Floats
    prompt: Floats
    encourage: Floats
    duty_posts: Floats
    duty_replies: Floats
    teach_usefulness: Floats
    teach_ease: Floats
    teach_trust: Floats
    oblige: Floats
    pressure: Floats
    reward: Floats
    tend: Floats
    content: Floats
    introduce: Floats
    sift: Floats
    show: Floats
