"""Mechanisms of the model, each of which can be switched off to see what it does.

ODD element: design concepts.
"""

MECHANISMS: dict[str, tuple[str, dict[str, float]]] = {
    "M2": (
        "peers, managers and popularity pull people in",
        {"imitation": 0.0, "popularity_pull": 0.0, "manager_pull": 0.0, "hearsay": 0.0, "youth_pull": 0.0},
    ),
    "M3": ("connective and communal value", {"visit_value": 0.0, "lapse_value": 0.0}),
    "M4": ("a trial judged by perceived critical mass", {"decision_sharpness": 0.0}),
    "M5": ("heavy-tailed posting propensity and the situation", {"propensity_spread": 0.0, "norm_effect": 0.0}),
    "M6": (
        "answers encourage, silence discourages",
        {
            "answer_effect": 0.0,
            "silence_effect": 0.0,
            "silence_lapse": 0.0,
            "answer_notice": 0.0,
            "heard_effect": 0.0,
            "renewal": 0.0,
        },
    ),
    "M7": ("habit", {"habit_effect": 0.0, "lapse_habit": 0.0}),
    "M8": ("limited attention", {"overload_effect": 0.0}),
    "M9": ("beliefs", {"usefulness_effect": 0.0, "ease_effect": 0.0, "trust_effect": 0.0, "status_fear": 0.0}),
    "M10": ("communities are founded, joined and closed", {"joining": 0.0, "founding": 0.0, "community_effect": 0.0}),
    "M11": (
        "orders cause resistance, rewards crowd out own motives",
        {"reactance_growth": 0.0, "crowding_effect": 0.0},
    ),
    "M12": ("people leave, join and tire", {"turnover": 0.0, "tiring": 0.0, "burn_out_rate": 0.0}),
    "M13": ("value of use", {"search_ceiling": 0.0, "reading_return": 0.0, "moved_time": 0.0}),
}
"""What can be switched off, in words, and the neutral constants that do it."""
