"""Loads modules, steps, trainings and cases from fixtures as pages.

What an editor changed since is never overwritten: the load record of a page keeps the revision that
was loaded and a hash of its content; a page whose latest revision says something else, draft or not,
is left alone and reported. An unchanged source makes no new revision.
"""

from modules.load.content import content_hash
from modules.load.pages import load
from modules.load.validation import validate

__all__ = [
    "content_hash",
    "load",
    "validate",
]
