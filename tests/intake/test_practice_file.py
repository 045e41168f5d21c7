"""practice.toml, whole: defaults, ranges, every fault in one run; and where it is found."""

from pathlib import Path

import pytest

from mobiledispatch.errors import BadInput
from mobiledispatch.intake.practice_file import read_practice
from mobiledispatch.intake.practice_place import find_practice
from mobiledispatch.model.clock import minutes

ROOT = Path(__file__).parents[2]
ANA = '[[therapists]]\nid = "ana"\nname = "Ana"\nhome = "1 A Street NW"\n'


def read_complaints(tmp_path: Path, text: str) -> tuple[str, ...]:
    path = tmp_path / "practice.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as news:
        read_practice(path)
    return news.value.complaints


def test_one_therapist_is_enough_and_everything_else_has_an_edmonton_default(tmp_path: Path) -> None:
    path = tmp_path / "practice.toml"
    path.write_text(ANA, encoding="utf-8")
    practice = read_practice(path)
    assert practice.timezone == "America/Edmonton"
    assert [str(practice.opening_hours[day]) for day in (0, 5)] == ["08:00-20:00", "09:00-17:00"]
    assert 6 not in practice.opening_hours
    assert practice.costs.unassigned == {1: 1_000_000, 2: 300_000, 3: 100_000, 4: 30_000, 5: 7_200}
    assert practice.visit_times.setup == minutes(15)
    assert len(practice.treatments) == 7
    ana = practice.practitioner("ana")
    assert ana.skills == {t.code for t in practice.treatments}
    assert sorted(ana.shifts) == [0, 1, 2, 3, 4]
    assert [(str(b.start_window), b.seconds) for b in ana.breaks] == [("11:00-14:00", 1800)]


def test_the_values_of_the_file_arrive_in_the_nouns(tmp_path: Path) -> None:
    path = tmp_path / "practice.toml"
    path.write_text(
        "[costs]\npreference = 60\n[costs.unassigned]\npriority_5 = 1\n[travel]\nbuffer_percent = 5\n"
        '[[treatments]]\ncode = "cupping"\nprices = { 60 = 155.55, 90 = 200 }\nequipment = ["cups"]\n'
        f'{ANA}skills = ["Cupping"]\nlunch_minutes = 0\nsetup_minutes = 7\nshifts = {{ sunday = "10:00-12:30" }}\n',
        encoding="utf-8",
    )
    practice = read_practice(path)
    assert (practice.costs.preference, practice.costs.unassigned[5], practice.travel.buffer_percent) == (60, 1, 5.0)
    assert practice.treatment("cupping").prices == {60: 15555, 90: 20000}
    ana = practice.practitioner("ana")
    assert (ana.skills, ana.breaks, ana.setup) == (frozenset({"cupping"}), (), minutes(7))
    assert {day: str(shift) for day, shift in ana.shifts.items()} == {6: "10:00-12:30"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[practice]\nnme = "x"\n', "practice.nme: is unknown; did you mean name?"),
        ("[treatment]\n", "treatment: is unknown; did you mean treatments?"),
        ('[practice]\ntimezone = "America/Edmontn"\n', "practice.timezone: 'America/Edmontn' is no time zone"),
        ('[practice]\ntimezone = "../../etc/passwd"\n', "is no time zone"),
        ('[opening_hours]\nmonday = "20:00-08:00"\n', "opening_hours.monday: '20:00-08:00' holds no hours"),
        ('[opening_hours]\nmonday = "8-20"\n', "write 08:00-20:00, or closed"),
        ("[visit_times]\nsetup_minutes = 500\n", "500 cannot be used; write whole minutes from 0 to 120 (default 15)"),
        ('[visit_times]\nsetup_minutes = "15"\n', "visit_times.setup_minutes: '15' cannot be used"),
        ("[visit_times]\nteardown_minutes = 4\n", "write whole minutes from 5 to 120"),
        ("[travel]\nbuffer_percent = -1\n", "write a number from 0 to 100 (default 10.0)"),
        ('[travel]\nprovider = "teleport"\n', '\'teleport\' cannot be used; write "estimate", "osrm" or "valhalla"'),
        ('[travel]\nurl = "localhost"\n', "travel.url: 'localhost' is no address of a server; write one such as http"),
        ('[travel]\non_failure = "retry"\n', '\'retry\' cannot be used; write "estimate" or "stop" (default estimate)'),
        ("[travel]\ntimeout_seconds = 0.0\n", "travel.timeout_seconds: 0.0 cannot be used; write a number above 0"),
        ("[travel]\nbuffer_percent = nan\n", "travel.buffer_percent: nan cannot be used"),
        ("[costs.unassigned]\npriority_5 = 200000\n", "let priority_1 cost most"),
        ('[quoting]\nbasis = "knock"\n', 'quoting.basis: \'knock\' cannot be used; write "start" or "arrival"'),
        ("visit_times = 5\n", "visit_times: 5 cannot be used; write a table of keys"),
        (ANA, "therapists: 'ana' stands there twice"),
        ('[[treatments]]\ncode = "a"\n[[treatments]]\ncode = "b"\naliases = ["A"]\n', "'A' stands there twice"),
    ],
)
def test_a_fault_names_its_key_its_value_and_its_cure(text: str, complaint: str, tmp_path: Path) -> None:
    (found,) = read_complaints(tmp_path, text + ANA)
    assert complaint in found
    assert found.startswith("practice.toml: ")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            'skills = ["sprots"]\n',
            "therapists[ana].skills: ['sprots'] names no treatment of the practice, 'sprots': did",
        ),
        ('equipment = ["stone_heatr"]\n', "did you mean stone_heater?"),
        ('shifts = { mondy = "09:00-17:00" }\n', "therapists[ana].shifts.mondy: is unknown; did you mean monday?"),
        ('gender = "femal"\n', 'write "female", "male" or "nonbinary"'),
        ('lunch_start = "closed"\n', "therapists[ana].lunch_start: 'closed' is no window"),
    ],
)
def test_a_therapist_is_named_by_id_in_a_complaint(text: str, complaint: str, tmp_path: Path) -> None:
    (found,) = read_complaints(tmp_path, ANA + text)
    assert complaint in found


