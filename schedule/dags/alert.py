"""Tells somebody that a task has failed for good: calls an address, or runs a command."""

from __future__ import annotations

import json
import logging
import subprocess
from typing import Any
from urllib.request import Request, urlopen

_SECONDS = 60

log = logging.getLogger(__name__)


def send(target: str, context: dict[str, Any]) -> None:
    """Sends what failed as a JSON object with the fields dag, run, task, tries, error and log.

    Args:
        target: an http or https address, which gets it by POST; or a shell command, which gets it on standard input.
        context: Airflow's, of the task.

    Raises:
        OSError: the address refused it or did not answer, or the command failed. Airflow logs that with the task.
    """
    body = json.dumps(message(context)).encode()
    if target.startswith(("http://", "https://")):
        with urlopen(Request(target, body, {"Content-Type": "application/json"}), timeout=_SECONDS):
            log.info("Alert sent to %s", target)
        return
    done = subprocess.run(["/bin/sh", "-c", target], input=body, capture_output=True, timeout=_SECONDS, check=False)
    if done.returncode:
        raise OSError(f"Cannot alert: '{target}' exited with {done.returncode}: {done.stderr.decode().strip()}")
    log.info("Alert given to '%s'", target)


def message(context: dict[str, Any]) -> dict[str, Any]:
    task = context["ti"]
    return {
        "dag": task.dag_id,
        "run": task.run_id,
        "task": task.task_id,
        "tries": task.try_number,
        "error": str(context.get("exception") or context.get("reason") or ""),
        "log": str(getattr(task, "log_url", "")),
    }
