"""A scenario in full: nothing left to defaults, every moment a date, and a text that reads back to the same thing."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from typing import Any

import yaml

from esnsim.interventions.intervention import Intervention
from esnsim.interventions.moments import Moment
from esnsim.scenario.model import Scenario
from esnsim.scenario.reading.text import LITERALS
from esnsim.scenario.reading.unreadable import odd_space

LINE_WIDTH = 110


def resolve(scenario: Scenario) -> Scenario:
    """The same scenario with every moment a date, sites counted and every intervention named.

    Resolving twice changes nothing.
    """
    programmes = {
        name: tuple(_resolved(interventions, scenario)) for name, interventions in scenario.programmes.items()
    }
    source = scenario.organisation
    if source.generate is not None:
        generate = source.generate.model_copy(update={"sites": source.generate.site_count})
        source = source.model_copy(update={"generate": generate})
    return scenario.model_copy(update={"programmes": programmes, "organisation": source})


def _resolved(interventions: tuple[Intervention, ...], scenario: Scenario) -> Iterator[Intervention]:
    taken = {intervention.name for intervention in interventions if intervention.name}
    for intervention in interventions:
        name = intervention.name or _free(intervention.kind, taken)
        taken.add(name)
        begin = Moment(scenario.date(intervention.start.workday(scenario.start)))
        start = intervention.start.model_copy(update={"not_before": begin})
        yield intervention.model_copy(update={"name": name, "start": start})


def _free(kind: str, taken: set[str]) -> str:
    """The kind, numbered from the second one on."""
    candidates = [kind, *(f"{kind} {number}" for number in range(2, len(taken) + 3))]
    return next(name for name in candidates if name not in taken)


TIMESTAMP = next(
    pattern for tag, pattern in yaml.SafeDumper.yaml_implicit_resolvers["2"] if tag == "tag:yaml.org,2002:timestamp"
)
"""What other readers of YAML take for a point in time."""


class _Dumper(yaml.SafeDumper):
    """Dates need no quotes, because scenarios read them as texts; other readers must find the same texts and names."""

    def represent_scalar(self, tag: str, value: Any, style: str | None = None) -> yaml.ScalarNode:  # noqa: ANN401
        """Put a text in quotes that other readers would take for a point in time, or whose ends look like spaces."""
        moment = isinstance(value, str) and TIMESTAMP.match(value) and not _is_date(value)
        padded = isinstance(value, str) and odd_space(value[:1] + value[-1:])
        return super().represent_scalar(tag, value, "'" if moment or padded else style)

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:  # noqa: ANN401
        """Put names in quotes that look like dates."""
        node = super().represent_mapping(tag, mapping, flow_style)
        for key, _ in node.value:
            if TIMESTAMP.match(key.value):
                key.style = "'"
        return node

    def ignore_aliases(self, _data: object) -> bool:
        """Equal values are written twice rather than linked."""
        return True


def _is_date(text: str) -> bool:
    """Whether a text is a date as scenarios write it."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
for _tag, _pattern, _first in LITERALS:
    # A text that scenarios would read as something else, such as 0E0, is put in quotes.
    _Dumper.add_implicit_resolver(_tag, re.compile(f"(?:{_pattern})\\Z"), [*_first] if _first else None)


def dump(scenario: Scenario) -> str:
    """The scenario as YAML with every default written; `esnsim.scenario.load` reads back an equal scenario."""
    text: str = yaml.dump(scenario.content(), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=LINE_WIDTH)
    return text


def digest(scenario: Scenario) -> str:
    """SHA-256 of what the scenario says in full, the same however briefly it was written.

    Files of an imported organisation and of plausible models count by their names only: where they lie changes no
    result, and what they hold is covered by digests of their own.
    """
    content = resolve(scenario).content()
    if files := content["organisation"].get("import"):
        ties = files["ties"]
        files["people"] = PurePath(files["people"]).name
        files["ties"] = PurePath(ties).name if isinstance(ties, str) else [PurePath(path).name for path in ties]
    if isinstance(models := content["uncertainty"], dict):
        models["members"] = PurePath(models["members"]).name
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
