"""What every story needs."""

from commands import esnsim, finished_run, ran, story

__all__ = ["esnsim", "finished_run", "ran", "story"]
