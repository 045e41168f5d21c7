"""Offers that need the day in another order, as this desk has told them: only such may be taken without --deep.

Whoever names a start that nobody was offered gets it if it is free, and is told of a conflict if it is not: the day is
not put in another order because somebody was a moment late.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from mobiledispatch.desk.inquiry import Asked
from mobiledispatch.desk.offer import RESHUFFLE, Offer

FILE_NAME = "offered.json"
MOST = 2_000


class Offered:
    """Reshuffled offers by caller, start and revision of the day. A file that cannot be kept only costs a --deep."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE_NAME

    def keep(self, asked: Asked, offers: Iterable[Offer], revisions: dict[str, int]) -> None:
        reshuffled = [o for o in offers if o.kind == RESHUFFLE]
        told = [_key(asked, str(o.date), o.start, o.therapist, revisions[str(o.date)]) for o in reshuffled]
        if not told:
            return
        from mobiledispatch.disk.whole_file import private_folder, save_whole

        try:
            private_folder(self.file.parent)
            save_whole(self.file, msgspec.json.encode([*self._known(), *told][-MOST:]).decode())
        except OSError:
            return

    def holds(self, asked: Asked, date: str, start: int, therapist: str, revision: int) -> bool:
        """Was this start offered to this caller on the day as it still stands?"""
        return _key(asked, date, start, therapist, revision) in self._known()

    def _known(self) -> list[str]:
        try:
            return msgspec.json.decode(self.file.read_bytes(), type=list[str])
        except (OSError, msgspec.MsgspecError):
            return []


def _key(asked: Asked, date: str, start: int, therapist: str, revision: int) -> str:
    place, wish = asked.location.place, asked.caller.request
    what = f"{place.lat:.6f},{place.lon:.6f} {'>'.join(wish.techniques)} {wish.minutes}"
    return f"{date} {revision} {start} {therapist} {what}"
