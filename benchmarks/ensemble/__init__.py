"""How the ensemble of plausible models is found: history matching on facts and effects, in waves."""
