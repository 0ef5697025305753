"""A field to slide a number: the browser's own, which keyboards move and screen readers say."""

from __future__ import annotations

from shiny import ui


def range_field(name: str, label: str, low: float, high: float, value: float, step: float = 1.0) -> ui.Tag:
    """A number that is slid, with what it is at the moment beside its label.

    Args:
        name: Of the input.
        label: What it is, with its unit.
        low: Lowest value.
        high: Highest value.
        value: Where it stands at first.
        step: Between two values.
    """
    ends = {"min": f"{low:g}", "max": f"{high:g}", "step": f"{step:g}", "value": f"{value:g}"}
    return ui.div(
        ui.tags.label(label, **{"for": name}),
        ui.tags.output(f"{value:g}", **{"for": name}),
        ui.tags.input(type="range", id=name, class_="range", **ends),
        class_="range-field",
    )
