"""The remembered places: readable by their owner, by several processes and threads, and honest when the file is not."""

import datetime
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from mobiledispatch.errors import MachineUnfit
from mobiledispatch.geocode.memory import FILE_NAME, Memory, forgetting
from mobiledispatch.model.place import Location, Place, Quality

DATE = datetime.date(2026, 11, 23)


def somewhere(lat: float = 53.5, quality: Quality = Quality.ROOFTOP) -> Location:
    place = Place(lat=lat, lon=-113.5)
    return Location(place=place, quality=quality, radius_metres=50, normalized="x", source="online:nominatim")


def test_nothing_is_known_before_anything_is_remembered(folder: Path) -> None:
    assert Memory(folder).recall("1 X Street") is None
    assert not folder.exists()


def test_what_another_process_remembers_is_known_at_once(folder: Path) -> None:
    mine, others = Memory(folder), Memory(folder)
    assert mine.recall("1 X Street") is None
    others.remember("1 X Street", somewhere(), DATE)
    assert mine.recall("1 X Street") == somewhere()
    others.remember("1 X Street", somewhere(53.6), DATE)
    assert mine.recall("1 X Street") == somewhere(53.6)


def test_a_file_put_in_place_of_the_old_one_is_read_anew(folder: Path, tmp_path: Path) -> None:
    memory = Memory(folder)
    memory.remember("1 X Street", somewhere(), DATE)
    assert memory.recall("1 X Street")
    Memory(tmp_path / "restored").remember("2 X Street", somewhere(), DATE)
    (tmp_path / "restored" / FILE_NAME).replace(folder / FILE_NAME)
    assert memory.recall("1 X Street") is None
    assert memory.recall("2 X Street") == somewhere()


def test_threads_may_ask_one_memory(folder: Path) -> None:
    memory = Memory(folder)
    found: list[Location | None] = []
    memory.remember("1 X Street", somewhere(), DATE)

    def ask() -> None:
        found.extend(memory.recall("1 X Street") for _ in range(50))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [somewhere()] * 200


def test_a_forked_process_reads_for_itself(folder: Path) -> None:
    memory = Memory(folder)
    memory.remember("1 X Street", somewhere(), DATE)
    assert memory.recall("1 X Street")
    child = os.fork()
    if child == 0:
        os._exit(0 if memory.recall("1 X Street") else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert memory.recall("1 X Street")


def test_a_damaged_file_says_which_and_what_to_do(folder: Path) -> None:
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(b"this is no database at all, and long enough to be seen as none" * 20)
    with pytest.raises(MachineUnfit, match=r"places\.sqlite.*move it away"):
        Memory(folder).recall("x")
    with pytest.raises(MachineUnfit, match=r"places\.sqlite.*move it away"):
        Memory(folder).remember("x", somewhere(), DATE)


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(MachineUnfit, match="cannot be used"):
        Memory(tmp_path / "file" / "memory").remember("x", somewhere(), DATE)


def test_what_may_not_be_kept_is_found_without_reading_the_whole_memory(folder: Path) -> None:
    memory = Memory(folder)
    memory.remember("1 X Street", somewhere(), DATE)
    with closing(sqlite3.connect(folder / FILE_NAME)) as db:
        plan = db.execute(f"explain query plan {forgetting('select 1')}", ("online:google", "2026-11-23")).fetchall()
    assert "USING INDEX found_online" in str(plan) or "USING COVERING INDEX found_online" in str(plan)
