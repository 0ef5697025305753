"""What runs say of what was not run: intervals of means, bands of single runs, comparisons with the best.

Each procedure says in its docstring what it promises; ``python -m benchmarks.certainty`` measures whether it keeps it.
"""
