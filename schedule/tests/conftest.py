"""Airflow for the tests: an empty home, and a plan for one dataset."""

from __future__ import annotations

import json
import os
import tempfile
from types import ModuleType

import pytest

os.environ["AIRFLOW_HOME"] = tempfile.mkdtemp(prefix="airflow")  # Read when airflow is imported.

PLAN = {
    "dataset": "music",
    "home": "/opt/the pipeline",
    "options": ["--dataset", "music", "--config", "/etc/music.conf"],
    "environment": {"HADOOP_CONF_DIR": "/etc/hadoop"},
    "when": {"hourly": "10 * * * *", "daily": "30 1 * * *", "weekly": "0 3 * * 1"},
    "retries": 2,
    "retry_delay": 90.0,
    "timeout": 3600.0,
    "alert": "",
}


@pytest.fixture(scope="session")
def dags(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The module that makes the DAGs, as Airflow imports it."""
    plans = tmp_path_factory.mktemp("plans")
    (plans / "music.json").write_text(json.dumps(PLAN))
    os.environ["SPARKIFY_SCHEDULE"] = str(plans)
    import sparkify_dags

    return sparkify_dags
