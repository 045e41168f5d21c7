"""The options that say how long and how hard a search may think: those of `plan` and `solve`."""

from typing import TYPE_CHECKING, Annotated

import typer

from mobiledispatch.errors import BadInput

if TYPE_CHECKING:
    from mobiledispatch.solver import Limits

SECONDS, LEAST_MEMORY, MEMORY = 10.0, 300, 1500

TimeLimit = Annotated[
    float | None, typer.Option(min=0.01, help="Seconds of search at most; all of it ends a tenth and 2 s later. [10]")
]
Effort = Annotated[
    float | None,
    typer.Option(min=0.01, help="Counted work instead of seconds, about as much: the same plan on any machine."),
]
Gap = Annotated[float, typer.Option(min=0, max=1, help="Good enough: 0.01 stops within 1 % of the best.")]
Seed = Annotated[int, typer.Option(help="Seed of everything random.")]
Threads = Annotated[int, typer.Option(min=1, help="Threads for integer programs and for the parts of a big day.")]
MegaBytes = Annotated[int, typer.Option("--memory", min=LEAST_MEMORY, help="Megabytes of memory at most.")]


def limits_said(
    time_limit: float | None, effort: float | None, gap: float, seed: int, threads: int, memory: int
) -> "Limits":
    """The limits that these options ask for. BadInput for those that contradict each other."""
    from mobiledispatch.solver import Limits

    if effort is not None and time_limit is not None:
        raise BadInput("--effort counts work, --time-limit seconds: say one of them.")
    if effort is not None and threads > 1:
        raise BadInput("With --effort the same plan comes again, with --threads it may not: say one of them.")
    seconds = effort or time_limit or SECONDS
    return Limits(seconds=seconds, gap=gap, seed=seed, threads=threads, counted=effort is not None, memory=memory)
