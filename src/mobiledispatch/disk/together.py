"""A folder whose files belong together: whoever looks finds all of the old ones or all of the new."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mobiledispatch.disk.exchange import clear_beside, save_by_exchange
from mobiledispatch.disk.faults import faults_told
from mobiledispatch.disk.links import save_by_links, settle
from mobiledispatch.disk.locked import locked


@dataclass(frozen=True, slots=True)
class OwnFolder:
    """A folder that nobody else writes such files into meanwhile; `named` is what its user calls it."""

    path: Path
    named: Path
    cure: str

    def save(self, files: Mapping[PurePosixPath, str | bytes], former: Iterable[PurePosixPath] = ()) -> None:
        """Put all of `files` (mode 0600) into the folder and take the `former` ones out of it, in one step.

        What else is in the folder stays as it is, and no link is written through. BadInput with the cure for a folder
        that may not be written, MachineUnfit for a disk that is full; then the folder is as it was.
        """
        contents = {
            name: text if isinstance(text, bytes) else text.encode("utf-8", "replace") for name, text in files.items()
        }
        with faults_told(self.named, self.cure):
            _refuse_what_is_in_the_way(self.path, contents)
            ours = frozenset(contents) | {name for name in former if not _is_folder(self.path / name)}
            settle(self.path, ours)
            clear_beside(self.path, ours)
            if not save_by_exchange(self.path, contents, ours):
                save_by_links(self.path, contents, ours)
            for inner in {name.parent for name in ours} - {PurePosixPath()}:
                with suppress(OSError):
                    (self.path / inner).rmdir()  # nobody is on shift


@contextmanager
def own_folder(folder: Path, cure: str) -> Iterator[OwnFolder]:
    """The folder for this run alone, made (mode 0700) if need be. Conflict if another run has it.

    BadInput or MachineUnfit, as in `save`, where it cannot be made. A link to a folder means that folder.
    """
    with ExitStack() as held:
        with faults_told(folder, cure):
            path = folder.resolve()
            held.enter_context(locked(path))
        yield OwnFolder(path, folder, cure)


def _refuse_what_is_in_the_way(folder: Path, files: Iterable[PurePosixPath]) -> None:
    for name in files:
        if _is_folder(folder / name):
            raise IsADirectoryError(f"{name} is a folder there")
        inner = folder / name.parent
        if inner.exists() and not inner.is_dir():
            raise NotADirectoryError(f"{name.parent} is no folder there")


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
