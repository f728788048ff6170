"""The schedule: a DAG for each cadence, with a task for each line of steps.csv.

A line of steps.csv is: the DAG, the step, the steps that it comes after, and the arguments of ./deploy.sh. In these,
{last} stands for the last day of the period that a run is about, and {next} for the day after it. The period is the day
in which the run's data interval begins; of a weekly run, the week of that day, from Monday.

SPARKIFY_SCHEDULE names a folder with a file NAME.json for each dataset, as `./deploy.sh schedule --print` prints it. Each
dataset has two DAGs for a cadence: NAME_daily runs by the clock, once it is unpaused; NAME_daily_once runs for the date
that is given to it.

All times are UTC.
"""

from __future__ import annotations

import csv
import json
import os
import shlex
from datetime import date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, CronDataIntervalTimetable, Param

import alert

FOLDER = "SPARKIFY_SCHEDULE"
TOO_LITTLE_DATA = 3
"""The exit code of a command that has too little data to do its work: the task is skipped, and the next ones go on."""

_STARTED = datetime(2000, 1, 1, tzinfo=timezone.utc)  # Nothing is caught up, so any past day will do.


def steps() -> list[dict[str, str]]:
    """The lines of steps.csv, with the columns dag, step, after and command."""
    with Path(__file__).with_name("steps.csv").open(newline="") as file:
        return list(csv.DictReader(file, skipinitialspace=True))


def plans(folder: str | None) -> list[dict[str, Any]]:
    """What is scheduled: one plan for each dataset."""
    files = sorted(Path(folder).glob("*.json")) if folder else []
    if not files:
        raise ValueError(
            f"Cannot schedule anything: {FOLDER}={folder or ''} is no folder with a plan in it;"
            f" ./deploy.sh schedule --print > $FOLDER/NAME.json writes one"
        )
    return [json.loads(file.read_text()) for file in files]


def last_day(run: Any, cadence: str) -> date:
    """The last day of the period that a run is about."""
    given = (run.conf or {}).get("date")
    day = date.fromisoformat(given) if given else run.data_interval_start.date()
    return day + timedelta(days=6 - day.weekday()) if cadence == "weekly" else day


def command(plan: dict[str, Any], cadence: str, step: dict[str, str]) -> str:
    """The shell command of a step, its days left to Jinja."""
    last = f"{{{{ last_day(dag_run, '{cadence}') }}}}"
    following = f"{{{{ last_day(dag_run, '{cadence}') + one_day }}}}"
    arguments = step["command"].format(last=last, next=following)
    return f"exec {shlex.quote(plan['home'])}/deploy.sh {arguments} {shlex.join(plan['options'])}"


def dag(plan: dict[str, Any], cadence: str, *, once: bool) -> DAG:
    """One DAG of a dataset: by the clock, or `once` for the date that each run is given."""
    timing: dict[str, Any] = (
        {"schedule": None, "params": {"date": Param(type="string", format="date")}}
        if once
        else {
            "schedule": CronDataIntervalTimetable(plan["when"][cadence], timezone="UTC"),
            "start_date": _STARTED,
        }
    )
    tasks = {
        "retries": plan["retries"],
        "retry_delay": timedelta(seconds=plan["retry_delay"]),
        "execution_timeout": timedelta(seconds=plan["timeout"]),
        "on_failure_callback": partial(alert.send, plan["alert"]) if plan["alert"] else None,
        "depends_on_past": not once,
    }
    built = DAG(
        f"{plan['dataset']}_{cadence}{'_once' if once else ''}",
        description=f"{cadence} work on {plan['dataset']}{', for a date' if once else ''}",
        tags=[plan["dataset"]],
        catchup=False,
        max_active_runs=1,
        is_paused_upon_creation=not once,
        default_args=tasks,
        user_defined_macros={"last_day": last_day, "one_day": timedelta(days=1)},
        **timing,
    )
    add_steps(built, plan, cadence)
    return built


def add_steps(built: DAG, plan: dict[str, Any], cadence: str) -> None:
    for step in steps():
        if step["dag"] != cadence:
            continue
        task = BashOperator(
            dag=built,
            task_id=step["step"],
            bash_command=command(plan, cadence, step),
            env=plan["environment"],
            append_env=True,
            skip_on_exit_code=TOO_LITTLE_DATA,
            trigger_rule="none_failed",
        )
        for earlier in step["after"].split():
            built.get_task(earlier) >> task


for plan in plans(os.environ.get(FOLDER)):
    for cadence in plan["when"]:
        for once in (False, True):
            built = dag(plan, cadence, once=once)
            globals()[built.dag_id] = built
