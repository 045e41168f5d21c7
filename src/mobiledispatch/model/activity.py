"""One line of a therapist's day."""

from dataclasses import dataclass

from mobiledispatch.model.clock import Seconds


@dataclass(frozen=True, slots=True)
class Activity:
    """What a therapist does from `begins` to `ends`: leave, drive, break, wait, setup, massage, teardown or back.

    `visit` is the one that is served, driven to or waited for; None for leaving, breaks, and the way home.
    """

    kind: str
    begins: Seconds
    ends: Seconds
    visit: str | None = None

    @property
    def minutes(self) -> int:
        """Whole minutes between the two times as they are written, so that what is printed adds up."""
        return self.ends // 60 - self.begins // 60