def test_a_practice_without_therapists_is_told_what_to_add(tmp_path: Path) -> None:
    assert read_complaints(tmp_path, "") == (
        "practice.toml: therapists: is missing; write a [[therapists]] table with id, name and home for each",
    )


def test_all_faults_of_the_file_come_in_one_run(tmp_path: Path) -> None:
    text = '[practice]\nnme = "x"\n[travel]\nbuffer_percent = 400\n[[therapists]]\nid = "Ana B"\nskills = ["x"]\n'
    keys = [c.split(": ")[1] for c in read_complaints(tmp_path, text)]
    assert sorted(keys) == [
        "practice.nme",
        "therapists[Ana B].home",
        "therapists[Ana B].id",
        "therapists[Ana B].name",
        "therapists[Ana B].skills",
        "travel.buffer_percent",
    ]


def test_asking_a_public_geocoder_without_a_name_tag_is_refused(tmp_path: Path) -> None:
    (found,) = read_complaints(tmp_path, f"[geocoding]\nonline = true\n{ANA}")
    assert "user_agent" in found


def test_a_file_that_is_no_toml_or_is_not_there_says_so(tmp_path: Path) -> None:
    assert "line 1" in read_complaints(tmp_path, "name = \n")[0]
    with pytest.raises(BadInput, match="cannot be read"):
        read_practice(tmp_path / "nowhere.toml")


def test_the_practice_is_the_one_named_then_the_environment_then_the_nearest_folder_above(tmp_path: Path) -> None:
    named, from_env, above = (tmp_path / name for name in ("named", "env", "home"))
    deep = above / "days" / "monday"
    for folder in (named, from_env, deep):
        folder.mkdir(parents=True)
    for folder in (named, from_env, above):
        (folder / "practice.toml").write_text(ANA, encoding="utf-8")
    env = {"MOBILEDISPATCH_PRACTICE": str(from_env / "practice.toml")}
    assert find_practice(deep, env, named) == named / "practice.toml"
    assert find_practice(deep, env) == from_env / "practice.toml"
    assert find_practice(deep, {}) == above / "practice.toml"


def test_a_practice_that_is_not_there_names_the_way_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="--practice names it"):
        find_practice(tmp_path, {}, tmp_path / "gone.toml")
    with pytest.raises(BadInput, match=r"\$MOBILEDISPATCH_PRACTICE names it"):
        find_practice(tmp_path, {"MOBILEDISPATCH_PRACTICE": "gone.toml"})
    with pytest.raises(BadInput, match="mobiledispatch init DIR"):
        find_practice(tmp_path, {})


def test_the_sample_has_three_therapists_of_different_skills_on_the_sample_monday_and_on_saturdays() -> None:
    practice = read_practice(ROOT / "data/practice.toml")
    assert [p.id for p in practice.practitioners] == ["ana", "ben", "chloe"]
    assert all(0 in p.shifts for p in practice.practitioners)
    assert any(5 in p.shifts for p in practice.practitioners)
    assert [p.id for p in practice.practitioners if "stone_heater" not in p.equipment] == ["ben"]
