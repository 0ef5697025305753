"""The rules of behaviour: pure functions of a person, their surroundings and the constants.

Every rule takes small named tuples of scalars and returns scalars; none knows arrays, days or other people. The
order in which a day asks them is written once, in ``esnsim.simulation.people_step``:

1. *influence* and *reading*: what does the person perceive, and what is the network worth to them?
2. *adoption*: those outside try it, or come back; those whose trial ends judge it; users may give it up.
3. *reading*: do they visit today?
4. *contribution*: if so, how much do they post, reply and react?
5. *feedback*, *habit*, *beliefs*: what does the day leave behind?

ODD elements: submodels, and process overview and scheduling.
"""
