"""Processes that outlive the command that started them, and that later commands find and end."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class PidFile:
    """Where the process of one part is recorded, and the port that it was started with."""

    path: Path

    def write(self, pid: int, port: int) -> None:
        self.path.write_text(json.dumps({"pid": pid, "born": _birth(pid), "port": port}))

    def exists(self) -> bool:
        """Whether the part was started and not stopped; it may be dead."""
        return self.path.exists()

    def process(self) -> psutil.Process | None:
        """The process, if it is still alive: a reboot or a kill leaves the file behind."""
        pid, born, _ = self._record()
        try:
            return psutil.Process(pid) if born and _birth(pid) == born else None
        except psutil.NoSuchProcess:
            return None

    def port(self) -> int:
        return self._record()[2]

    def session(self) -> list[psutil.Process]:
        """The processes of the part's session, and those that they have started in others, also if the part is dead.

        None if the part is of an earlier boot, or its pid is another process's by now: those are not ours to end. The
        pid of a dead leader is given to nobody while its session has members.
        """
        pid, born, _ = self._record()
        if not born.startswith(_boot()) or _birth(pid) not in (None, born):
            return []
        members = []
        for process in psutil.process_iter():
            try:
                if os.getsid(process.pid) == pid:
                    members += [process, *process.children(recursive=True)]
            except (ProcessLookupError, psutil.NoSuchProcess):
                continue
        return members

    def _record(self) -> tuple[int, str, int]:
        """Pid, birth and port; the birth is empty if there is no record, or a torn one."""
        try:
            record = json.loads(self.path.read_text())
            return record["pid"], record["born"] or "", record["port"]
        except (FileNotFoundError, json.JSONDecodeError):
            return 0, "", 0


def end(parts: list[PidFile], seconds: float) -> None:
    """Asks parts to end, and after so many seconds kills them and everything that they have started."""
    left = [process for part in parts for process in part.session()]
    living = [process for part in parts if (process := part.process())]
    for process in living:
        process.terminate()
    psutil.wait_procs(living, timeout=seconds)
    for process in left:
        if process.is_running():
            process.kill()
    psutil.wait_procs(left, timeout=seconds)
    for part in parts:
        part.path.unlink(missing_ok=True)


def _birth(pid: int) -> str | None:
    """Tells processes with the same pid apart, even if the wall clock is set: the boot, and the clock tick of the start.

    None if it is dead.
    """
    try:
        # The second field is the program's name in parentheses, which may hold anything.
        fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] in "ZX" else f"{_boot()}:{fields[19]}"


def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
