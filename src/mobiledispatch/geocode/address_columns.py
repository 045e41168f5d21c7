"""Which column of an address file holds what: the usual names, and what each row says under them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mobiledispatch.errors import BadInput
from mobiledispatch.geocode.lambert import degrees_of
from mobiledispatch.geocode.region import Region
from mobiledispatch.model.place import Place

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "address": ("address", "full_address", "civic_address", "addr"),
    "number": ("number", "house_number", "house_no", "house_num", "civic_no", "civic_number", "street_number"),
    "suffix": ("suffix", "house_suffix", "civic_no_suffix", "number_suffix"),
    "street": ("street", "street_name", "road_name", "road", "official_street_name"),
    "type": ("type", "street_type", "road_type", "official_street_type"),
    "direction": ("direction", "quadrant", "street_direction", "street_dir", "official_street_dir"),
    "city": ("city", "town", "municipality", "csd_eng_name"),
    "postal_code": ("postal_code", "postcode", "mail_postal_code"),
    "lat": ("lat", "latitude", "bg_latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "bg_longitude", "x"),
    # The National Address Register's file of addresses has map coordinates in metres.
    "metres_east": ("bg_x",),
    "metres_north": ("bg_y",),
}
_AXES = {"lat": ("latitude", 90, "53.5461"), "lon": ("longitude", 180, "-113.4938")}


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of one file: by meaning, the position of each column and its name in the file."""

    file: str
    at: Mapping[str, int]
    names: Mapping[str, str]

    @classmethod
    def of(cls, file: str, header: Sequence[str]) -> "Columns":
        """The columns of a header. BadInput where one is missing that there must be."""
        written = {name.strip().casefold().replace(" ", "_"): i for i, name in reversed([*enumerate(header)]) if name}
        at = {what: written[name] for what, names in COLUMNS.items() for name in reversed(names) if name in written}
        in_metres = "metres_east" in at and "metres_north" in at
        wanted = [*([] if in_metres else ["lat", "lon"]), *([] if "address" in at else ["number", "street"])]
        if missing := [what for what in wanted if what not in at]:
            known = "; ".join(f"{what}: {', '.join(COLUMNS[what])}" for what in missing)
            raise BadInput(f"{file}, line 1: no column for {', '.join(missing)}. Name them one of these. {known}.")
        return cls(file, at, {what: header[i] for what, i in at.items()})

    def cell(self, row: Sequence[str], what: str) -> str:
        """What a row says under a meaning; empty where the file has no such column, or the row ends before it."""
        i = self.at.get(what, -1)
        return row[i].strip() if 0 <= i < len(row) else ""

    def place(self, row: Sequence[str], region: Region) -> Place | None:
        """Where a row is; None beyond the region. ValueError with every fault of its coordinates, one a line."""
        if "lat" not in self.at or "lon" not in self.at:
            lat, lon = self._from_metres(row)
        else:
            lat, lon = (_number(self.cell(row, axis)) for axis in _AXES)
        if region.holds(lat, lon):
            return Place(lat=lat, lon=lon)
        if slip := region.slip(lat, lon):
            both = f"columns {self.names.get('lat')!r} and {self.names.get('lon')!r}"
            raise ValueError(f"{both}: {lat:g} and {lon:g}: {slip}; write 53.5461 and -113.4938")
        if faults := "\n".join(self._faults(row, (lat, lon))):
            raise ValueError(faults)
        return None

    def _faults(self, row: Sequence[str], values: Sequence[float]) -> Iterator[str]:
        for (axis, (name, most, like)), value in zip(_AXES.items(), values, strict=True):
            if not abs(value) <= most:
                what = f"column {self.names[axis]!r}: {self.cell(row, axis)!r}"
                yield f"{what} is no {name} in degrees; write one like {like}"

    def _from_metres(self, row: Sequence[str]) -> tuple[float, float]:
        east, north = (_number(self.cell(row, axis)) for axis in ("metres_east", "metres_north"))
        if math.isnan(east) or math.isnan(north):
            axis = "metres_east" if math.isnan(east) else "metres_north"
            what = f"column {self.names[axis]!r}: {self.cell(row, axis)!r}"
            raise ValueError(f"{what} is no number of metres; write one like 4671034.5")
        return degrees_of(east, north)


def _number(text: str) -> float:
    """The finite number that a cell holds, or NaN: it lies nowhere."""
    try:
        value = float(text)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan
