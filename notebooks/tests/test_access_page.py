"""The code of docs/access.md runs as it is, with the address of an existing lake and a user who may read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pyspark.sql import SparkSession

import lake
import webhdfs

PAGE = Path(__file__).parents[2] / "docs" / "access.md"

SPARK_TYPES = {"bigint": "bigint", "string": "string", "varchar": "string", "int": "int", "integer": "int"}


@pytest.fixture
def landed(spark: SparkSession) -> Iterator[None]:
    yield
    spark.sql("DROP TABLE IF EXISTS landed")


def test_the_spark_statements_count_the_rows_of_a_date(
    spark: SparkSession, address: str, landed: None
) -> None:
    day, rows = a_day()
    *statements, query = blocks("sql spark", address, day)[0].split(";")
    for statement in statements:
        spark.sql(statement)
    assert spark.sql(query).collect() == [(rows,)]


def test_the_python_blocks_count_the_rows_of_a_date_and_of_a_snapshot(spark: SparkSession, address: str) -> None:
    day, rows = a_day()
    names: dict[str, Any] = {}
    for block in blocks("python", address, day):
        exec(block, names)  # noqa: S102
    assert names["by_duck"] == rows
    assert len(names["frame"]) == rows
    assert names["in_snapshot"] == lake._connected().resolve("events", None).rows()
    assert names["by_duck_table"] == most_plays()


def test_the_spark_block_reads_a_table(spark: SparkSession, address: str) -> None:
    names: dict[str, Any] = {"spark": spark}
    exec(blocks("python spark", address, "")[0], names)  # noqa: S102
    assert names["by_table"] == most_plays()


@pytest.mark.parametrize("tool", ["hive", "trino"])
def test_the_statements_have_the_columns_of_the_files(tool: str, spark: SparkSession, address: str) -> None:
    statement = blocks(f"sql {tool}", address, "")[0].split(";")[0]
    columns = re.findall(r"`?(\w+)`? (BIGINT|STRING|VARCHAR|INT|INTEGER|DOUBLE|DATE)\b", statement)
    assert [(name, SPARK_TYPES.get(kind.lower(), kind.lower())) for name, kind in columns] == lake.sql(
        "SELECT * FROM events"
    ).dtypes


def a_day() -> tuple[str, int]:
    row = lake.sql("SELECT date, count(*) AS n FROM events GROUP BY date ORDER BY n DESC").first()
    assert row is not None
    return str(row.date), row.n


def a_week() -> str:
    row = lake.sql("SELECT max(period) AS week FROM top_songs_week").first()
    assert row is not None
    return str(row.week)


def most_plays() -> int:
    row = lake.sql(f"SELECT max(plays) AS n FROM top_songs_week WHERE period = '{a_week()}'").first()
    assert row is not None
    return int(row.n)


def blocks(kind: str, address: str, day: str) -> list[str]:
    """The code blocks of a kind, in order, changed to the lake at an address and a date that it has."""
    host, port = webhdfs.addresses(address)[0].rsplit(":", 1)
    text = PAGE.read_text(encoding="utf-8")
    for placeholder, actual in (
        ("hdfs://namenode:8020/sparkify", address),
        ('"namenode"', f'"{host}"'),
        ("9870", port),
        ("/sparkify/", f"{urlsplit(address).path}/"),
        ("2018-10-05", day),
        ("2018-10-01", a_week()),
        ('"analyst"', f'"{webhdfs._user()}"'),
    ):
        text = text.replace(placeholder, actual)
    found = re.findall(rf"^```{kind}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert found, f"{PAGE} has no block marked {kind}"
    return [str(block) for block in found]
