"""The inner loop in the form that there is: compiled, if it was built of the sources that stand here, or as it is."""

import zlib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mobiledispatch.solver.local import kernel

SOURCES = ("legs.py", "rows.py", "kernel.py", "compiled.pxd")
COMPILED = "mobiledispatch.solver.local.compiled"
PLAIN = "Local search was not compiled: it makes its plans as plain Python, some fifty times slower."


def sum_of_sources() -> int:
    """Tells these sources from others."""
    return zlib.crc32(b"".join(Path(__file__).with_name(name).read_bytes() for name in SOURCES))


def compiled() -> Any:
    """The compiled loop, if it has been built of the sources that stand here; else None."""
    try:
        module = import_module(COMPILED)
    except ImportError:
        return None
    return module if is_made_of_these(module) else None


def is_made_of_these(module: Any) -> bool:
    return bool(sum_of_sources() == module.SUM)


Kernel = kernel.Kernel if TYPE_CHECKING else getattr(compiled(), "Kernel", kernel.Kernel)
IS_COMPILED = Kernel is not kernel.Kernel
