"""Many people answering one assessment at once. `python -m tests.load --help` says how.

What was acknowledged is then looked for in the database, and the seconds are compared with those
of a bare view in the same run. docs/performance.md holds the figures.
"""
