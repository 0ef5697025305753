"""What a planner asks about each kind of intervention and no number answers: when it works, and what it cannot do.

Every sentence follows from the evidence in the kind's own file or from the sizes in `esnsim.evidence.effects.kinds`;
where it is judgement, it says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Advice(NamedTuple):
    """What is said about a kind.

    Attributes:
        title: Its plain name.
        works: When it works, in one or two sentences.
        limits: What it cannot do, in one or two sentences.
        example: How a scenario file writes it, as a YAML mapping on one line.
    """

    title: str
    works: str
    limits: str
    example: str


ADVICE: Mapping[str, Advice] = {
    "ambassadors": Advice(
        "Ambassadors",
        "Volunteers are spread over the organisation, about one for 75 people, know what the role is for, and are "
        "replaced when they leave.",
        "They reach the people they work with and hardly anybody else. Part of the effect is what they write "
        "themselves, which ends with the role.",
        "{kind: ambassadors, share: 0.013, start: week 3, renew_every: 26 weeks}",
    ),
    "campaign": Advice(
        "Campaign",
        "Many people have not tried the network yet, as at a launch.",
        "It moves trying far more than writing, and fades within weeks of its end: after a year little or nothing of "
        "it is left.",
        "{kind: campaign, start: week 1, duration: 4 weeks}",
    ),
    "case_studies": Advice(
        "Case studies",
        "People read the network already and do not see what it is for.",
        "To be told that something is useful moves what people believe and hardly what they do; only those who read "
        "see the stories.",
        "{kind: case_studies, start: week 4, per_month: 2}",
    ),
    "champion_team": Advice(
        "Champion team",
        "Parts of the organisation or age groups are left out by volunteers of one kind; the members have time for it.",
        "A dozen people reach a dozen circles of colleagues. For each member it is not known to do more than an "
        "ambassador does.",
        "{kind: champion_team, count: 12, start: week 2}",
    ),
    "community_management": Advice(
        "Community managers",
        "There are communities with something to answer; one manager for some 2,000 people, who stays.",
        "It adds writers and hardly any readers, and ends when the person goes. A second manager for the same people "
        "adds little.",
        "{kind: community_management, count: 1, start: week 5}",
    ),
    "early_wins": Advice(
        "Early wins",
        "Results come within the first weeks, and are shown where everybody sees them.",
        "News wears off within weeks; a result that nobody needs convinces nobody.",
        "{kind: early_wins, start: week 2, duration: 8 weeks}",
    ),
    "incentives": Advice(
        "Points and prizes",
        "A first wave of posts is needed for a few weeks, and something else takes over before it ends.",
        "The effect shrinks within months, and ending it cuts activity, since prizes take the place of people's own "
        "reasons. It brings hardly any readers.",
        "{kind: incentives, start: week 2, duration: 12 weeks}",
    ),
    "integration": Advice(
        "Network in mail and chat",
        "People have a mail or chat client open all day and do not come to the network by themselves.",
        "It adds readers, not writers: who comes in passing looks and goes on, and forms no habit of coming.",
        "{kind: integration, start: week 6}",
    ),
    "leader_presence": Advice(
        "Leaders who are present",
        "Leaders answer in person and on the network itself, people's own managers among them; replies count more "
        "than announcements.",
        "Few leaders reach few people, and posts that somebody writes in a leader's name answer nobody. Some studies "
        "find no influence from the top.",
        "{kind: leader_presence, start: week 3, replies_per_week: 3}",
    ),
    "listening": Advice(
        "Feedback that is answered",
        "What people say gets an answer with consequences, seen by all; a reasoned no will do.",
        "To ask and then to ignore silences people. It does not bring those who do not read.",
        "{kind: listening, start: week 4, answered: 0.8}",
    ),
    "mandate": Advice(
        "Mandate",
        "Everybody has to be reached, and reading is enough.",
        "Nobody writes because of an order. Pressure breeds resistance, and most of the readers won are gone half a "
        "year after it ends.",
        "{kind: mandate, start: week 4, duration: 26 weeks}",
    ),
    "onboarding": Advice(
        "Newcomers brought in",
        "Many people join in a year; somebody asks each of them and shows people and communities to follow.",
        "It reaches newcomers only, so it adds up with turnover and takes years to change the whole. An automatic "
        "welcome alone does nothing.",
        "{kind: onboarding, start: week 1}",
    ),
    "pilot": Advice(
        "Pilot",
        "The group is made of whole teams who know each other, with somebody at hand to help.",
        "Those who begin are chosen, so their success says little of the rest; the rest needs something of its own.",
        "{kind: pilot, audience: {share: 0.2}, start: week 1, duration: 12 weeks}",
    ),
    "policy": Advice(
        "Clear rules",
        "People do not know what they may write; the rules are few, mild and come with reasons.",
        "Clear rules take fear away and give no reason to come. Strict or watched ones silence people.",
        "{kind: policy, start: week 1, clarity: 0.7, strictness: 0.2}",
    ),
    "process_integration": Advice(
        "Work that moves to the network",
        "Something that teams need, such as files, decisions or questions to leaders, is found there and no longer in "
        "mail; whole teams move together.",
        "Not all work can move, and it asks for as many posts as the task does and no more. It is the largest change, "
        "and takes the most effort.",
        "{kind: process_integration, start: week 6, moved: 0.2}",
    ),
    "reactivation": Advice(
        "Winning people back",
        "There are people who gave up or never came, and something is going on for them to find.",
        "A message that wins people back is over within days; it does not hold whom nothing else holds.",
        "{kind: reactivation, start: week 1}",
    ),
    "recognition": Advice(
        "Thanks among colleagues",
        "Thanks come from colleagues and not from the company, and newcomers get them too.",
        "It moves people who are there already, and brings no readers. That it never tires is an assumption.",
        "{kind: recognition, start: week 2}",
    ),
    "senior_training": Advice(
        "Leaders trained in private",
        "It comes before something that asks leaders to be there, such as leader presence.",
        "By itself it changes next to nothing: the staff see only what leaders then do.",
        "{kind: senior_training, start: week 1}",
    ),
    "training": Advice(
        "Training for the staff",
        "The session is hands-on, about a real task, and managers ask for it to be used afterwards.",
        "It moves readers more than writers, and a third of what is applied at once no longer is after half a year "
        "(the model forgets less). A webinar does less, a text to read least.",
        "{kind: training, start: week 4}",
    ),
    "trust_building": Advice(
        "Leaders who earn trust",
        "People hold back because they fear what follows; leaders admit mistakes and keep their word away from the "
        "network, too.",
        "It is slow, published results are mixed, and it brings hardly any readers.",
        "{kind: trust_building, start: week 1}",
    ),
}
"""By the word of the kind, for those that come with esnsim."""
