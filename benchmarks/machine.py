"""What a benchmark ran on, in one Markdown line: figures without it mean little."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("mobiledispatch", "ortools", "numpy", "pyvrp", "pyvroom")


def describe_machine() -> str:
    """Cores, memory, processor, Python and the versions of what was compared."""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    hardware = f"{os.cpu_count()} cores ({_processor()}), {gigabytes:.0f} GB, load {os.getloadavg()[0]:.1f} when begun"
    versions = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    return f"{hardware}, {platform.system()}, Python {platform.python_version()}; {versions}."


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
