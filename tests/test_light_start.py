"""The command line starts without its heavy rooms: the phone is ringing."""

import subprocess
import sys

HEAVY = ("pandas", "numpy", "folium", "ortools", "geopy")


def loaded_by(*words: str) -> set[str]:
    code = (
        "import sys\n"
        "from mobiledispatch.cli import app_for\n"
        f"try: app_for({list(words)!r})({list(words)!r})\n"
        "except SystemExit: pass\n"
        f"print(*[m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Usage" in done.stdout
    return set(done.stderr.split())


def test_help_loads_nothing_heavy() -> None:
    assert loaded_by("--help") == set()


def test_the_help_of_the_main_job_loads_nothing_heavy() -> None:
    assert loaded_by("plan", "--help") == set()
