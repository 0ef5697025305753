"""Which plausible models fit what was counted in one organisation: the ensemble narrowed to its weeks.

History matching rules out models in waves, with an emulator for each summary of the weeks; approximate Bayesian
computation with regression adjustment makes of the models that are left an ensemble in which those that fit are
frequent.
"""
