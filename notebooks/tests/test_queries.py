"""Spark, pandas and DuckDB give the same answers; a query for one date reads only its files."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import pytest
from pyspark.sql import SparkSession

import lake

Rows = list[tuple[Any, ...]]

ALL = 100_000_000

COLUMNS = {
    "events": "date, userId, page, level, artist, length",
    "scores": "decile, probability",
}


def pages(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return frames["events"].groupby("page").size().reset_index()


def users_per_day(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    events = frames["events"]
    return events[events.userId != ""].groupby("date").userId.nunique().reset_index()


def top_artists(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    songs = frames["events"].query("page == 'NextSong'")
    counts = songs.groupby("artist").size().rename("plays").reset_index()
    return counts.sort_values(["plays", "artist"], ascending=[False, True]).head(20)


def listening(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    songs = frames["events"].query("page == 'NextSong'")
    return songs.groupby("level")["length"].sum().reset_index()


def deciles(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    grouped = frames["scores"].groupby("decile").probability
    return grouped.agg(["size", "mean"]).reset_index()


Question = tuple[str, Callable[[dict[str, pd.DataFrame]], pd.DataFrame]]

QUESTIONS: dict[str, Question] = {
    "pages": ("SELECT page, count(*) AS n FROM events GROUP BY page", pages),
    "users per day": (
        "SELECT date, count(DISTINCT userId) AS n FROM events WHERE userId <> '' GROUP BY date",
        users_per_day,
    ),
    "top artists": (
        "SELECT artist, count(*) AS n FROM events WHERE page = 'NextSong' AND artist IS NOT NULL"
        " GROUP BY artist ORDER BY n DESC, artist LIMIT 20",
        top_artists,
    ),
    "seconds listened per level": (
        "SELECT level, sum(length) AS seconds FROM events WHERE page = 'NextSong' GROUP BY level",
        listening,
    ),
    "scores by decile": (
        "SELECT decile, count(*) AS n, avg(probability) AS mean FROM scores GROUP BY decile",
        deciles,
    ),
}


@pytest.fixture(scope="module")
def frames(_session: SparkSession) -> dict[str, pd.DataFrame]:
    """The columns that the questions need, from `lake.pandas`."""
    lake.connect()
    return {table: lake.pandas(f"SELECT {columns} FROM {table}", limit=ALL) for table, columns in COLUMNS.items()}


@pytest.fixture(scope="module")
def duck(address: str) -> duckdb.DuckDBPyConnection:
    return lake.duck()


@pytest.mark.parametrize("name", QUESTIONS)
def test_spark_pandas_and_duck_agree(
    name: str, spark: SparkSession, frames: dict[str, pd.DataFrame], duck: duckdb.DuckDBPyConnection
) -> None:
    sql, by_hand = QUESTIONS[name]

    by_spark = in_order([tuple(row) for row in lake.sql(sql).collect()])

    assert by_spark
    assert in_order(duck.execute(sql).fetchall()) == approximately(by_spark)
    assert in_order(rows(by_hand(frames))) == approximately(by_spark)
    assert in_order(rows(lake.pandas(sql))) == approximately(by_spark)


def test_spark_reads_only_the_files_of_the_date(spark: SparkSession) -> None:
    day, files, rows_of_day = busiest_day(spark)
    frame = lake.sql(f"SELECT userId FROM events WHERE date = '{day}'")

    assert len(frame.collect()) == rows_of_day

    plan = frame._jdf.queryExecution().executedPlan()
    filters = re.search(r"PartitionFilters: \[.*?\]", plan.toString())
    assert filters and f"= {day})" in filters.group()
    scan = plan.collectLeaves().head()
    assert scan.metrics().get("numFiles").get().value() == len(files)


def test_duck_reads_only_the_files_of_the_date(spark: SparkSession, duck: duckdb.DuckDBPyConnection) -> None:
    day, files, rows_of_day = busiest_day(spark)
    sql = f"SELECT userId FROM events WHERE date = '{day}'"

    assert len(duck.execute(sql).fetchall()) == rows_of_day

    plan = "".join(text for _, text in duck.execute(f"EXPLAIN {sql}").fetchall())
    assert re.search(rf"File Filters:\W+\(?date = '{day}'", plan)
    scanned = re.search(r"Scanning Files:\W+(\d+)/(\d+)", plan)
    assert scanned and int(scanned[1]) == len(files)
    assert int(scanned[2]) == len(spark.table("events").inputFiles())


def test_looking_for_new_files_runs_no_spark_job(spark: SparkSession) -> None:
    jobs = spark.sparkContext.statusTracker().getJobIdsForGroup
    spark.sparkContext.setJobGroup("looking", "looking for new files")
    lake.tables()
    assert len(jobs("looking")) == 0
    lake.sql("SELECT count(page) FROM events").collect()
    assert len(jobs("looking")) > 0


def busiest_day(spark: SparkSession) -> tuple[str, list[str], int]:
    """The date with the most rows, its files, and how many rows it has."""
    day = lake.sql("SELECT date, count(*) AS n FROM events GROUP BY date ORDER BY n DESC").first()
    assert day is not None
    files = [file for file in spark.table("events").inputFiles() if f"/date={day.date}/" in file]
    return str(day.date), files, day.n


def rows(frame: pd.DataFrame) -> Rows:
    return [tuple(row) for row in frame.itertuples(index=False)]


def in_order(found: Rows) -> Rows:
    """The rows sorted, with dates as text."""
    return sorted(tuple(value if isinstance(value, (int, float)) else str(value) for value in row) for row in found)


def approximately(expected: Rows) -> Rows:
    """The rows, with a tolerance for sums of fractions, which depend on the order of adding."""
    return [
        tuple(pytest.approx(value, rel=1e-9) if isinstance(value, float) else value for value in row)
        for row in expected
    ]
