"""An assessment in sentences and tables, for whoever prints them."""

from __future__ import annotations

from esnsim.usage.assessing.assessment import Assessment
from esnsim.usage.writing.group_sections import cold_section, groups_section, movement_section
from esnsim.usage.writing.judged_sections import benchmarks_section, bottleneck_section, files_section, limits_section
from esnsim.usage.writing.section import UsageSection
from esnsim.usage.writing.use_sections import (
    answers_section,
    communities_section,
    ladder_section,
    unequal_section,
    weeks_section,
)


def usage_sections(found: Assessment) -> list[UsageSection]:
    """All parts of an assessment that have anything to say."""
    parts = (
        ladder_section,
        bottleneck_section,
        weeks_section,
        groups_section,
        cold_section,
        answers_section,
        unequal_section,
        communities_section,
        movement_section,
    )
    sections = [part(found) for part in (*parts, benchmarks_section, limits_section, files_section)]
    return [section for section in sections if section is not None]
