"""Builds the solver's inner loops as C where there is a C compiler; where there is none, it does without.

PARTS become one module, mobiledispatch.solver.compiled, with the types of compiled.pxd. Its SUM tells of which sources
it was made: of others it is not used (`solver.compiled_form`).
"""

import shlex
import subprocess
import sysconfig
import tempfile
import zlib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOLVER = Path("src/mobiledispatch/solver")
PARTS = ("local/legs.py", "local/rows.py", "local/kernel.py", "exact/growth.py")
TYPES = "compiled.pxd"
OWN_IMPORT = "from mobiledispatch.solver.local"
# Fused sums would round otherwise than plain Python does, and another plan would follow.
FLAGS = ("-O3", "-w", "-ffp-contract=off")
DIRECTIVES = {"boundscheck": False, "wraparound": False, "initializedcheck": False, "annotation_typing": False}


class CompiledLoops(BuildHookInterface[Any]):
    """Puts the compiled module beside its source, and into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        del version
        try:
            built = compile_loops(Path(self.root) / SOLVER)
        except (ImportError, OSError, RuntimeError, subprocess.CalledProcessError) as fault:
            self.app.display_warning(
                f"The inner loops stay plain Python, local search some fifty times slower: {fault}"
            )
            return
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["artifacts"].append(f"/{SOLVER.as_posix()}/{built.name}")


def compile_loops(folder: Path) -> Path:
    """The compiled module, written into `folder`."""
    from Cython.Compiler.Main import compile as to_c

    linker, suffix = sysconfig.get_config_var("LDSHARED"), sysconfig.get_config_var("EXT_SUFFIX")
    if not linker:
        raise RuntimeError("this Python does not say which C compiler made it")
    whole = folder / f"compiled{suffix}"
    with tempfile.TemporaryDirectory(dir=folder, prefix="build_") as workshop:
        source = Path(workshop) / "compiled.py"
        source.write_text(_joined(folder), "utf-8")
        source.with_suffix(".pxd").write_bytes((folder / TYPES).read_bytes())
        made = to_c(str(source), full_module_name="compiled", language_level=3, compiler_directives=DIRECTIVES)
        if made.num_errors:
            raise RuntimeError("Cython could not translate it")
        built = source.with_suffix(suffix)
        words = [*shlex.split(linker), *shlex.split(sysconfig.get_config_var("CCSHARED") or ""), *FLAGS]
        include = sysconfig.get_paths()["include"]
        subprocess.run([*words, "-I", include, str(source.with_suffix(".c")), "-o", str(built)], check=True)
        built.replace(whole)
    return whole


def _joined(folder: Path) -> str:
    """The parts as one source, which knows the sum of what it is made of."""
    lines = [line for name in PARTS for line in (folder / name).read_text("utf-8").splitlines()]
    own = [line for line in lines if not line.startswith(OWN_IMPORT)]
    made_of = zlib.crc32(b"".join((folder / name).read_bytes() for name in (*PARTS, TYPES)))
    return "\n".join([*own, f"SUM = {made_of}", ""])


if __name__ == "__main__":
    print(compile_loops(SOLVER))
