"""Instances of Solomon's six kinds, drawn by seed, in his file format: 100 customers, 25 vehicles.

Customers lie at random (R), in clusters (C) or half and half (RC); horizons are short (1) or long (2). They are of the
same sizes and shapes as his and are none of his: nothing is known of their optima.
"""

import random

CUSTOMERS, VEHICLES, MAP = 100, 25, 100
KINDS = ("C1", "C2", "R1", "R2", "RC1", "RC2")
HORIZON = {"C1": 1236, "C2": 3390, "R1": 230, "R2": 1000, "RC1": 240, "RC2": 960}
CAPACITY = {"C1": 200, "C2": 700, "R1": 200, "R2": 1000, "RC1": 200, "RC2": 1000}
SERVICE = {"C": 90, "R": 10}
CLUSTERS, SPREAD = 10, 4.0
DEPOT = (50, 50)


def draw_instance(kind: str, seed: int) -> str:
    """The text of an instance of that kind; the same seed gives the same instance."""
    rng = random.Random(f"{kind}/{seed}")
    horizon, service = HORIZON[kind], SERVICE[kind[0]]
    centres = [(rng.uniform(10, 90), rng.uniform(10, 90)) for _ in range(CLUSTERS)]
    rows = [f"{0:5} {DEPOT[0]:5} {DEPOT[1]:5} {0:5} {0:5} {horizon:5} {0:5}"]
    for number in range(1, CUSTOMERS + 1):
        x, y = _point(rng, kind, number, centres)
        ready, due = _window(rng, horizon, service, x, y)
        rows.append(f"{number:5} {x:5} {y:5} {rng.randrange(10, 31, 10):5} {ready:5} {due:5} {service:5}")
    head = [f"DRAWN-{kind}-{seed}", "", "VEHICLE", "NUMBER     CAPACITY", f"{VEHICLES:5} {CAPACITY[kind]:5}", ""]
    return "\n".join([*head, "CUSTOMER", "CUST NO. XCOORD. YCOORD. DEMAND READY DUE SERVICE", "", *rows, ""])


def _point(rng: random.Random, kind: str, number: int, centres: list[tuple[float, float]]) -> tuple[int, int]:
    is_clustered = kind.startswith("C") or (kind.startswith("RC") and number % 2 == 0)
    if not is_clustered:
        return rng.randint(0, MAP), rng.randint(0, MAP)
    centre = centres[number % CLUSTERS]
    x, y = (round(min(MAP, max(0, rng.gauss(middle, SPREAD)))) for middle in centre)
    return x, y


def _window(rng: random.Random, horizon: int, service: int, x: int, y: int) -> tuple[int, int]:
    """Wide enough to be reached from the depot and to get back in time."""
    away = int(((x - DEPOT[0]) ** 2 + (y - DEPOT[1]) ** 2) ** 0.5) + 1
    first, last = away, horizon - away - service
    width = rng.choice([horizon // 20, horizon // 10, horizon // 4])
    middle = rng.randint(first, last)
    return max(first, middle - width // 2), min(last, middle + width // 2)
