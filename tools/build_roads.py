"""Compute the road tables that ship with the program.

    python -m tools.build_roads DATA_DIR

DATA_DIR holds roads.nodes.csv and roads.edges.csv (© OpenStreetMap contributors, ODbL). The same input gives the
same bytes. Takes a few minutes.
"""

import sys
from pathlib import Path

from tools.roads.graph import drivable_part, read_net
from tools.roads.outskirts import add_outskirts
from tools.roads.pack import pack
from tools.roads.simplify import mark_ramps, straighten
from tools.roads.speeds import rank_streets

TABLE = Path(__file__).parents[1] / "src/mobiledispatch/travel/data/roads.npz"

TOLERANCE_METRES = 10.0
TRIPS = 200
SEED = 20111


def main(folder: Path) -> None:
    """Read the graph, simplify it, rank its streets, write the table."""
    net = read_net(folder)
    mark_ramps(net)
    net = straighten(net, TOLERANCE_METRES)
    add_outskirts(net)
    net = drivable_part(net)
    rank_streets(net, TRIPS, SEED)
    pack(net, TABLE)
    print(f"{len(net.streets)} junctions, {sum(1 for _ in net.edges())} streets, {TABLE.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
