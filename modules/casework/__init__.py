"""Branching cases: what an author wrote (script), how it is played (rules), what is wrong with it (checker)."""
