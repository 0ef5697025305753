"""One module for each kind of export: how it is recognised, what it says, and what cannot be known from it."""
