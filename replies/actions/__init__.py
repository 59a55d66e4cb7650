"""Layer 3: the only code that changes a state. One module a stage, one function a verb.

Every function takes `by` (a user) and `at` (an aware time), asks access.py, then the workflow table, then writes
the state and its event in one transaction. Use it from pages, admin, commands and imports alike.
"""
