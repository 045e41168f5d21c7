"""Type the pages' console blocks again and write back what is printed: python tools/refresh_sessions.py [PAGE...]"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.sessions import BLOCK, ROOT, checkout, renewed, run, steps_of

PAGES = ("README.md", "examples/phone-desk.md")


def refreshed(page: Path) -> str:
    """The page with what its commands print now; an example is one session, any other block has a folder of its own."""
    text = page.read_text(encoding="utf-8")
    one_folder = page.parent.name == "examples"
    with tempfile.TemporaryDirectory() as place:
        folders: list[Path] = []

        def folder() -> Path:
            if not folders or not one_folder:
                made = Path(place) / str(len(folders))
                made.mkdir()
                folders.append(checkout(made))
            return folders[-1]

        return BLOCK.sub(lambda block: f"```console\n{_typed_again(block[1], folder())}```", text)


def _typed_again(block: str, folder: Path) -> str:
    lines = []
    for step in steps_of(block):
        printed = tuple(run(step.command, folder).stdout.splitlines())
        lines += [f"$ {step.command}", *renewed(step.lines, printed)]
    return "".join(f"{line}\n" for line in lines)


def main(names: list[str]) -> None:
    for name in names or PAGES:
        page = ROOT / name
        page.write_text(refreshed(page), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
