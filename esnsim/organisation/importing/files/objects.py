"""Tables and org charts in JSON: lists of objects, lines of objects, and people who hold those who report to them.

ODD element: input data.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from esnsim.organisation.importing.files.grid import CellGrid
from esnsim.organisation.importing.files.sheets import as_text
from esnsim.organisation.importing.findings import Findings
from esnsim.organisation.importing.headers import plain_heading, speaks_of_people

_BELOW = """
    children reports direct_reports directreports subordinates employees team members people staff nodes
"""
BELOW = frozenset(_BELOW.split())
"""Names under which a chart holds those who report to somebody."""
LISTS = ("employees", "people", "users", "value", "data", "items", "results", "records", "rows", "nodes", "members")
EDGES = ("links", "edges", "ties")
"""Names under which a document holds the list that matters, the likeliest first."""
IDS = ("id", "employee_id", "person_id", "user_id", "key", "email", "name", "label", "title")
ABOVE = "manager"
"""The column of whoever somebody stands under in a chart."""
DEEPEST = 200


def looks_like_objects(text: str) -> bool:
    """Whether a text is JSON, or lines of it."""
    head = text[:200].lstrip()
    return head.startswith(("{", "[{", "[\n", "[ ", "[]", "[["))


def read_objects(text: str, file: str, findings: Findings, *, of_ties: bool) -> tuple[CellGrid, str]:
    """The cells of a document, and what it is in words.

    Raises:
        OrganisationError: it is no JSON, or holds no list of people or ties.
    """
    try:
        content = json.loads(text)
        words = "JSON"
    except json.JSONDecodeError as error:
        content = _lines(text, file, error, findings)
        words = "JSON lines"
    except RecursionError:
        findings.stop(file, "is JSON of objects inside each other too deep for an organisation")
    found = _list_in(content, of_ties=of_ties)
    if not found:
        findings.stop(file, "is JSON without a list of objects; write a list with an object for each person or tie")
    if not of_ties and (below := _name_below(found)):
        rows = list(_flattened(found, below, file, findings))
        return _as_grid(rows), f"an org chart in {words}, of people who hold those under '{below}' who report to them"
    return _as_grid([_plain(each) for each in found]), f"a list of objects in {words}"


def _lines(text: str, file: str, error: json.JSONDecodeError, findings: Findings) -> list[Any]:
    """The objects of a text with one on each line."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found.append(json.loads(line))
        except (json.JSONDecodeError, RecursionError):
            if not found:
                findings.stop(f"{file}:{error.lineno}", f"is no JSON ({error.msg} in column {error.colno})")
            findings.refuse(f"{file}:{number}", "is no object in JSON", "no JSON")
    findings.check()
    return found


def _list_in(content: Any, *, of_ties: bool) -> list[Mapping[str, Any]]:  # noqa: ANN401 - whatever the file says
    """The list of objects that a document is about."""
    if isinstance(content, list):
        return [each for each in content if isinstance(each, dict)]
    if not isinstance(content, dict):
        return []
    by_name = {plain_heading(name): value for name, value in content.items()}
    for name in (*EDGES, *LISTS) if of_ties else LISTS:
        if isinstance(by_name.get(name), list) and any(isinstance(each, dict) for each in by_name[name]):
            own = {plain_heading(each) for each in content} & set(IDS)
            if own and not of_ties and name in BELOW:
                return [content]
            return [each for each in by_name[name] if isinstance(each, dict)]
    return [content] if _name_below([content]) else []


def _name_below(objects: Sequence[Mapping[str, Any]]) -> str:
    """Under which name objects hold lists of others like them; nothing if they hold none."""
    for each in objects:
        for name, value in each.items():
            is_list = isinstance(value, list) and any(isinstance(one, dict) for one in value)
            if is_list and plain_heading(name) in BELOW:
                return name
    return ""


def _flattened(
    objects: Sequence[Mapping[str, Any]], below: str, file: str, findings: Findings
) -> Iterator[dict[str, str]]:
    """The people of a chart one by one, each with whom they stand under, from the top down."""
    name = _id_of(objects[0])
    if not name:
        findings.stop(file, f"is an org chart of people without an id; each needs one of {', '.join(IDS[:7])}")
    level: list[tuple[Mapping[str, Any], str]] = [(each, "") for each in objects]
    for _ in range(DEEPEST):
        following: list[tuple[Mapping[str, Any], str]] = []
        for each, above in level:
            person = as_text(each.get(name))
            plain = _plain({key: value for key, value in each.items() if key != below})
            yield plain if any(plain_heading(key) == ABOVE for key in plain) else {**plain, ABOVE: above}
            following += [(one, person) for one in each.get(below) or [] if isinstance(one, dict)]
        level = following
    if level:
        findings.stop(file, f"is an org chart deeper than {DEEPEST} levels")


def _id_of(person: Mapping[str, Any]) -> str:
    """The name of the entry that holds the id of a person."""
    by_name = {
        plain_heading(name): name for name in reversed(list(person)) if not isinstance(person[name], list | dict)
    }
    usual = next((by_name[each] for each in IDS if each in by_name), "")
    return usual or next((name for name in by_name.values() if speaks_of_people(name)), "")


def _plain(entry: Mapping[str, Any]) -> dict[str, str]:
    """An object as columns: what is inside of others is named by both, lists of words are put together."""
    found: dict[str, str] = {}
    for name, value in entry.items():
        if isinstance(value, dict):
            found |= {f"{name}.{inner}": cell for inner, cell in _plain(value).items()}
        elif isinstance(value, list):
            if not any(isinstance(one, list | dict) for one in value):
                found[name] = "; ".join(map(as_text, value))
        else:
            found[name] = as_text(value)
    return found


def _as_grid(rows: Sequence[Mapping[str, str]]) -> CellGrid:
    """Rows of named values as cells below a header; the line is the number of the object."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = [[name, *(row.get(name, "") for row in rows)] for name in names]
    return CellGrid(columns, range(len(rows) + 1))
