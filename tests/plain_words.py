"""Private words of the project's own, which no text for users has, and what is written instead."""

from __future__ import annotations

import re

INSTEAD = {
    r"(?<!real )\b(?:a|the|the same|one|each|every|many a|another|this|that|first|single) life\b": "run, replicate",
    r"\blives\b|\blived\b|\blive (?:a|one|all|every|through)\b": "runs; to simulate",
    r"\bluck(?:y|s)?\b": "random numbers, random variation, random seed",
    r"\b(?:told|tell|be told|tells) (?:apart|them apart)\b|\b(?:cannot|can) be told from\b": (
        "statistically tied; distinguish"
    ),
    r"\bhang(?:s|ed|ing)? on\b|\bhung on\b": "depends on",
    r"\bstands? where\b|\bwhere (?:its |their |the )?(?:people|those|they|everybody) stands?\b": "rung; stage",
    r"\balive\b": "active; open; not closed",
    r"\bto settle it\b": "more runs needed",
}
"""By pattern."""


def private_words(text: str) -> dict[str, str]:
    """The private words in a text, with what is written instead."""
    text = " ".join(text.split())
    return {
        match[0]: f"write: {instead}"
        for pattern, instead in INSTEAD.items()
        for match in re.finditer(pattern, text, re.IGNORECASE)
    }
