"""What a user can mend: each kind of bad news owns its sentence and its exit code (README, Commands)."""

from collections.abc import Iterable


class MobiledispatchError(Exception):
    """Base of everything that the command line reports as one clear sentence instead of a traceback."""

    exit_code = 1


class BadInput(MobiledispatchError):
    """Input that cannot be understood. `complaints` holds every fault found in one run, one sentence each."""

    exit_code = 2

    def __init__(self, complaints: str | Iterable[str]) -> None:
        self.complaints = (complaints,) if isinstance(complaints, str) else tuple(complaints)
        super().__init__("\n".join(self.complaints))


class NothingAsked(MobiledispatchError):
    """The input is sound, and holds nothing of what was asked for."""

    exit_code = 3


class Conflict(MobiledispatchError):
    """Somebody else took the slot first."""

    exit_code = 4


class RuleBroken(MobiledispatchError):
    """A plan breaks a rule; nobody may act on it."""

    exit_code = 5


class ServiceDown(MobiledispatchError):
    """An outside service failed: slow, refusing, or talking nonsense. Never the same news as "not found"."""

    exit_code = 6


class MachineUnfit(MobiledispatchError):
    """This machine lacks something the program needs."""

    exit_code = 7
