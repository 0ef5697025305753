"""What is done about it: interventions pull levers, appoint people to roles and add ties, and nothing else.

To add a kind on existing levers: write its file, add its class to `KINDS`, write one scenario; the contract tests
find it by themselves.
"""

from esnsim.interventions.ambassadors import Ambassadors
from esnsim.interventions.campaign import Campaign
from esnsim.interventions.community_management import CommunityManagement
from esnsim.interventions.incentives import Incentives
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.leader_presence import LeaderPresence
from esnsim.interventions.mandate import Mandate
from esnsim.interventions.onboarding import Onboarding
from esnsim.interventions.process_integration import ProcessIntegration
from esnsim.interventions.scene import Pull, Scene
from esnsim.interventions.senior_training import SeniorTraining
from esnsim.interventions.training import Training

KINDS: tuple[type[Kind], ...] = (
    Ambassadors,
    Campaign,
    CommunityManagement,
    Incentives,
    LeaderPresence,
    Mandate,
    Onboarding,
    ProcessIntegration,
    SeniorTraining,
    Training,
)
"""Every kind of intervention a scenario may use."""

__all__ = ["KINDS", "Kind", "Progress", "Pull", "Scene"]
