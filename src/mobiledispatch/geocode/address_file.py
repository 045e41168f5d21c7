"""A user's own address file: the City's parcel addresses, StatCan's National Address Register, or any CSV like them.

Columns are known by their usual names: a house number and a street (or one column `address`), latitude and longitude.
"""

import csv
import datetime
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import IO

from mobiledispatch.errors import BadInput
from mobiledispatch.geocode.address_columns import Columns
from mobiledispatch.geocode.answer import Query, Refused
from mobiledispatch.geocode.chain import one_name
from mobiledispatch.geocode.memory import Memory, TakenIn
from mobiledispatch.geocode.parse import parse
from mobiledispatch.geocode.region import AROUND_EDMONTON, Region
from mobiledispatch.geocode.towns import EDMONTON
from mobiledispatch.model.place import Location, Quality

ROOFTOP_RADIUS = 25.0
"""Metres: a parcel's point stands within this of the door nine times in ten (judged by a city lot, 15 x 40 m)."""
MOST_FAULTS = 1_000
EXAMPLES = 3
BEYOND = "outside the service area"

_HOUSE = re.compile(r"(\d{1,6})(?:\.0)?([A-Za-z]?)")


@dataclass(slots=True)
class PassedOver:
    """Lines that were not taken in though nothing is wrong with them: how many for which reason, and a few of each."""

    count: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def add(self, reason: str, line: int, text: str) -> None:
        self.count[reason] += 1
        if self.count[reason] <= EXAMPLES:
            self.examples.append(f"line {line}: {text!r}: {reason}")


def import_addresses(
    path: Path, memory: Memory, found_on: datetime.date, region: Region = AROUND_EDMONTON
) -> tuple[TakenIn, PassedOver]:
    """Remember every address of the file at grade `rooftop`, all at once or, where a row is faulty, none.

    BadInput names every faulty row with its column, value and cure. A line without a civic address (a lot, a park), or
    one beyond `region`, is no fault: it is passed over and counted. Of an address that stands twice, the last counts.
    """
    passed = PassedOver()
    return memory.take_in(read_addresses(path, region, passed), found_on), passed


def read_addresses(path: Path, region: Region, passed: PassedOver) -> Iterator[tuple[str, Location]]:
    """The places of an address file by memory key, line by line. BadInput at the end names every fault."""
    faults: list[str] = []
    try:
        with path.open(newline="", encoding="utf-8-sig") as lines:
            reader = csv.reader(lines, delimiter=_delimiter(lines))
            columns = Columns.of(path.name, next(reader, []))
            for row in reader:
                if not any(row):
                    continue
                try:
                    taken = _read(columns, row, reader.line_num, region, passed)
                except ValueError as fault:
                    faults += (f"{path.name}, line {reader.line_num}, {one}" for one in str(fault).splitlines())
                    continue
                if taken and not faults:
                    yield taken
    except (OSError, UnicodeDecodeError, csv.Error) as trouble:
        raise BadInput(f"{path}: {trouble}. Give a CSV file in UTF-8.") from trouble
    if faults:
        more = [f"and {len(faults) - MOST_FAULTS} faults more of these kinds."] if len(faults) > MOST_FAULTS else []
        raise BadInput([*faults[:MOST_FAULTS], *more, f"Nothing of {path.name} was taken in."])


def _delimiter(lines: IO[str]) -> str:
    header = lines.readline()
    lines.seek(0)
    return max(",;\t", key=header.count)


def _read(
    columns: Columns, row: Sequence[str], line: int, region: Region, passed: PassedOver
) -> tuple[str, Location] | None:
    """What a row adds to the memory, or None and a note in `passed`. ValueError for faulty coordinates."""
    written = _written(columns, row)
    if isinstance(written, Refused):
        passed.add(str(written.reason), line, " ".join(filter(None, row[:6])))
        return None
    place = columns.place(row, region)
    if place is None:
        passed.add(BEYOND, line, written)
        return None
    return one_name(written), Location(
        place=place, quality=Quality.ROOFTOP, radius_metres=ROOFTOP_RADIUS, normalized=written, source=columns.file
    )


def _written(columns: Columns, row: Sequence[str]) -> str | Refused:
    """A row's address in its one written form, or why it has none."""
    city = columns.cell(row, "city")
    if "address" in columns.at:
        return _parsed(columns.cell(row, "address"), city)
    street = " ".join(filter(None, (columns.cell(row, what) for what in ("street", "type", "direction"))))
    number = columns.cell(row, "number") + columns.cell(row, "suffix")
    house, after = _HOUSE.fullmatch(number), _after_the_number(street, city)
    if house and int(house[1]) and after:
        return f"{int(house[1])}{house[2].upper()}{after}"
    return _parsed(f"{number} {street}", city)


def _parsed(address: str, city: str) -> str | Refused:
    civic = parse(Query(address, city=city))
    return civic if isinstance(civic, Refused) else str(replace(civic, town=civic.town or EDMONTON))


@lru_cache(maxsize=65_536)
def _after_the_number(street: str, city: str) -> str:
    """What follows the number in the written form of every house of a street: it is understood once for all of them.

    Empty where the street is none, or would be understood otherwise with another number.
    """
    house = parse(Query(f"1 {street}", city=city))
    if isinstance(house, Refused) or (house.number, house.suffix, house.unit) != (1, "", ""):
        return ""
    return str(replace(house, town=house.town or EDMONTON)).removeprefix("1")
