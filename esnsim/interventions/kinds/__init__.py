"""The kinds of intervention that come with esnsim, each in a file of its own or beside the one it shares most with."""

from esnsim.interventions.kind import Kind
from esnsim.interventions.kinds.ambassadors import Ambassadors
from esnsim.interventions.kinds.campaign import Campaign
from esnsim.interventions.kinds.case_studies import CaseStudies
from esnsim.interventions.kinds.champion_team import ChampionTeam
from esnsim.interventions.kinds.community_management import CommunityManagement
from esnsim.interventions.kinds.early_wins import EarlyWins
from esnsim.interventions.kinds.incentives import Incentives
from esnsim.interventions.kinds.integration import Integration
from esnsim.interventions.kinds.leader_presence import LeaderPresence
from esnsim.interventions.kinds.listening import Listening
from esnsim.interventions.kinds.mandate import Mandate
from esnsim.interventions.kinds.onboarding import Onboarding
from esnsim.interventions.kinds.pilot import Pilot
from esnsim.interventions.kinds.policy import Policy
from esnsim.interventions.kinds.process_integration import ProcessIntegration
from esnsim.interventions.kinds.reactivation import Reactivation
from esnsim.interventions.kinds.recognition import Recognition
from esnsim.interventions.kinds.training import SeniorTraining, Training
from esnsim.interventions.kinds.trust_building import TrustBuilding

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
"""Every kind that comes with esnsim, by the alphabet."""

__all__ = ["KINDS"]
