"""What to do for the money: the best plan that some levers make within a budget and hours, and how sure that is."""

from esnsim.analysis.planning.answer import PlanAnswer, PlanResult
from esnsim.analysis.planning.levers import PlanLever, read_levers, usual_levers
from esnsim.analysis.planning.study import PlanQuestion, find_plan

__all__ = ["PlanAnswer", "PlanLever", "PlanQuestion", "PlanResult", "find_plan", "read_levers", "usual_levers"]
