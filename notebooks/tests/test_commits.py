"""The commit log as DataFrames."""

from __future__ import annotations

import pytest
from pyspark.sql import SparkSession
from scratch import ScratchLake

import lake


def test_the_log_counts_the_rows_of_the_table(spark: SparkSession) -> None:
    rows = lake.sql("SELECT * FROM events").count()

    commits, files = lake.commits(), lake.files()

    assert commits.landed.sum() == files.rows.sum() == rows
    assert list(commits.seq) == list(range(1, len(commits) + 1))
    assert commits.committed_at.is_monotonic_increasing
    assert commits.files.sum() >= len(files)


def test_a_replaced_file_is_in_its_commit_but_no_longer_in_the_table(scratch: ScratchLake) -> None:
    scratch.put("events/date=2018-10-01/b.parquet", "ann", "bob")
    scratch.commit("events/_staging/1/a.parquet", "events/date=2018-10-01/a.parquet", 1)
    scratch.commit(
        "events/_staging/2/b.parquet",
        "events/date=2018-10-01/b.parquet",
        2,
        replaces=("events/date=2018-10-01/a.parquet",),
    )
    lake.connect(scratch.address)

    assert list(lake.commits().files) == [1, 1]
    live = lake.files()[["seq", "path", "rows"]]
    assert live.values.tolist() == [[2, "events/date=2018-10-01/b.parquet", 2]]


def test_commits_and_files_are_the_same_after_a_checkpoint(scratch: ScratchLake) -> None:
    day = "events/date=2018-10-01"
    for name in "abc":
        scratch.put(f"{day}/{name}.parquet", name)
    scratch.commit("events/_staging/1/a.parquet", f"{day}/a.parquet", 1)
    scratch.commit("events/_staging/2/b.parquet", f"{day}/b.parquet", 1)
    scratch.checkpoint(day, f"{day}/a.parquet", f"{day}/b.parquet")
    scratch.commit("events/_staging/3/c.parquet", f"{day}/c.parquet", 1, replaces=(f"{day}/a.parquet",))
    lake.connect(scratch.address)

    assert list(lake.commits().seq) == [1, 2, 3]
    assert list(lake.files().path) == [f"{day}/b.parquet", f"{day}/c.parquet"]
    assert lake.snapshot() == 3


def test_a_table_without_a_log_is_an_error(scratch: ScratchLake) -> None:
    scratch.put("plays/a.parquet", "ann")
    lake.connect(scratch.address)

    with pytest.raises(lake.LakeError, match="Cannot read the commit log of plays: there is none in"):
        lake.commits("plays")
