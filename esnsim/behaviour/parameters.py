"""Every constant of behaviour, once: unit, range, default, source and confidence.

A rate is per workday unless its unit says otherwise. Confidence: ``H`` measured directly in organisations, ``M``
measured elsewhere or indirectly, ``L`` judgement, to be put first in any sensitivity analysis. Sources in square
brackets are listed in docs/sources.md.

ODD element: parameters of the submodels.
"""

from typing import Annotated, NamedTuple


class Parameter(NamedTuple):
    """What is known about a constant.

    Attributes:
        meaning: What it is, as a phrase.
        unit: Its unit.
        low: Smallest plausible value.
        high: Largest plausible value.
        source: Where the range comes from.
        confidence: ``H``, ``M`` or ``L``.
    """

    meaning: str
    unit: str
    low: float
    high: float
    source: str
    confidence: str


P = Parameter
JUDGEMENT = "judgement"


class Parameters(NamedTuple):
    """Constants of behaviour, shared by everybody in a run."""

    # hearing of the network and trying it, mechanism M2
    external_rate: Annotated[
        float,
        P("hazard to try it with nobody's influence", "1/workday", 1.5e-5, 1.5e-4, "[BASS-FITS] p grassroots", "M"),
    ] = 0.00013
    imitation: Annotated[
        float,
        P("hazard to try it when all contacts use it", "1/workday", 0.005, 0.05, "[BASS-FITS] q 0.1-1.0 a month", "M"),
    ] = 0.0087
    novice_pull: Annotated[
        float,
        P("pull of users who have only tried it, over that of users who went on", "ratio", 0.0, 1.0, "[IYE11]; L", "L"),
    ] = 0.12
    exposure_half: Annotated[
        float,
        P("share of contacts at which half of their pull is felt", "share", 0.1, 1.0, "[CHE13] concave; size L", "L"),
    ] = 0.1
    popularity_pull: Annotated[
        float,
        P("how much overall popularity speeds up trying", "ratio", 0.0, 4.0, "[CHE13] second pattern; size L", "L"),
    ] = 1.45
    manager_pull: Annotated[
        float,
        P(
            "hazard to try it because the own manager uses it",
            "1/workday",
            0.0,
            0.004,
            "[BRZ09][TUC08] vs [WAN13]",
            "L",
        ),
    ] = 0.003
    middle_premium: Annotated[
        float, P("influence of middle over other managers", "ratio", 1.2, 2.5, "[CHE13]; size L", "L")
    ] = 2.16
    hearsay: Annotated[
        float,
        P(
            "hazard to try it because one hears of users beyond the contacts, if one heard of all there are",
            "1/workday",
            0.0,
            0.05,
            "F10: small firms tip sooner; size L",
            "L",
        ),
    ] = 0.05
    youth_pull: Annotated[
        float,
        P("extra response to peers, visits and contributions of the youngest", "log ratio", 0.0, 0.6, "[CIPD13]", "M"),
    ] = 0.5
    curiosity_spread: Annotated[
        float, P("spread of the readiness to try new things", "sd of log", 0.4, 1.4, "[Rogers2003] categories; L", "L")
    ] = 1.057
    ambassador_invitation: Annotated[
        float, P("hazard to try it at the full effect of ambassadors", "1/workday", 0.0, 0.02, "[FLO11] +0.10; L", "L")
    ] = 0.0032
    frontline_loss: Annotated[
        float,
        P("part of the pull to try it that does not reach people without a desk", "share", 0.1, 0.8, JUDGEMENT, "L"),
    ] = 0.5
    frontline_penalty: Annotated[
        float, P("log-odds of a visit lost without a desk", "log-odds", 0.3, 2.0, JUDGEMENT, "L")
    ] = 0.8

    visiting_writing_correlation: Annotated[
        float, P("correlation between visiting often and writing often", "correlation", 0.0, 0.9, JUDGEMENT, "L")
    ] = 0.35
    belief_spread: Annotated[
        float, P("spread of believed usefulness and ease at the start", "sd", 0.02, 0.25, JUDGEMENT, "L")
    ] = 0.1

    # trial and continued use, mechanism M3 and M4
    trial_days: Annotated[float, P("length of the trial", "workdays", 5, 40, "[FOO24] two stages; length L", "L")] = (
        10.0
    )
    trial_interest: Annotated[
        float,
        P("log-odds of a visit added by novelty in the trial", "log-odds", 0.0, 2.0, "[LEC14a] enthusiasm; L", "L"),
    ] = 1.754
    decision_sharpness: Annotated[
        float, P("how sharply the trial is judged against the threshold", "log-odds per unit", 4, 20, JUDGEMENT, "L")
    ] = 7.132
    threshold_mean: Annotated[
        float, P("mean perceived critical mass waited for", "share", 0.10, 0.40, "[CEN18]; SEED 004 0.10-0.15", "M")
    ] = 0.235
    threshold_spread: Annotated[
        float, P("spread of that threshold between people", "sd", 0.05, 0.15, "[CEN18]; sd proposed", "M")
    ] = 0.1087
    connective_mean: Annotated[
        float, P("mean weight of the connective motive", "share", 0.0, 1.0, "[FOO24] two motives; mix L", "L")
    ] = 0.5
    connective_spread: Annotated[
        float, P("spread of that weight between people", "sd", 0.0, 0.35, "[FOO24]; size L", "L")
    ] = 0.2
    silence_floor: Annotated[
        float,
        P("connective value of contacts who never answer", "share", 0.2, 0.8, "[FOO24] 'do they respond'; L", "L"),
    ] = 0.3458
    stock_half: Annotated[
        float, P("posts within reach that give half of the communal value", "posts", 5, 80, "[FOO24] form; size L", "L")
    ] = 6.2
    content_half_life: Annotated[
        float,
        P("time in which content loses half of its use", "workdays", 8.0, 60.0, "A08: age of what is linked to", "L"),
    ] = 50.0
    relevance: Annotated[
        float, P("share of what is surfaced from elsewhere that concerns a person", "share", 0.01, 0.3, JUDGEMENT, "L")
    ] = 0.1057

    # reading, mechanism M5 and M8 and M9
    visit_base: Annotated[
        float,
        P("log-odds of a user's visit on a neutral workday", "log-odds", -3.5, 0.0, "[SW22] L2 0.7-0.9; fitted", "L"),
    ] = -0.7
    activity_spread: Annotated[
        float, P("spread of visiting between people", "sd of log-odds", 0.5, 1.5, JUDGEMENT, "L")
    ] = 0.8393
    visit_value: Annotated[
        float, P("effect of perceived critical mass on visiting", "log-odds per unit", 0.5, 4.0, "[FOO24]; size L", "L")
    ] = 0.6
    usefulness_effect: Annotated[
        float, P("effect of believed usefulness", "log-odds per unit", 1.0, 3.0, "[TAI13][TAM20] strongest path", "M")
    ] = 2.004
    ease_effect: Annotated[float, P("effect of believed ease", "log-odds per unit", 0.2, 1.2, "[TAI13] weak", "M")] = (
        0.6
    )
    habit_effect: Annotated[
        float, P("effect of full habit on visiting", "log-odds", 0.5, 3.0, "[LAL10] direction; size L", "L")
    ] = 0.7898
    answer_notice: Annotated[
        float,
        P("log-odds of a visit added by news of an answer", "log-odds", 0.5, 3.0, "[BRZ09] direction; size L", "L"),
    ] = 1.5
    news_cue: Annotated[
        float,
        P("log-odds of a visit added by new items that are told of", "log-odds", 0.0, 2.0, "A28 direction; L", "L"),
    ] = 0.1
    attention: Annotated[
        float,
        P(
            "items a visitor takes in on a day, the latest first",
            "items/workday",
            5.0,
            20.0,
            "A01: reading is a small, fixed budget; L",
            "L",
        ),
    ] = 7.0
    overload_point: Annotated[
        float, P("items a day beyond which more is worse", "items/workday", 20, 60, "[CHW19] inverted U; value L", "L")
    ] = 35.0
    overload_effect: Annotated[
        float, P("log-odds of a visit lost at twice the overload point", "log-odds", 0.0, 2.0, "[CHW19]; size L", "L")
    ] = 0.7
    far_reach: Annotated[
        float,
        P(
            "items from elsewhere that surface, over the root of headcount",
            "share",
            1.5,
            8.0,
            "A04: a sixth to a half comes from elsewhere; L",
            "L",
        ),
    ] = 3.9

    # contributing, mechanism M5
    posting_base: Annotated[
        float,
        P(
            "log of the median person's posts a visit in a neutral situation",
            "log posts/visit",
            -8.0,
            -5.0,
            "[SW18]-[SW22]; fitted",
            "M",
        ),
    ] = -6.47
    propensity_spread: Annotated[
        float, P("spread of posting between people", "sd of log", 1.5, 2.1, "F06; A19: inequality of writers", "M")
    ] = 1.58
    replies_a_post: Annotated[
        float, P("replies written for each post", "ratio", 2.0, 3.0, "6-10 : 2-3 : 1, recalled", "L")
    ] = 2.8
    reaction_base: Annotated[
        float,
        P(
            "log of the median person's reactions a visit in a neutral situation",
            "log reactions/visit",
            -5.0,
            -1.5,
            "6-10 : 2-3 : 1, recalled; fitted",
            "L",
        ),
    ] = -4.85
    reaction_evenness: Annotated[
        float, P("how far reacting follows the propensity to post", "exponent", 0.3, 1.0, "[SW22] 20-25 % act; L", "L")
    ] = 1.0
    items_half: Annotated[
        float, P("items at which half of the wish to respond finds an object", "items", 0.5, 10, JUDGEMENT, "L")
    ] = 4.3
    norm_effect: Annotated[
        float,
        P("log rate of contributing when all contacts contribute", "log ratio", 0.4, 1.6, "odds 1.5-5 [BRZ09]; L", "L"),
    ] = 0.8
    manager_effect: Annotated[
        float,
        P(
            "log rate of contributing when the manager contributes",
            "log ratio",
            0.0,
            0.9,
            "odds 1.0-2.5, [BRZ09] vs [WAN13]",
            "L",
        ),
    ] = 0.3
    top_effect: Annotated[
        float,
        P(
            "log rate of contributing where top leaders contribute who reach everybody",
            "log ratio",
            0.0,
            0.3,
            "[SW-CEO] vs [WAN13]; a top writer away [CHATS]; L",
            "L",
        ),
    ] = 0.02
    leader_reach: Annotated[
        float,
        P("people whom what one top leader writes reaches", "people", 30.0, 600.0, "[SW-CEO] direction; size L", "L"),
    ] = 35.0
    encourage_half: Annotated[
        float,
        P(
            "most that being asked, thanked and encouraged adds; half of it when as much is pulled",
            "log ratio",
            0.03,
            0.5,
            "[RIJ14] any support matters, its size does not; size L",
            "L",
        ),
    ] = 0.1
    trust_effect: Annotated[
        float,
        P(
            "effect of psychological safety on contributing",
            "log rate per unit",
            0.5,
            3.0,
            "[CIPD13] direction; L",
            "L",
        ),
    ] = 0.97
    status_fear: Annotated[
        float,
        P(
            "log rate lost by a top leader who finds it hard to use",
            "log ratio",
            0.0,
            3.0,
            "SEED 000; [HWA14] direction",
            "L",
        ),
    ] = 1.5
    promise_wear: Annotated[
        float,
        P(
            "how fast a leader forgets a promise to write that is hard to keep, or learns to keep it",
            "1/workday",
            0.0,
            0.05,
            "[FRI22] about nine months; size L",
            "L",
        ),
    ] = 0.03

    reaction_mood: Annotated[
        float, P("part of the situation's effect on writing that reacting feels", "share", 0.0, 1.0, JUDGEMENT, "L")
    ] = 0.5
    answers_to_contacts: Annotated[
        float,
        P("share of responses that go to contacts when contacts have new posts", "share", 0.2, 0.8, JUDGEMENT, "L"),
    ] = 0.27
    appeal_spread: Annotated[
        float,
        P(
            "spread of how much posts attract",
            "sd of log",
            1.0,
            3.0,
            "F18: 65-75 % of posts answered at ten responses a post; size L",
            "L",
        ),
    ] = 2.0
    rank_visibility: Annotated[
        float, P("how much more a post attracts for each rank of the author", "log ratio", 0.0, 0.1, "[RIE-B]", "M")
    ] = 0.01

    # communities, mechanism M10
    joining: Annotated[float, P("communities looked at with a mind to join", "1/visit", 0.02, 0.6, JUDGEMENT, "L")] = (
        0.6
    )
    drifting: Annotated[
        float, P("own communities looked at with a mind to leave", "1/visit", 0.005, 0.1, JUDGEMENT, "L")
    ] = 0.01
    community_relevance: Annotated[
        float, P("share of a community's content that concerns a member", "share", 0.05, 1.0, JUDGEMENT, "L")
    ] = 0.33
    joining_by_contact: Annotated[
        float,
        P("share of them noticed through a contact, the others through a post", "share", 0.2, 0.8, JUDGEMENT, "L"),
    ] = 0.5
    founding: Annotated[
        float,
        P(
            "communities founded for each post written unasked",
            "ratio",
            0.04,
            0.12,
            "A20: 50-150 births per 1,000 staff-years",
            "L",
        ),
    ] = 0.07
    founder_posts: Annotated[
        float, P("posts that a founder adds at full zeal", "posts/visit", 0.1, 0.8, "[LEC14a] peak; size L", "L")
    ] = 0.175
    zeal_half_life: Annotated[
        float, P("time in which a founder's zeal halves", "workdays", 15, 60, "[LEC14a] peak at 2-4 months", "M")
    ] = 50.0
    renewal: Annotated[
        float,
        P(
            "relative growth of a founder's zeal on news of an answer",
            "share",
            0.0,
            1.0,
            "[JK06] direction; size L",
            "L",
        ),
    ] = 0.28
    invited: Annotated[
        float,
        P("share of a founder's contacts on the network who join at once", "share", 0.05, 0.5, JUDGEMENT, "L"),
    ] = 0.2
    broadcast_share: Annotated[
        float,
        P(
            "share of communities founded to announce",
            "share",
            0.2,
            0.6,
            "[CIPD13] updates 48, collaboration 18 %",
            "L",
        ),
    ] = 0.4
    pulse_half: Annotated[
        float, P("posts in two weeks that make a community half as lively as can be", "posts", 1, 8, JUDGEMENT, "L")
    ] = 1.81
    interest_spread: Annotated[
        float, P("spread of a person's interest between communities", "sd of log", 0.5, 2.0, "[MUL12]; size L", "L")
    ] = 0.69
    founder_interest: Annotated[
        float,
        P(
            "a founder's interest in the community",
            "ratio",
            1.0,
            5.0,
            "A21: the first author writes less and less",
            "L",
        ),
    ] = 2.0
    quiet_urge: Annotated[
        float, P("pull of a silent community beside that of the liveliest", "share", 0.05, 0.6, JUDGEMENT, "L")
    ] = 0.12
    answers_in_communities: Annotated[
        float, P("share of responses given in the own communities", "share", 0.1, 0.5, "[MUL12]; size L", "L")
    ] = 0.1225
    community_effect: Annotated[
        float,
        P(
            "pull to write of a community of mean interest, beside that of the followers",
            "ratio",
            0.1,
            0.6,
            "A20, A22; [MUL12] direction; L",
            "L",
        ),
    ] = 0.2

    pulse_memory: Annotated[
        float, P("part of the count of a community's posts kept from day to day", "share", 0.7, 0.97, JUDGEMENT, "L")
    ] = 0.9

    # orders and rewards, mechanism M11
    reactance_growth: Annotated[
        float,
        P("part of the way to full resistance under full pressure", "1/workday", 0.005, 0.05, "[SAE15]; size L", "L"),
    ] = 0.011
    reactance_fade: Annotated[float, P("part of resistance lost", "1/workday", 0.003, 0.03, JUDGEMENT, "L")] = 0.008
    reactance_visiting: Annotated[
        float, P("log-odds of a visit lost at full resistance", "log-odds", 0.0, 2.0, "[SAE15] direction; L", "L")
    ] = 0.8
    reactance_writing: Annotated[
        float, P("log rate of contributing lost at full resistance", "log ratio", 0.0, 2.0, "[SAE15]; SEED 003; L", "L")
    ] = 0.35
    reactance_lapse: Annotated[
        float, P("log hazard to give up added by full resistance", "log ratio", 0.0, 2.0, "[SAE15] direction; L", "L")
    ] = 0.8
    crowding_pace: Annotated[
        float,
        P("part of the gap between crowding and reward closed", "1/workday", 0.01, 0.1, "[FAR08] novelty; L", "L"),
    ] = 0.03
    crowding_effect: Annotated[
        float,
        P(
            "log rate of contributing lost once rewards crowd out own motives",
            "log ratio",
            0.0,
            1.2,
            "[THO12][KIM21]",
            "M",
        ),
    ] = 0.88
    reward_half: Annotated[
        float,
        P(
            "reward at which half of the most that rewards can do is felt",
            "log ratio",
            0.3,
            3.0,
            "[KIM21]; size L",
            "L",
        ),
    ] = 1.22
    reward_visiting: Annotated[
        float,
        P("log-odds of a visit added by rewards, over the log rate of contributing", "ratio", 0.0, 1.0, JUDGEMENT, "L"),
    ] = 0.04

    # silence of one's own, mechanism M6
    disuse_pace: Annotated[
        float, P("part of the wish to write that fades with silence", "1/workday", 0.003, 0.03, "[CHATS]; size L", "L")
    ] = 0.01
    disuse_effect: Annotated[
        float,
        P("log rate of writing lost once the wish has faded", "log ratio", 0.0, 2.5, "[CHATS] direction; size L", "L"),
    ] = 1.0

    # feedback, mechanism M6
    answer_effect: Annotated[
        float,
        P(
            "log rate of contributing gained by an answer",
            "log ratio",
            0.25,
            0.5,
            "[JK06] logit 0.48, causal half",
            "M",
        ),
    ] = 0.5
    silence_effect: Annotated[
        float,
        P(
            "log rate of contributing lost by a post without answer",
            "log ratio",
            0.1,
            0.5,
            "[ARG06][JK06]; size L",
            "L",
        ),
    ] = 0.5
    feedback_memory: Annotated[
        float, P("time in which the effect of feedback halves", "workdays", 10, 80, "[BRZ09] weeks; size L", "L")
    ] = 30.0
    silence_lapse: Annotated[
        float, P("log hazard to lapse per unit of discouragement", "log ratio", 0.0, 1.5, "[ARG06]; size L", "L")
    ] = 0.7

    feedback_limit: Annotated[
        float, P("most that answers or silence can do to contributing", "log ratio", 0.3, 1.5, JUDGEMENT, "L")
    ] = 0.7
    response_memory: Annotated[
        float, P("part of the counts of answered posts kept from day to day", "share", 0.8, 0.99, JUDGEMENT, "L")
    ] = 0.95

    # habit and lapse, mechanism M4 and M7
    habit_rate_median: Annotated[
        float, P("median part of the way to full habit per day of use", "1/use", 0.035, 0.055, "[LAL10] ln 20/66", "H")
    ] = 0.045
    habit_rate_spread: Annotated[
        float, P("spread of that rate between people", "sd of log", 0.6, 1.0, "[LAL10] 18-254 days", "H")
    ] = 0.8
    habit_fade: Annotated[
        float,
        P("part of habit lost on a workday without use", "1/workday", 0.002, 0.02, "[LAL10] a miss costs little", "M"),
    ] = 0.006
    lapse_base: Annotated[
        float,
        P(
            "giving up on a workday, without habit and at the threshold",
            "log-odds",
            -5.1,
            -3.5,
            "F13-F15: 0.03-0.15 a week",
            "L",
        ),
    ] = -4.55
    lapse_habit: Annotated[
        float, P("log hazard to give up removed by full habit", "log ratio", 1.0, 3.5, "0.07 to 0.008 a week; L", "L")
    ] = 2.267
    lapse_value: Annotated[
        float,
        P(
            "log hazard to give up removed per unit of critical mass above the threshold",
            "log ratio",
            0.0,
            4.0,
            "A18; [FOO24]; L",
            "L",
        ),
    ] = 2.3
    return_ratio: Annotated[
        float, P("hazard to come back, over the hazard to try", "ratio", 0.1, 1.0, "SEED 001; [BRZ09] resuming; L", "L")
    ] = 0.2615

    # beliefs, mechanism M9
    usefulness_start: Annotated[
        float, P("believed usefulness before any use", "share", 0.03, 0.3, "[CIPD13] 6 % of non-users", "M")
    ] = 0.15
    experience: Annotated[
        float, P("part of the gap between belief and experience closed a visit", "1/visit", 0.005, 0.1, JUDGEMENT, "L")
    ] = 0.04146
    experience_gain: Annotated[
        float,
        P("usefulness met per unit of perceived critical mass", "ratio", 0.5, 1.5, "[CIPD13] 47 % of daily users", "M"),
    ] = 0.8
    news_weight: Annotated[
        float,
        P("part of the usefulness met on a visit that takes something new", "share", 0.0, 1.0, JUDGEMENT, "L"),
    ] = 0.5
    ease_start: Annotated[float, P("believed ease before any use", "share", 0.3, 0.7, JUDGEMENT, "L")] = 0.45
    leader_ease: Annotated[
        float, P("the same among top leaders", "share", 0.1, 0.5, "SEED 000: fear of looking incompetent", "L")
    ] = 0.25
    practice: Annotated[
        float, P("part of the gap to full ease closed a visit", "1/visit", 0.002, 0.05, JUDGEMENT, "L")
    ] = 0.01
    trust_start: Annotated[
        float, P("psychological safety before any experience", "share", 0.3, 0.7, JUDGEMENT, "L")
    ] = 0.5
    trust_pace: Annotated[
        float, P("part of the gap to the leaders' example closed a visit", "1/visit", 0.001, 0.05, JUDGEMENT, "L")
    ] = 0.01
    trust_example: Annotated[
        float,
        P("trust added when manager and top leaders contribute", "share", 0.0, 0.4, "[SW-CEO]; Totara; size L", "L"),
    ] = 0.15

    heard_effect: Annotated[
        float,
        P("part of the gap to full safety closed when somebody above replies", "1/reply", 0.0, 0.2, "[SW-CEO]; L", "L"),
    ] = 0.03

    manager_example: Annotated[
        float,
        P("weight of the own manager's example for safety, beside that of the top", "share", 0.0, 1.0, JUDGEMENT, "L"),
    ] = 0.5

    # ambassadors and people coming and going, mechanism M12
    ambassador_half: Annotated[
        float,
        P(
            "share of tie weight with ambassadors at which half of their effect is felt",
            "share",
            0.02,
            0.3,
            JUDGEMENT,
            "L",
        ),
    ] = 0.05
    ambassador_teaching: Annotated[
        float,
        P(
            "part of the gap to full usefulness closed a workday at the full effect of ambassadors",
            "1/workday",
            0.0,
            0.02,
            "[FLO11] +0.10; L",
            "L",
        ),
    ] = 0.005
    ambassador_support: Annotated[
        float,
        P(
            "log rate of contributing at the full effect of ambassadors",
            "log ratio",
            0.0,
            0.5,
            "A25; [FLO11] +0.10; L",
            "L",
        ),
    ] = 0.13
    tiring: Annotated[
        float,
        P(
            "fatigue gained a workday in the ambassador's role",
            "1/workday",
            0.0005,
            0.006,
            "0.2-0.4 leave a year; L",
            "L",
        ),
    ] = 0.002
    burn_out_rate: Annotated[
        float,
        P("hazard to give up the role when fully tired", "1/workday", 0.0008, 0.008, "0.2-0.4 a year, recalled", "L"),
    ] = 0.004
    turnover: Annotated[
        float, P("share of people who leave in a year", "1/year", 0.0, 0.4, "[TURN] UK 15-18 %", "L")
    ] = 0.15

    ambassador_visibility: Annotated[
        float, P("how much more an ambassador's post attracts, without a badge", "ratio", 1.0, 3.0, JUDGEMENT, "L")
    ] = 1.5

    joiners_under_25: Annotated[float, P("share of joiners younger than 25", "share", 0.1, 0.4, JUDGEMENT, "L")] = 0.25
    joiners_under_35: Annotated[float, P("share of joiners younger than 35", "share", 0.45, 0.75, JUDGEMENT, "L")] = (
        0.65
    )
    joiners_under_45: Annotated[float, P("share of joiners younger than 45", "share", 0.77, 0.9, JUDGEMENT, "L")] = 0.85
    joiners_under_55: Annotated[float, P("share of joiners younger than 55", "share", 0.91, 0.99, JUDGEMENT, "L")] = (
        0.95
    )

    # value and cost, mechanism M13; they change no run
    loaded_hour: Annotated[float, P("cost of an hour of staff", "money/hour", 40, 60, "40-60 euro, recalled", "M")] = (
        50.0
    )
    working_week: Annotated[float, P("working hours of a week", "hours/week", 35, 40, JUDGEMENT, "L")] = 37.5
    search_share: Annotated[
        float, P("share of the week spent searching and gathering", "share", 0.10, 0.25, "[MGI12] 19 %, recalled", "M")
    ] = 0.19
    search_ceiling: Annotated[
        float,
        P(
            "part of searching saved by those who interact, if all are there",
            "share",
            0.0,
            0.35,
            "SEED 001 up to 35 %; 10-15 % realised; L",
            "L",
        ),
    ] = 0.12
    reading_return: Annotated[
        float,
        P(
            "minutes saved by a minute of wanted reading of those who only read, if all are there",
            "ratio",
            0.7,
            4.3,
            "[YROI] 5-30 minutes a week, over about 7 of reading",
            "L",
        ),
    ] = 1.4
    unsought_worth: Annotated[
        float,
        P(
            "worth of a visit that is ordered or made in passing, over that of one of one's own will",
            "share",
            0.0,
            0.7,
            "[SW21] ordered, 85 % read and no more act; size L",
            "L",
        ),
    ] = 0.25
    moved_time: Annotated[
        float,
        P(
            "time that moved work took by mail and in meetings, over the time it takes on the network",
            "ratio",
            0.7,
            1.5,
            "[DIL25] mail -2 h a week; size L",
            "L",
        ),
    ] = 1.0
    visit_minutes: Annotated[float, P("minutes to come and go", "minutes/visit", 0.2, 2.0, JUDGEMENT, "L")] = 0.5
    read_minutes: Annotated[float, P("minutes to read an item", "minutes/item", 0.1, 1.0, JUDGEMENT, "L")] = 0.3
    post_minutes: Annotated[float, P("minutes to write a post", "minutes/post", 2.0, 20.0, JUDGEMENT, "L")] = 8.0
    reply_minutes: Annotated[float, P("minutes to write a reply", "minutes/reply", 1.0, 10.0, JUDGEMENT, "L")] = 3.0
    licence: Annotated[
        float, P("price of an account", "money/month", 0.0, 22.0, "[YROI] 5-22; about 4, recalled", "M")
    ] = 4.0

    programme_effort: Annotated[
        float,
        P("hours and money that programmes take, as a multiple of what is planned", "ratio", 0.5, 2.0, JUDGEMENT, "L"),
    ] = 1.0

    # what interventions do beside what their scenario says
    ambassador_presence: Annotated[
        float,
        P("log-odds of a visit added by an ambassador's promise to be there", "log-odds", 0.0, 3.0, JUDGEMENT, "L"),
    ] = 0.4
    ambassador_company: Annotated[
        float,
        P(
            "contributing added for ambassadors who have a community of their own",
            "log ratio",
            0.0,
            1.0,
            "SEED 004; size L",
            "L",
        ),
    ] = 0.2
    vague_promise: Annotated[
        float,
        P("part of a promise kept when nobody has said what it is for", "share", 0.1, 0.9, "SEED 004; size L", "L"),
    ] = 0.5
    support_ease: Annotated[
        float,
        P(
            "part of the gap to full ease closed for colleagues of one who answers how-to questions",
            "1/workday",
            0.0,
            0.03,
            JUDGEMENT,
            "L",
        ),
    ] = 0.006
    support_posts: Annotated[
        float, P("part of promised posts left for one who answers how-to questions", "share", 0.1, 1.0, JUDGEMENT, "L")
    ] = 0.5
    volunteer_ease: Annotated[
        float, P("weight of ease, beside belief and habit, in who volunteers", "ratio", 0.0, 1.0, JUDGEMENT, "L")
    ] = 0.3
    leader_trial: Annotated[
        float, P("hazard to begin for a leader who has promised to be there", "1/workday", 0.005, 0.3, JUDGEMENT, "L")
    ] = 0.05
    manager_presence: Annotated[
        float, P("log-odds of a visit added for somebody whose job it is", "log-odds", 2.0, 6.0, JUDGEMENT, "L")
    ] = 4.0
    manager_trial: Annotated[
        float, P("hazard to begin for somebody whose job it is", "1/workday", 0.5, 4.0, JUDGEMENT, "L")
    ] = 2.0
    training_trial: Annotated[
        float, P("hazard to begin in the week of a hands-on session", "1/workday", 0.05, 0.7, JUDGEMENT, "L")
    ] = 0.3
    remote_training: Annotated[
        float, P("part of a session's effect that a webinar or tutorial has", "share", 0.1, 0.9, JUDGEMENT, "L")
    ] = 0.4
    tutorial_ease: Annotated[
        float, P("ease from which somebody learns from a tutorial", "share", 0.3, 0.9, JUDGEMENT, "L")
    ] = 0.6
    policy_safety: Annotated[
        float,
        P("part of the gap to full safety closed by rules of full clarity", "1/workday", 0.0, 0.05, JUDGEMENT, "L"),
    ] = 0.001
    policy_chill: Annotated[
        float, P("contributing lost under rules of full strictness", "log ratio", 0.0, 2.0, JUDGEMENT, "L")
    ] = 0.2
    policy_pressure: Annotated[
        float, P("pressure felt under rules of full strictness", "share", 0.0, 1.0, "[SIE22] direction; size L", "L")
    ] = 0.15
    unexplained_watching: Annotated[
        float, P("pressure felt by who is watched and not told why", "share", 0.0, 1.0, JUDGEMENT, "L")
    ] = 0.3
    listening_safety: Annotated[
        float,
        P(
            "part of the gap to full safety closed where all feedback is answered",
            "1/workday",
            0.0,
            0.05,
            JUDGEMENT,
            "L",
        ),
    ] = 0.002
    listening_heard: Annotated[
        float,
        P(
            "contributing added where all feedback is answered",
            "log ratio",
            0.0,
            1.0,
            "[CIPD13] direction; size L",
            "L",
        ),
    ] = 0.2
    listening_ignored: Annotated[
        float,
        P("contributing lost where no feedback is answered", "log ratio", 0.0, 1.0, "[CIPD13] direction; size L", "L"),
    ] = 0.3
    recognition_safety: Annotated[
        float,
        P("part of the gap to full safety closed by thanks at full strength", "1/workday", 0.0, 0.03, JUDGEMENT, "L"),
    ] = 0.0003

    # What is peculiar to this organisation and platform; solved from the observed start, see simulation/starting
    platform_fit: Annotated[
        float,
        P("how well the platform fits the work here", "log-odds", -6.0, 6.0, "solved from the observed start", "L"),
    ] = 0.0
    writing_offset: Annotated[
        float, P("how freely people write here", "log ratio", -6.0, 6.0, "solved from the observed start", "L")
    ] = 0.0
    account_access: Annotated[
        float,
        P(
            "how far those without an account follow what pulls them in, over those with one",
            "ratio",
            0.0025,
            400.0,
            "solved from the observed start",
            "L",
        ),
    ] = 1.0
    reacting_offset: Annotated[
        float, P("how readily people react here", "log ratio", -6.0, 6.0, "solved from the observed start", "L")
    ] = 0.0
