"""The DAGs that are made of steps.csv."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest


def run(date: str | None = None, begins: str = "2018-11-20T01:30") -> SimpleNamespace:
    """A run for a date, or by the clock for the interval that begins then."""
    begin = datetime.fromisoformat(begins).replace(tzinfo=timezone.utc)
    return SimpleNamespace(conf={"date": date} if date else None, data_interval_start=begin)


def command(dag: Any, task: str, of: SimpleNamespace) -> str:
    """The command of a task, as a run gives it to the shell."""
    template = dag.get_template_env().from_string(dag.get_task(task).bash_command)
    return template.render(dag_run=of, **dag.user_defined_macros)


def test_every_line_of_the_table_is_a_task(dags: ModuleType) -> None:
    with Path(dags.__file__).with_name("steps.csv").open() as file:
        lines = list(csv.DictReader(file, skipinitialspace=True))
    for cadence in ("hourly", "daily", "weekly"):
        for dag in (vars(dags)[f"music_{cadence}"], vars(dags)[f"music_{cadence}_once"]):
            assert dag.task_ids == [line["step"] for line in lines if line["dag"] == cadence]
            assert dag.task_ids


def test_steps_come_after_those_that_the_table_names(dags: ModuleType) -> None:
    assert dags.music_daily.get_task("day-tables").upstream_task_ids == {"compact-events", "compact-access"}
    assert dags.music_daily.get_task("compact-events").upstream_task_ids == set()


def test_by_the_clock_a_run_waits_for_the_one_before(dags: ModuleType) -> None:
    daily = dags.music_daily
    assert all(task.depends_on_past for task in daily.tasks)
    assert (daily.max_active_runs, daily.catchup, daily.is_paused_upon_creation) == (1, False, True)
    assert daily.timetable.expression == "30 1 * * *"


def test_once_a_dag_runs_for_the_date_that_it_is_given(dags: ModuleType) -> None:
    once = dags.music_daily_once
    assert not any(task.depends_on_past for task in once.tasks)
    assert (once.max_active_runs, once.is_paused_upon_creation) == (1, False)
    assert once.params.get_param("date").schema == {"type": "string", "format": "date"}


def test_tasks_are_tried_again_and_ended_as_the_plan_says(dags: ModuleType) -> None:
    task = dags.music_hourly.get_task("hour-tables")
    assert (task.retries, task.retry_delay) == (2, timedelta(seconds=90))
    assert task.execution_timeout == timedelta(hours=1)
    assert task.env == {"HADOOP_CONF_DIR": "/etc/hadoop"}
    assert task.on_failure_callback in (None, [])


def test_too_little_data_skips_a_task_but_not_those_after_it(dags: ModuleType) -> None:
    assert {code for task in dags.music_daily.tasks for code in task.skip_on_exit_code} == {3}
    assert {task.trigger_rule for task in dags.music_daily.tasks} == {"none_failed"}


@pytest.mark.parametrize("of", [run("2018-11-20"), run(begins="2018-11-20T01:30")])
def test_a_day_is_the_date_given_or_the_one_in_which_the_interval_begins(dags: ModuleType, of: SimpleNamespace) -> None:
    assert command(dags.music_daily, "score", of) == (
        "exec '/opt/the pipeline'/deploy.sh score --as-of 2018-11-20 --dataset music --config /etc/music.conf"
    )
    assert " --before 2018-11-21 " in command(dags.music_daily, "compact-events", of)


def test_the_last_hour_of_a_day_belongs_to_that_day(dags: ModuleType) -> None:
    of = run(begins="2018-11-30T23:10")
    assert "analyze --grain hour --to 2018-11-30 " in command(dags.music_hourly, "hour-tables", of)


@pytest.mark.parametrize("of", [run("2018-11-19"), run("2018-11-21"), run("2018-11-25"), run(begins="2018-11-19T03:00")])
def test_a_week_ends_on_its_sunday(dags: ModuleType, of: SimpleNamespace) -> None:
    assert "train --as-of 2018-11-25 " in command(dags.music_weekly, "train", of)


@pytest.mark.parametrize("folder", [None, "", "/nonexistent"])
def test_without_a_plan_the_error_says_how_to_write_one(dags: ModuleType, folder: str | None) -> None:
    with pytest.raises(ValueError, match=r"SPARKIFY_SCHEDULE.*schedule --print"):
        dags.plans(folder)
