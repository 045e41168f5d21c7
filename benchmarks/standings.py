"""Runs of several solvers on the same days -> tables and the criteria they are held to. Words only; nothing is run."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from race import Run

OURS = "ours"
LATEST_START = ((40, 1.0), (60, 2.0), (80, 5.0))
"""Up to so many visits, the promise holds from so many seconds on."""
CLOSE_ENOUGH = 1.005
OFTEN_ENOUGH = 19 / 20


def best_known(runs: Iterable[Run]) -> dict[str, int]:
    """The least objective of any run, by day."""
    known: dict[str, int] = {}
    for run in runs:
        if run.objective is not None:
            known[run.day] = min(run.objective, known.get(run.day, run.objective))
    return known


def best_peer(runs: Iterable[Run]) -> dict[tuple[str, float], int]:
    """The least objective of any peer, by day and limit."""
    best: dict[tuple[str, float], int] = {}
    for run in runs:
        if run.solver != OURS and run.objective is not None:
            key = run.day, run.limit
            best[key] = min(run.objective, best.get(key, run.objective))
    return best


def is_promised(visits: int, limit: float) -> bool:
    """Does the promise cover days of that size at that limit?"""
    return any(visits <= size and limit >= start for size, start in LATEST_START)


def render_standings(runs: Sequence[Run]) -> str:
    """One Markdown row a limit and day: ours over the best peer, and every solver's excess over the best known."""
    solvers = sorted({run.solver for run in runs}, key=lambda name: (name != OURS, name))
    known, peer = best_known(runs), best_peer(runs)
    by_key: dict[tuple[float, int, str], dict[str, Run]] = defaultdict(dict)
    for run in runs:
        by_key[run.limit, run.visits, run.day][run.solver] = run
    lines = [
        "| limit, s | day | best known | ours / best peer | " + " | ".join(solvers) + " |",
        "|---|---|---|---|" + "---|" * len(solvers),
    ]
    for (limit, _, day), found in sorted(by_key.items()):
        ratio = _ratio(found.get(OURS), peer.get((day, limit)))
        cells = (
            f"{limit:g}",
            day,
            str(known.get(day, "-")),
            ratio,
            *(_cell(found.get(s), known.get(day)) for s in solvers),
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _ratio(ours: Run | None, peer: int | None) -> str:
    if ours is None or ours.objective is None or not peer:
        return "-"
    return f"{ours.objective / peer:.4f}"


def _cell(run: Run | None, known: int | None) -> str:
    if run is None or run.status == "unsupported":
        return "-"
    if run.objective is None or not known:
        return f"failed: {run.fault or run.status}"
    proven = " (proven)" if run.status == "optimal" else ""
    return f"+{100 * (run.objective / known - 1):.2f} %{proven}"


def render_summary(runs: Sequence[Run]) -> str:
    """One Markdown row a limit and solver: excess over the best known, days at it, failures, seconds, memory."""
    known = best_known(runs)
    by_key: dict[tuple[float, bool, str], list[Run]] = defaultdict(list)
    for run in runs:
        if run.status != "unsupported":
            by_key[run.limit, run.solver != OURS, run.solver].append(run)
    names = ["limit, s", "solver", "days", "median excess", "mean excess", "at the best known", "proven", "failed"]
    names += ["median s", "longest s", "most MB"]
    rows = [_summary(some, known) for _, some in sorted(by_key.items())]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (names, ["---"] * len(names), *rows))


def _summary(some: Sequence[Run], known: dict[str, int]) -> list[str]:
    """The cells of one solver at one limit."""
    excess = [run.objective / known[run.day] - 1 for run in some if run.objective is not None]
    seconds = [run.seconds for run in some]
    counts = (excess.count(0), sum(run.status == "optimal" for run in some), len(some) - len(excess))
    return [
        f"{some[0].limit:g}",
        some[0].solver,
        str(len(some)),
        _percent(median(excess)) if excess else "-",
        _percent(sum(excess) / len(excess)) if excess else "-",
        *(str(count) for count in counts),
        f"{median(seconds):.2f}",
        f"{max(seconds):.2f}",
        str(max(run.megabytes for run in some)),
    ]


def _percent(share: float) -> str:
    return f"{100 * share:.2f} %"


def render_verdict(runs: Sequence[Run]) -> str:
    """Whether the promise held, limit by limit, with every day on which it did not."""
    peer = best_peer(runs)
    ratios: dict[float, dict[str, float]] = defaultdict(dict)
    for run in runs:
        if run.solver == OURS and is_promised(run.visits, run.limit) and (run.day, run.limit) in peer:
            ratios[run.limit][run.day] = _worth(run) / peer[run.day, run.limit]
    return "\n".join(_verdict(limit, by_day) for limit, by_day in sorted(ratios.items()))


def _verdict(limit: float, ratios: dict[str, float]) -> str:
    level, worst = sum(ratio <= 1 for ratio in ratios.values()), max(ratios.values())
    held = worst <= CLOSE_ENOUGH and level >= OFTEN_ENOUGH * len(ratios)
    behind = ", ".join(f"{day} {100 * (ratio - 1):+.2f} %" for day, ratio in ratios.items() if ratio > 1)
    return (
        f"- {limit:g} s: at or below the best peer on {level} of {len(ratios)} days, worst {100 * (worst - 1):+.2f} %: "
        f"{'held' if held else 'NOT held'}{f' (behind: {behind})' if behind else ''}"
    )


def _worth(run: Run) -> float:
    return float("inf") if run.objective is None else run.objective
