"""The map of units as a film: the rung of everybody, every four weeks."""

from __future__ import annotations

from pathlib import Path

from matplotlib.animation import AbstractMovieWriter, FFMpegWriter, PillowWriter
from matplotlib.backends.backend_agg import FigureCanvasAgg

from esnsim.analysis.person_level import Gallery
from esnsim.atomic_file import whole_file
from esnsim.report.figures.map import ACROSS, draw_map, frame_of, labels_of, layout, map_key
from esnsim.report.layout.frame import head_of, panel_head
from esnsim.report.layout.page import Heading, page, panel_width
from esnsim.report.style import styled

TALL = 5.2
A_SECOND = 4
"""Pictures a second."""
LAST = 8
"""How often the last picture is shown, so that it can be looked at."""
DOTS = 80


def write_film(gallery: Gallery, path: Path, programme: str | None = None) -> Path:
    """Write a film of the map of units, one panel a programme.

    Args:
        gallery: Portraits of an experiment.
        path: Where to; the ending says how, ``.gif`` or ``.mp4``, which takes ffmpeg.
        programme: Only this programme, None for all.
    """
    shown = {name: runs for name, runs in gallery.portraits.items() if programme in (None, name)}
    weeks = next(iter(shown.values()))[0].weeks
    spots = layout(gallery.branches)
    labels = labels_of(gallery.branches, spots, min(TALL, panel_width()) / ACROSS)
    what = "Units by their people, coloured by their rungs"
    frame = frame_of(gallery, "How many people are on which rung?", what, map_key(gallery.branches, labels))
    kind = FFMpegWriter if path.suffix.lower() == ".mp4" else PillowWriter
    writer: AbstractMovieWriter = kind(fps=A_SECOND)
    with whole_file(path) as unfinished, styled():
        made = page(frame, [Heading(name, "start") for name in shown], tall=TALL)
        FigureCanvasAgg(made.figure)
        with writer.saving(made.figure, str(unfinished), DOTS):
            for nth in [*range(len(weeks)), *[len(weeks) - 1] * LAST]:
                for axes, (name, runs) in zip(made.panels, shown.items(), strict=True):
                    axes.clear()
                    draw_map(axes, gallery.branches, spots, runs, nth, labels)
                    panel_head(axes, head_of(name, f"week {weeks[nth]}" if nth else "start", panel_width()))
                writer.grab_frame()
    return path
