"""What of the use of a network is to be counted with an intervention: work that it moved, and writing in paid hours.

Both are counted at the weekly look, from the day before.

ODD element: submodel (observation).
"""

from __future__ import annotations

import numpy as np

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.scene import Mask, Scene


def promised(each: Kind, progress: Progress) -> Mask:
    """Who has promised the intervention to write, as ambassadors, leaders and community managers do; shape (n,).

    Args:
        each: The intervention.
        progress: How far it has come.
    """
    found = np.zeros(progress.pulled.people, np.bool_)
    if each.hours_hold_writing:
        for lever in ("duty_posts", "duty_replies"):
            if lever in progress.pulled.columns:
                found |= progress.pulled.columns[lever] > 0.0
    return found


def own_writing(each: Kind, progress: Progress, scene: Scene) -> tuple[float, float]:
    """Posts and replies a week by people whose writing is in the hours of the intervention.

    They are those who have promised to write; a day's count stands for the week.

    Args:
        each: The intervention.
        progress: How far it has come; what it pulls is still that of the last week.
        scene: Yesterday's world.
    """
    people, writes = scene.world.people, promised(each, progress)
    posts, replies = (int(column[writes].sum()) for column in (people.posts, people.replies))
    return float(posts * WORKDAYS_A_WEEK), float(replies * WORKDAYS_A_WEEK)


def moved_share(each: Kind, progress: Progress, scene: Scene) -> float:
    """Share of everybody's visits that are made for work that the intervention has moved there, 0 to 1.

    With a reminder of c log-odds a visit has chance p; without it, chance p exp(-c)/(1 - p + p exp(-c)). What is
    between the two is made for the work that moved. How often those come whose work moved is told by how many of them
    who came in the last week came yesterday.

    Args:
        each: The intervention.
        progress: How far it has come; what it pulls is still that of the last week.
        scene: Yesterday's world.
    """
    cue = progress.pulled.columns.get("prompt") if each.moves_work else None
    if cue is None:
        return 0.0
    visited, moved = scene.world.people.visited, cue > 0.0
    came, lately = visited == scene.day - 1, visited >= scene.day - WORKDAYS_A_WEEK
    if not (came & moved).any():
        return 0.0
    chance = (came & moved).sum() / (lately & moved).sum()
    without = np.exp(-cue[came & moved])
    gone = (1.0 - chance) * (1.0 - without) / np.maximum(1.0 - chance + chance * without, np.finfo(float).tiny)
    return float(gone.sum() / came.sum())
