"""How a network is found that has been used for years: run in, waited for, rehearsed."""
