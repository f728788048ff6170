"""What `./deploy.sh schedule` runs: starts Airflow, stops it, or has it run one DAG.

    python operate.py FOLDER PORT start
    python operate.py FOLDER PORT stop
    python operate.py FOLDER PORT run DATASET CADENCE FIRST LAST    # dates; a run for each day or week

Exits with 0, with 1 after one line that says why, or with 130 when it is interrupted.
"""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta
from pathlib import Path

import httpx

from api import Api, Task
from service import USER, ScheduleError, Service

_POLL_SECONDS = 0.5
_DAGS_SECONDS = 90
_ENDED = ("success", "skipped", "failed", "upstream_failed", "removed")
_EXPLAINED = ("skipped", "failed")  # By what they printed; one that was not run has printed nothing.
_WORDS = {"success": "done", "upstream_failed": "not run"}
_SHOWN = 12


def main(arguments: list[str]) -> int:
    folder, port, action, *rest = arguments
    service = Service(Path(folder), int(port), _say)
    try:
        if action == "start":
            start(service)
        elif action == "stop":
            _say("Airflow is stopped" if service.stop() else "Airflow is not running")
        else:
            dataset, cadence, first, last = rest
            run_all(service, f"{dataset}_{cadence}_once", _dates(cadence, first, last))
    except ScheduleError as error:
        print(error, file=sys.stderr)
        return 1
    except httpx.HTTPError as error:
        print(f"Airflow at {service.address} does not answer as it should: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def start(service: Service) -> None:
    """Starts what is not running, and says where it is."""
    service.start()
    await_dags(service.api(), set())
    _say(f"Airflow: {service.address} (user {USER}, password {service.password})")
    _say("A DAG whose name does not end in _once is paused until you unpause it. ./deploy.sh schedule --stop ends Airflow")


def run_all(service: Service, dag: str, dates: list[date]) -> None:
    """Runs a DAG for each date, one after another; leaves Airflow as it was, running or not."""
    with service.alone():
        was_up = service.is_up()
        try:
            service.start()
            await_dags(service.api(), {dag})
            for day in dates:
                run(service, dag, day)
        finally:
            if not was_up:
                service.stop()


def await_dags(api: Api, wanted: set[str]) -> None:
    """Waits until Airflow has read the DAGs.

    Raises:
        ScheduleError: it cannot read them, or never finds a wanted one.
    """
    deadline = time.monotonic() + _DAGS_SECONDS
    while not (found := api.dags()) or not wanted <= found:
        if errors := api.import_errors():
            raise ScheduleError(f"Airflow cannot read the DAGs: {errors[0]}")
        if time.monotonic() > deadline:
            raise ScheduleError(f"Cannot run {', '.join(wanted - found)}: Airflow found only {', '.join(sorted(found))}")
        time.sleep(_POLL_SECONDS)


def run(service: Service, dag: str, day: date) -> None:
    """Has Airflow's scheduler run a DAG for a date, and waits for the result.

    Raises:
        ScheduleError: a task failed at its last try, or another command has stopped Airflow.
    """
    api = service.api()
    began = time.monotonic()
    run_id = api.trigger(dag, day.isoformat())
    _say(f"{dag} {day}")
    shown: set[str] = set()
    state = "queued"
    while state in ("queued", "running"):
        time.sleep(_POLL_SECONDS)
        try:
            state = api.state(dag, run_id)
            for task in api.tasks(dag, run_id):
                if task.state in _ENDED and task.name not in shown:
                    shown.add(task.name)
                    explained = task.state in _EXPLAINED
                    _say(_line(task, api.output(dag, run_id, task) if explained else []))
        except httpx.HTTPError as error:
            _say(f"  Airflow does not answer: {error}")
        service.mend()
    _say(f"  {state} after {time.monotonic() - began:.0f} s")
    if state != "success":
        raise ScheduleError(f"Cannot run {dag} for {day}: {state}; see {service.address}/dags/{dag}/runs/{run_id}")


def _line(task: Task, output: list[str]) -> str:
    word = _WORDS.get(str(task.state), str(task.state))
    tries = f" at try {task.tries}" if task.tries > 1 else ""
    line = f"  {task.name:<16} {word} after {task.seconds:.1f} s{tries}"
    if task.state == "failed":
        return "\n    ".join([line, *output[-_SHOWN:]])
    return f"{line}: {output[-1]}" if output else line


def _dates(cadence: str, first: str, last: str) -> list[date]:
    step = timedelta(days=7 if cadence == "weekly" else 1)
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    return [day + n * step for n in range((end - day) // step + 1)]


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
