"""What is done about it: interventions pull levers, appoint people to roles and add ties, and nothing else.

To add a kind on existing levers: write its file, add its class to `KINDS`, write one scenario; the contract tests
find it by themselves.
"""

from esnsim.interventions.ambassadors import Ambassadors
from esnsim.interventions.campaign import Campaign
from esnsim.interventions.case_studies import CaseStudies
from esnsim.interventions.champion_team import ChampionTeam
from esnsim.interventions.community_management import CommunityManagement
from esnsim.interventions.early_wins import EarlyWins
from esnsim.interventions.incentives import Incentives
from esnsim.interventions.integration import Integration
from esnsim.interventions.kind import Kind, Progress
from esnsim.interventions.leader_presence import LeaderPresence
from esnsim.interventions.listening import Listening
from esnsim.interventions.mandate import Mandate
from esnsim.interventions.onboarding import Onboarding
from esnsim.interventions.pilot import Pilot
from esnsim.interventions.policy import Policy
from esnsim.interventions.process_integration import ProcessIntegration
from esnsim.interventions.reactivation import Reactivation
from esnsim.interventions.recognition import Recognition
from esnsim.interventions.scene import Pull, Scene
from esnsim.interventions.senior_training import SeniorTraining
from esnsim.interventions.training import Training
from esnsim.interventions.trust_building import TrustBuilding

KINDS: tuple[type[Kind], ...] = (
    Ambassadors,
    Campaign,
    CaseStudies,
    ChampionTeam,
    CommunityManagement,
    EarlyWins,
    Incentives,
    Integration,
    LeaderPresence,
    Listening,
    Mandate,
    Onboarding,
    Pilot,
    Policy,
    ProcessIntegration,
    Reactivation,
    Recognition,
    SeniorTraining,
    Training,
    TrustBuilding,
)
"""Every kind of intervention a scenario may use."""

__all__ = ["KINDS", "Kind", "Progress", "Pull", "Scene"]
