"""The one clock of the server: whole seconds since 1970 and the UTC day. Nothing else reads the time of day."""

import datetime as dt
import time


def now() -> int:
    """Seconds since 1970-01-01 UTC, whole."""
    return int(time.time())


def today() -> dt.date:
    """The UTC day of `now()`: the finest time kept about a person's use."""
    return dt.datetime.fromtimestamp(now(), dt.UTC).date()
