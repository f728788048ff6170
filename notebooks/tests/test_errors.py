"""What cannot be done is reported in one line: the thing, its value and what to do."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from pyspark.sql import SparkSession
from scratch import ScratchLake

import lake

RUN = "import lake; lake.connect(snapshot=%s); print(lake.sql('SELECT 1').count())"


def error_of(action: Callable[[], object]) -> str:
    with pytest.raises(lake.LakeError) as caught:
        action()
    message = str(caught.value)
    assert "\n" not in message and "py4j" not in message and "java." not in message
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return message


def test_no_lake(spark: SparkSession, address: str) -> None:
    for action in (lake.connect, lake.duck):
        message = error_of(lambda: action(f"{address}-that-is-not"))
        assert message.startswith(f"There is no lake at {address}-that-is-not: ./deploy.sh dataset list")


def test_an_empty_lake(scratch: ScratchLake) -> None:
    message = error_of(lambda: lake.connect(scratch.address))
    assert message == f"There is nothing in the lake {scratch.address} yet: ./deploy.sh stream lands events"


def test_no_model(scratch: ScratchLake) -> None:
    scratch.put("events/date=2018-10-01/a.parquet", "ann")
    lake.connect(scratch.address)
    message = error_of(lake.model)
    assert message.startswith(f"There is no current churn model in {scratch.address}: ./deploy.sh train")


def test_no_such_commit(spark: SparkSession, address: str) -> None:
    message = error_of(lambda: lake.connect(snapshot=987654))
    assert message.startswith(f"Cannot read commit 987654 of {address}/events: the log ends at ")


def test_no_such_table_for_a_snapshot(spark: SparkSession, address: str) -> None:
    message = error_of(lambda: lake.connect(snapshot={"plays": 3}))
    assert message == f"Cannot read commit 3 of {address}/plays: the log ends at 0"


def test_a_commit_without_rows(spark: SparkSession) -> None:
    message = error_of(lambda: lake.connect(snapshot=0))
    assert message.startswith("Commit 0 of events in ")


def test_an_unknown_host(spark: SparkSession) -> None:
    message = error_of(lambda: lake.connect("hdfs://no-such-host.invalid/lake"))
    assert message.startswith("Cannot open the lake hdfs://no-such-host.invalid/lake: UnknownHost")


def test_no_name_node_for_duck(address: str) -> None:
    message = error_of(lambda: lake.duck(web="127.0.0.1:1"))
    assert message.startswith(f"Cannot read the lake {address}: no NameNode answers WebHDFS at 127.0.0.1:1;")


def test_no_address_of_a_lake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPARKIFY_LAKE", raising=False)
    message = error_of(lake.connect)
    assert message.startswith("Cannot find the lake: SPARKIFY_LAKE is not set; ./deploy.sh notebook")


def test_spark_that_runs_elsewhere(spark: SparkSession) -> None:
    message = error_of(lambda: lake.connect(master="yarn"))
    assert message.startswith("Cannot run Spark on yarn: it already runs on local[*]; restart the kernel")


def test_no_jars(address: str) -> None:
    run = python(RUN % "1", SPARKIFY_JARS="")
    assert run.stderr.splitlines()[-1] == (
        "lake.LakeError: Cannot read snapshots: SPARKIFY_JARS does not name the project's jars;"
        " start with ./deploy.sh notebook"
    )


def test_jars_in_a_folder_with_a_space_and_no_noise(address: str, tmp_path: Path) -> None:
    jars = [Path(jar) for jar in os.environ["SPARKIFY_JARS"].split(":")]
    folder = tmp_path / "my jars"
    folder.mkdir()
    for jar in jars:
        (folder / jar.name).symlink_to(jar)

    run = python(RUN % "lake.connect() and lake.snapshot()", SPARKIFY_JARS=":".join(map(str, folder.iterdir())))

    assert (run.stderr, run.stdout) == ("", "1\n")


def test_a_notebook_shows_one_line() -> None:
    assert lake.LakeError("Cannot do it")._render_traceback_() == ["LakeError: Cannot do it"]


def test_a_result_that_is_too_long_is_cut_and_says_so(spark: SparkSession) -> None:
    with pytest.warns(UserWarning, match=r"Cut to the first 1,000 rows: .*limit=") as caught:
        frame = lake.pandas("SELECT id FROM range(5000)", limit=1000)
    assert len(frame) == 1000
    assert __file__ in {warning.filename for warning in caught}


def test_a_result_of_exactly_the_limit_is_complete(spark: SparkSession) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        assert len(lake.pandas("SELECT id FROM range(1000)", limit=1000)) == 1000


def python(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if name != "JDK_JAVA_OPTIONS"}  # Java reports it.
    return subprocess.run(
        [sys.executable, "-c", program],
        env={**inherited, "PYTHONPATH": str(Path(lake.__file__).parent), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
