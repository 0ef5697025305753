# The public names and their homes: read by type checkers, and by lazy_loader when a name is first used.
from .agents import Ambassador as Ambassador
from .agents import CommunityManager as CommunityManager
from .agents import Employee as Employee
from .agents import EsnModel as EsnModel
from .agents import Leader as Leader
from .experiments import Experiment as Experiment
from .experiments import Sweep as Sweep
from .experiments import compare as compare
from .experiments import load_plan as load_plan
from .experiments import points_of as points_of
from .experiments import read_sweep as read_sweep
from .experiments import sweep as sweep
from .interventions import register as register
from .organisation import Organisation as Organisation
from .organisation import describe as describe
from .organisation import generate as generate
from .scenario import Scenario as Scenario
from .scenario import load as load
from .simulation.run import Run as Run
from .simulation.simulate import Prepared as Prepared
from .simulation.simulate import prepare as prepare
from .simulation.simulate import simulate as simulate

__version__: str
