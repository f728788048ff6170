"""Airflow on this machine: three processes that go on until they are stopped.

All of its files are in one folder: airflow.cfg, the database, the password, logs, and plans/, which holds what is
scheduled (see dags/sparkify_dags.py). It listens on 127.0.0.1 only, and at one port.
"""

from __future__ import annotations

import configparser
import fcntl
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from api import Api
from processes import PidFile, end

HOST = "127.0.0.1"
USER = "admin"
DAGS = Path(__file__).resolve().parent / "dags"

_START_SECONDS = 120
_STOP_SECONDS = 10
_POLL_SECONDS = 0.2


class ScheduleError(Exception):
    """Something cannot be done; the message says why, and what to do."""


class Service:
    """The Airflow of a folder.

    Args:
        folder: holds all of its files.
        port: where it is to listen; while it runs, it stays where it is.
        say: receives each line of progress.
    """

    def __init__(self, folder: Path, port: int, say: Callable[[str], None] = print) -> None:
        self.folder = folder
        self.say = say
        self._port = port
        self._passwords = folder / "passwords.json"
        self._parts = {
            "api-server": ["--host", HOST, "--workers", "1"],
            "scheduler": ["--skip-serve-logs"],  # Its server for logs would listen on every address.
            "dag-processor": [],
        }
        self._pid_files = {part: PidFile(folder / f"{part}.pid") for part in self._parts}

    @property
    def port(self) -> int:
        """Where it listens, or will: parts that are alive expect the others where they were."""
        alive = [file for file in self._pid_files.values() if file.process()]
        return alive[0].port() if alive else self._port

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def password(self) -> str:
        """The user's password, once it has been started."""
        return str(json.loads(self._passwords.read_text())[USER])

    def api(self) -> Api:
        """Its REST interface, once it has been started."""
        return Api(self.address, USER, self.password)

    def is_up(self) -> bool:
        """Whether the part that listens is alive."""
        return self._pid_files["api-server"].process() is not None

    def start(self) -> None:
        """Starts the parts that are not running, and waits until all work.

        Raises:
            ScheduleError: the port is taken, or a part ends or does not answer.
        """
        with self._lock("lock"):
            self._start_missing()

    def mend(self) -> None:
        """Starts again what was killed.

        Raises:
            ScheduleError: a command has stopped it, or likewise.
        """
        with self._lock("lock"):
            if not any(file.exists() for file in self._pid_files.values()):
                raise ScheduleError("Cannot go on: another command has stopped Airflow")
            self._start_missing()

    def stop(self) -> bool:
        """Stops all parts, with the tasks that they run; false if none was running."""
        with self._lock("lock"):
            files = list(self._pid_files.values())
            running = any(file.process() for file in files)
            end(files, _STOP_SECONDS)
            return running

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Lets one command at a time run DAGs: the one that has started Airflow ends it, too."""
        with self._lock("run.lock", "Waiting: another command runs a DAG"):
            yield

    def _start_missing(self) -> None:
        missing = [part for part, file in self._pid_files.items() if file.process() is None]
        if not missing:
            return
        began = time.monotonic()
        if "api-server" in missing:
            self._require_free_port()
        self._prepare()
        end([self._pid_files[part] for part in missing], _STOP_SECONDS)  # What killed parts have left behind.
        for part in missing:
            self._start(part)
        self._await()
        self.say(f"Started Airflow's {', '.join(missing)} in {time.monotonic() - began:.0f} s")

    def _prepare(self) -> None:
        """Writes the configuration, and brings the database to this version."""
        if not self._passwords.exists():
            _write_private(self._passwords, json.dumps({USER: secrets.token_urlsafe(12)}))
        written = configparser.RawConfigParser()
        written.read_dict(self._configuration())
        _write_private(self.folder / "airflow.cfg", "")
        with (self.folder / "airflow.cfg").open("w") as file:
            written.write(file)
        with self._log("database").open("ab") as log:
            migrated = subprocess.run(
                self._command("db", "migrate"), env=self._environment(), stdout=log, stderr=log, check=False
            )
        if migrated.returncode:
            raise ScheduleError(f"Cannot prepare Airflow's database: see {self._log('database')}")

    def _configuration(self) -> dict[str, dict[str, object]]:
        return {
            "core": {
                "dags_folder": DAGS,
                "load_examples": False,
                "executor": "LocalExecutor",
                "parallelism": 4,
                "simple_auth_manager_users": f"{USER}:admin",
                "simple_auth_manager_passwords_file": self._passwords,
                "execution_api_server_url": f"{self.address}/execution/",
            },
            "database": {"sql_alchemy_conn": f"sqlite:///{self.folder / 'airflow.db'}"},
            "logging": {"base_log_folder": self.folder / "logs"},
            "api": {"base_url": self.address, "secret_key": secrets.token_hex(16)},
            "api_auth": {"jwt_secret": self._secret()},
            "scheduler": {"task_instance_heartbeat_timeout": 60, "orphaned_tasks_check_interval": 30},
            "dag_processor": {"refresh_interval": 30},
            "usage_data_collection": {"enabled": False},
        }

    def _secret(self) -> str:
        """What the parts know each other by; kept, so that one can be started again beside the others."""
        file = self.folder / "secret"
        if not file.exists():
            _write_private(file, secrets.token_hex(32))
        return file.read_text()

    def _start(self, part: str) -> None:
        port = self.port
        options = ["--port", str(port)] if part == "api-server" else []
        with self._log(part).open("wb") as log:
            process = subprocess.Popen(
                self._command(part, *self._parts[part], *options),
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # It survives Ctrl-C here.
            )
        self._pid_files[part].write(process.pid, port)

    def _await(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        api = self.api()
        while not api.is_healthy():
            for part, file in self._pid_files.items():
                if file.process() is None:
                    raise ScheduleError(f"Cannot start Airflow's {part}: {self._last_words(part)}")
            if time.monotonic() > deadline:
                raise ScheduleError(f"Cannot start Airflow: not healthy within {_START_SECONDS} s; see {self.folder}/*.log")
            time.sleep(_POLL_SECONDS)

    def _require_free_port(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, self.port))
            except OSError as error:
                raise ScheduleError(
                    f"Cannot start Airflow on port {self.port}: {error.strerror}; choose another with --port"
                ) from None

    def _last_words(self, part: str) -> str:
        lines = [line for line in self._log(part).read_text(errors="replace").splitlines() if line.strip()]
        return f"{lines[-1] if lines else 'it printed nothing'}; see {self._log(part)}"

    def _command(self, *arguments: str) -> list[str]:
        return [str(Path(sys.executable).with_name("airflow")), *arguments]

    def _environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("AIRFLOW")}
        own["AIRFLOW_HOME"] = str(self.folder)
        own["SPARKIFY_SCHEDULE"] = str(self.folder / "plans")
        return own

    def _log(self, part: str) -> Path:
        return self.folder / f"{part}.log"

    @contextmanager
    def _lock(self, name: str, waiting: str = "Waiting: another command starts or stops Airflow") -> Iterator[None]:
        """Lets one command at a time do what the lock is for; says so if it has to wait."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / name).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self.say(waiting)
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _write_private(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as private:
        private.write(text)
