"""A report of an experiment, put together."""

from __future__ import annotations

from pathlib import Path

from esnsim.analysis.person_level import Gallery
from esnsim.experiments.results.misfit import misfit, misfit_sentence
from esnsim.report.document.content import Briefing
from esnsim.report.document.outcome import (
    curves,
    decision_section,
    differences_section,
    knowing_section,
    ladder,
    programmes_section,
)
from esnsim.report.document.people import activity, inequality_section, money, moved, units
from esnsim.report.document.provenance import files, provenance, question_section, trust
from esnsim.report.document.summary import all_fit, special, summary_sheet
from esnsim.report.text.answers import best_sentence, headline
from esnsim.report.text.caveat import caveat
from esnsim.report.text.notes import notes
from esnsim.report.text.provenance import origin


def briefing(gallery: Gallery, folder: Path | None = None, command: str = "") -> Briefing:
    """The whole report of an experiment.

    Args:
        gallery: Portraits of its runs.
        folder: Its output folder, which says how its runs came about; None if it has none.
        command: The command that asked for the report.
    """
    experiment = gallery.experiment
    scenario = experiment.scenario
    more = [f"{best}." for best in [best_sentence(experiment)] if best]
    more += [caveat(experiment)] if experiment.others else []
    more += [
        f"{sentence}." for sentence in [misfit_sentence(misfit(experiment), experiment.scenario.replicates)] if sentence
    ]
    more += [f"Note: {sentence}." for sentence in notes(experiment)]
    sections = [
        *([decision_section(experiment)] if not all_fit(experiment) else []),
        ladder(experiment),
        curves(experiment),
        *([differences_section(experiment), knowing_section(experiment)] if experiment.others else []),
        programmes_section(experiment),
        moved(gallery),
        units(gallery),
        inequality_section(gallery),
        activity(gallery),
        money(experiment),
        *([files(experiment.about.imported)] if experiment.about.imported else []),
        trust(experiment),
        question_section(experiment),
        provenance(experiment, folder, command),
    ]
    answer = headline(experiment) if experiment.others else "One programme was run, so there is nothing to compare."
    sheet = summary_sheet(experiment) if experiment.others else None
    more += special(experiment) if experiment.others else []
    return Briefing(scenario.name, scenario.question, answer, more, origin(experiment), sections, sheet)
