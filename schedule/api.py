"""What Airflow's REST interface is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import httpx

_SECONDS = 30


@dataclass(frozen=True)
class Task:
    """A task of a run: its state (None before it is scheduled), how often it was tried, and its seconds."""

    name: str
    state: str | None
    tries: int
    seconds: float


class Api:
    """The REST interface at an address."""

    def __init__(self, address: str, user: str, password: str) -> None:
        self._client = httpx.Client(base_url=address, timeout=_SECONDS, trust_env=False)
        self._login = {"username": user, "password": password}

    def is_healthy(self) -> bool:
        """Whether database, scheduler and dag-processor work."""
        try:
            health = self._client.get("/api/v2/monitor/health").json()
        except (httpx.HTTPError, ValueError):
            return False
        return all(health[part]["status"] == "healthy" for part in ("metadatabase", "scheduler", "dag_processor"))

    def dags(self) -> set[str]:
        return {dag["dag_id"] for dag in self._ask("GET", "/dags", params={"limit": 1000})["dags"]}

    def import_errors(self) -> list[str]:
        """Why DAGs cannot be read: the last line of each error."""
        errors = self._ask("GET", "/importErrors")["import_errors"]
        return [error["stack_trace"].strip().splitlines()[-1] for error in errors]

    def trigger(self, dag: str, date: str) -> str:
        """Starts a run for a date, and returns its id, which names the date."""
        now = datetime.now(timezone.utc)
        body = {"dag_run_id": f"{date}_at_{now:%Y-%m-%dT%H:%M:%S.%f}", "logical_date": None, "conf": {"date": date}}
        return str(self._ask("POST", f"/dags/{dag}/dagRuns", json=body)["dag_run_id"])

    def state(self, dag: str, run: str) -> str:
        return str(self._ask("GET", f"/dags/{dag}/dagRuns/{run}")["state"])

    def tasks(self, dag: str, run: str) -> list[Task]:
        """The tasks of a run, in the order in which they began; those that have not, last."""
        found = self._ask("GET", f"/dags/{dag}/dagRuns/{run}/taskInstances")["task_instances"]
        found.sort(key=lambda each: (each["start_date"] is None, each["start_date"]))
        return [Task(each["task_id"], each["state"], each["try_number"], each["duration"] or 0) for each in found]

    def output(self, dag: str, run: str, task: Task) -> list[str]:
        """What a task printed in its last try."""
        path = f"/dags/{dag}/dagRuns/{run}/taskInstances/{task.name}/logs/{task.tries}"
        lines = self._ask("GET", path, params={"full_content": True})["content"]
        printed = [line["event"] for line in lines if "subprocess" in line.get("logger", "")]
        return printed[printed.index("Output:") + 1 : -1] if "Output:" in printed else []

    def _ask(self, method: str, path: str, **request: Any) -> Any:
        """Asks once more with a new token where the old one has expired."""
        answer = self._client.request(method, f"/api/v2{path}", **request)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            token = self._client.post("/auth/token", json=self._login).raise_for_status().json()["access_token"]
            self._client.headers["Authorization"] = f"Bearer {token}"
            answer = self._client.request(method, f"/api/v2{path}", **request)
        return answer.raise_for_status().json()
