"""Compute the geocoder's tables from the geodata folder: `python -m tools.build_gazetteer DATA_DIR`.

Figures only, each source in a file of its own with its notice (docs/attribution.md).
"""

import sys
from pathlib import Path

from tools.gazetteer import geonames, osm, stops
from tools.gazetteer.pack import save_table

OUT = Path(__file__).parent.parent / "src" / "mobiledispatch" / "geocode" / "data"
OSM = "Computed from OpenStreetMap data, (c) OpenStreetMap contributors, under the ODbL 1.0, as this table is too."
GTFS = """Computed from the open GTFS data of Edmonton Transit, St. Albert Transit and Strathcona County Transit.
Contains information licensed under the open data terms of the City of Edmonton, St. Albert and Strathcona County."""
CITY = "Computed from City of Edmonton open data. Contains information licensed under its Open Data Terms of Use."
GEONAMES = "Computed from GeoNames data (geonames.org), CC BY 4.0: figures rounded, wrong codes left out."


def main(data: Path) -> None:
    """Write every table and print its size."""
    OUT.mkdir(parents=True, exist_ok=True)
    for name, notice, lines in (
        ("roads_osm", OSM, osm.road_lines(data)),
        ("roads_gtfs", GTFS, stops.gtfs_lines(data)),
        ("roads_city", CITY, stops.traffic_lines(data)),
        ("neighbourhoods_city", CITY, stops.neighbourhood_lines(data)),
        ("postal_geonames", GEONAMES, geonames.postal_lines(data)),
        ("places_geonames", GEONAMES, geonames.place_lines(data)),
    ):
        print(f"{name}: {save_table(OUT, name, notice, lines):,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
