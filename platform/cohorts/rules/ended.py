"""How long a practice trainer looks after a group that has ended."""

import datetime as dt

# The region's trainer keeps four weeks after a training (roles.yaml); a practice trainer has no term of her own
# there, so hers is the same: long enough to sign off what was handed in on the last day.
AFTERWARDS = dt.timedelta(weeks=4)


def is_looked_after(ends: dt.date | None, today: dt.date) -> bool:
    """Does a group with this last day still have a trainer who sees its people? The twenty-eighth day counts."""
    return ends is None or today <= ends + AFTERWARDS
