"""Inner loops in the form that there is: compiled, if that was built of the sources that stand here, or as they are."""

import zlib
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

SOURCES = ("local/legs.py", "local/rows.py", "local/kernel.py", "exact/growth.py", "compiled.pxd")
COMPILED = "mobiledispatch.solver.compiled"
PLAIN = "The inner loops were not compiled: local search makes its plans some fifty times slower, as plain Python."
Loop = TypeVar("Loop")


def sum_of_sources() -> int:
    """Tells these sources from others."""
    return zlib.crc32(b"".join((Path(__file__).parent / name).read_bytes() for name in SOURCES))


def is_made_of_these(module: Any) -> bool:
    return bool(sum_of_sources() == module.SUM)


def _compiled() -> Any:
    try:
        module = import_module(COMPILED)
    except ImportError:
        return None
    return module if is_made_of_these(module) else None


_module = _compiled()
IS_COMPILED = _module is not None


def quickest(plain: Loop) -> Loop:
    """The compiled form of a class or function, if there is one."""
    form: Loop = getattr(_module, plain.__name__, plain)  # type: ignore[attr-defined]
    return form
