"""What a command answers the shell with; kept by itself, so that Ctrl-C is heeded before the command line is there."""

REFUSED = 2
"""What was asked cannot be done, as for wrong options."""
INTERRUPTED = 130
"""After Ctrl-C, as shells have it."""
TERMINATED = 143
"""After a request to end (SIGTERM), as shells have it."""
