"""The description of the model in ODD form (2020): a text with tables that are read off the code.

`describe_model` fills in the tables, so that they cannot say anything else than the code does; docs/model.md is what it
returns.
"""

from esnsim.odd.describe import describe_model

__all__ = ["describe_model"]
