"""Many runs: every programme in every replicate, each computed once, compared with the same random numbers."""

# Names are imported when they are first used: a worker process needs few of them, and no pandas.
import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
