"""What is done about it: interventions pull levers, appoint people to roles and add ties, and nothing else.

To add a kind on existing levers: write its file in `kinds`, add its class to `KINDS` there, write one scenario; the
contract tests find it by themselves. To add one without touching the package: `register` its class, or offer it as an
entry point (see `registry`).
"""

from esnsim.interventions.charge import Charge, Per
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.kinds import KINDS
from esnsim.interventions.registry import kind_word, kinds, register
from esnsim.interventions.scene import Pull, Scene

__all__ = ["KINDS", "Charge", "Kind", "Per", "Progress", "Pull", "Scene", "kind_word", "kinds", "register"]
