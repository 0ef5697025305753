"""esnsim: how an enterprise social network is adopted inside an organisation.

A *scenario* is resolved into an *organisation* (people and ties) and *programmes* (interventions); a *simulation*
takes everybody workday by workday through the *rules* of behaviour, pulled by the programme's *levers* and decided by
addressed *random numbers*; it yields a *run*; runs of several programmes and replicates make an *experiment*; *reports*
read runs.

::

    import esnsim

    scenario = esnsim.load("scenarios/launch.yaml")
    experiment = esnsim.compare(scenario, replicates=10)
    experiment.compare("reader")

Five laws hold the design together, each with tests:

1. A person reads yesterday's feed and today's levers, and writes only their own row.
2. Every random number has one address (key, person, day, draw, nth) and decides one thing.
3. Rules know no arrays, levers know no rules, runs know no pictures.
4. Whatever a scenario leaves out is filled in before the simulation starts, and can be printed.
5. A name means one thing in the scenario file, the code, the results and the report.
"""

# Names are imported when they are first used, so that `esnsim --help` answers fast.
import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
