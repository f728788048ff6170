"""Which processes are ours to end."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from processes import PidFile, end


@pytest.fixture
def leader() -> Iterator[subprocess.Popen[bytes]]:
    """A process with a session of its own, in which it starts another."""
    process = subprocess.Popen(["sh", "-c", "sleep 600 & wait"], start_new_session=True)
    yield process
    process.kill()
    process.wait()


def recorded(folder: Path, pid: int, **other: str) -> PidFile:
    file = PidFile(folder / "part.pid")
    file.write(pid, 8080)
    file.path.write_text(json.dumps(json.loads(file.path.read_text()) | other))
    return file


def test_a_part_is_ended_with_what_it_has_started(tmp_path: Path, leader: subprocess.Popen[bytes]) -> None:
    file = recorded(tmp_path, leader.pid)
    while len(file.session()) < 2:
        pass
    session = file.session()
    assert file.process() is not None
    end([file], 5)
    assert not any(process.is_running() and process.status() != "zombie" for process in session)
    assert not file.exists()


def test_what_a_killed_part_has_left_is_ended(tmp_path: Path, leader: subprocess.Popen[bytes]) -> None:
    file = recorded(tmp_path, leader.pid)
    while len(file.session()) < 2:
        pass
    leader.kill()
    leader.wait()
    assert file.process() is None
    orphans = file.session()
    assert len(orphans) == 1
    end([file], 5)
    assert not any(process.is_running() for process in orphans)


@pytest.mark.parametrize("born", ["an earlier boot:1", ""])
def test_a_pid_of_an_earlier_boot_is_another_process(
    tmp_path: Path, leader: subprocess.Popen[bytes], born: str
) -> None:
    file = recorded(tmp_path, leader.pid, born=born)
    assert file.process() is None
    assert file.session() == []
    end([file], 5)
    assert leader.poll() is None


def test_a_pid_that_was_given_to_another_process_is_left_alone(
    tmp_path: Path, leader: subprocess.Popen[bytes]
) -> None:
    born = json.loads(recorded(tmp_path, leader.pid).path.read_text())["born"]
    file = recorded(tmp_path, leader.pid, born=born + "1")
    end([file], 5)
    assert leader.poll() is None


def test_a_torn_file_names_no_process(tmp_path: Path) -> None:
    file = PidFile(tmp_path / "part.pid")
    file.path.write_text('{"pid": 1')
    assert (file.process(), file.session()) == (None, [])
