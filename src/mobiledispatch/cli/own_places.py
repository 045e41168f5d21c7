"""What `geocode` does for a practice's own places: address files taken in, and places set by hand."""

import os
from pathlib import Path

from mobiledispatch.geocode.answer import Query


def taken_in(file: Path, practice: Path | None) -> str:
    """Import an address file into the practice's memory; what to tell about it."""
    from mobiledispatch.geocode.address_file import import_addresses
    from mobiledispatch.geocode.chain import today
    from mobiledispatch.intake.practice_file import read_practice
    from mobiledispatch.intake.practice_place import find_practice
    from mobiledispatch.locating import open_memory, region_of

    path = find_practice(Path.cwd(), os.environ, practice)
    taken, passed = import_addresses(file, open_memory(path), today(), region_of(path, read_practice(path)))
    kept = taken.addresses - taken.new - taken.changed
    lines = [
        f"{taken.addresses} addresses of {file.name} were taken in: {taken.new} new, {taken.changed} changed, "
        f"{kept} as they were."
    ]
    if passed.count:
        kinds = ", ".join(f"{number} {reason}" for reason, number in passed.count.most_common())
        lines += [f"{passed.count.total()} lines were passed over ({kinds}), such as:", *passed.examples]
    return "\n".join(lines)


def set_by_hand(words: list[str], practice: Path | None, requests: Path | None) -> str:
    """Remember a place for good; what to tell about it. BadInput for words that are no place, or an address unknown."""
    from mobiledispatch.geocode.by_hand import Pin, set_place
    from mobiledispatch.geocode.chain import today
    from mobiledispatch.intake.practice_file import read_practice
    from mobiledispatch.intake.practice_place import find_practice
    from mobiledispatch.locating import open_memory, region_of

    path = find_practice(Path.cwd(), os.environ, practice)
    pin = Pin.of(words, region_of(path, read_practice(path)))
    query = query_of(pin.name, requests or path.parent / "requests.csv", must_exist=requests is not None)
    where = set_place(pin, query, open_memory(path), today())
    return f"{where.normalized} is at {where.place.lat:.5f}, {where.place.lon:.5f} from now on, set by hand."


def query_of(name: str, requests: Path, must_exist: bool) -> Query:
    """The address of the request with that id, where the file has one; else the words themselves."""
    from mobiledispatch.cli.geocode import read_file

    rows = read_file(requests) if must_exist or requests.is_file() else []
    return next((query for row, query in rows if row == name), Query(name))
