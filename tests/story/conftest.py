"""What every story needs."""

from commands import esnsim, story

__all__ = ["esnsim", "story"]
