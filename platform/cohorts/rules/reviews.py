"""When a trainer gets a mail about what waits for her."""

import datetime as dt

DIGEST = dt.timedelta(days=1)
AT_LEAST_APART = dt.timedelta(minutes=15)


def may_mail(*, waited_before: int, last_made: dt.datetime | None, was_sent: bool, now: dt.datetime) -> bool:
    """Does another assignment in her queue deserve a mail?

    Not while the last one is still on its way, nor within a quarter of an hour of it. While others waited
    already, one a day at most: whoever has not looked yet is not told again and again.
    """
    if last_made is None:
        return True
    if not was_sent or now - last_made < AT_LEAST_APART:
        return False
    return waited_before == 0 or now - last_made >= DIGEST
