"""Whatever is typed: Typed, or stands in a file, ends in a sentence and an exit code, and commands no terminal."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from mobiledispatch.cli import COMMANDS, app_for, main

STRANGE = {
    "long": "x" * 300,
    "very_long": "y/" * 3000,
    "escape": "\x1b[31mred\x1b]0;pwn\x07",
    "unseen": "\u202eevil\x9b31m\u2066",
    "nul": "a\0b",
    "surrogate": "caf\udce9",
    "lines": "v1\nEvery rule is kept.\r",
}
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


Typed = Callable[..., tuple[int, str, str]]
"""The program with these words: its exit code, stdout and stderr."""


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("practice")
    app_for(["init"])(["init", str(folder)], standalone_mode=False)
    return folder


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], practice: Path) -> Typed:
    monkeypatch.chdir(practice)
    monkeypatch.setenv("MOBILEDISPATCH_NOW", "2026-11-20T09:00")

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["mobiledispatch", *words])
        try:
            code = main()
        except SystemExit as end:
            code = int(end.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def phrases(name: str, value: str) -> list[list[str]]:
    """The command with the value for its argument, for two, and for each of its options."""
    command = typer.main.get_command(app_for([name])).commands[name]  # type: ignore[attr-defined]
    options = [p.opts[-1] for p in command.params if p.opts[-1].startswith("--") and not getattr(p, "is_flag", False)]
    return [[name, value], [name, value, value], *([name, value, option, value] for option in options)]


@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize("name", COMMANDS)
def test_strange_words_end_in_a_sentence_that_no_terminal_obeys(typed: Typed, name: str, strange: str) -> None:
    for words in phrases(name, STRANGE[strange]):
        code, out, err = typed(*words)
        assert code in (0, 2, 3, 4), (words, err)
        assert not OBEYED.search(out + err), words
        assert "Traceback" not in err


def test_strange_text_in_the_files_of_verify_is_inert(typed: Typed, tmp_path: Path) -> None:
    name = STRANGE["escape"] + STRANGE["lines"]
    problem = {"schema": "mobiledispatch.problem/1", "travel_seconds": [[0]], "therapists": [], "visits": []}
    objective = {"total": 0, "travel": 0, "preference": 0, "unassigned": 0}
    proof = {"status": "optimal", "lower_bound": 0, "gap": 0}
    left_out = [{"visit": name, "reason": name}]
    plan = {"schema": "mobiledispatch.plan/1", "objective": objective, "proof": proof, "routes": [], "held": left_out}
    (tmp_path / "problem.json").write_text(json.dumps(problem))
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    code, out, _ = typed("verify", str(tmp_path / "plan.json"))
    assert code == 5
    assert len(out.splitlines()) == 1
    assert not OBEYED.search(out)
    _, out, _ = typed("verify", "--json", str(tmp_path / "plan.json"))
    assert json.loads(out)[0]["visit"] == name
    (tmp_path / "problem.json").write_text(json.dumps({**problem, "together": [[name, name]]}))
    code, _, err = typed("solve", str(tmp_path / "problem.json"))
    assert code == 2
    assert not OBEYED.search(err)


def test_json_keeps_the_data_and_spells_out_what_a_terminal_would_obey(typed: Typed) -> None:
    _, out, _ = typed("geocode", "--json", STRANGE["unseen"])
    assert not OBEYED.search(out)
    assert json.loads(out)[0]["input"] == STRANGE["unseen"]


def _fails(*_: object) -> None:
    raise RuntimeError("a fault\x1b[31m that nobody expected")


@pytest.mark.parametrize("words", [["--debug", "check", "x"], ["check", "x", "--debug"]])
def test_what_nobody_expected_is_one_sentence_and_a_traceback_only_on_demand(
    typed: Typed,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
) -> None:
    monkeypatch.setattr("mobiledispatch.intake.requests_file.read_requests", _fails)
    plain = [word for word in words if word != "--debug"]
    code, _, err = typed(*plain)
    assert (code, err.count("\n")) == (1, 1)
    assert "RuntimeError" in err
    assert "Traceback" not in err
    code, _, err = typed(*words)
    assert code == 1
    assert "Traceback" in err
    assert not OBEYED.search(err)
    monkeypatch.setenv("MOBILEDISPATCH_DEBUG", "1")
    assert "Traceback" in typed(*plain)[2]
