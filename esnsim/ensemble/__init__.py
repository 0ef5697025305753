"""Plausible models: sets of constants that reproduce what is known about as well as the defaults do.

Nobody knows the constants of behaviour exactly, and an answer that rests on one set of them is surer than it may be. So
every replicate of a run draws one member of this ensemble and, where the organisation is generated, one organisation.

ODD element: stochasticity, parameters of the submodels.
"""
