"""Which views there are, and which rows they show."""

from __future__ import annotations

import datetime

import pytest
from pyspark.sql import SparkSession
from scratch import ScratchLake

import lake


def users(table: str = "events") -> list[str]:
    return sorted(row.userId for row in lake.sql(f"SELECT userId FROM {table}").collect())


def test_every_folder_of_parquet_is_a_view(scratch: ScratchLake) -> None:
    scratch.put("events/date=2018-10-01/a.parquet", "ann")
    scratch.put("rejects/feed=events/a.parquet", "bob")
    scratch.put("plays/a.parquet", "cid")
    scratch.put("regions-2018/state=CA/city=Fresno/a.parquet", "dan")
    scratch.put("models/churn/m1/rows/a.parquet", "eve")
    scratch.put("_hidden/a.parquet", "eve")
    scratch.write("notes/day=1/a.csv", b"eve")

    lake.connect(scratch.address)

    assert lake.tables() == ["events", "plays", "regions-2018", "rejects"]
    assert lake.sql("SELECT * FROM `regions-2018`").collect() == [("dan", "CA", "Fresno")]
    assert lake.sql("SELECT userId, feed FROM rejects").collect() == [("bob", "events")]


def test_duck_has_the_same_tables_and_rows(scratch: ScratchLake) -> None:
    scratch.put("events/date=2018-10-01/a.parquet", "ann")
    scratch.put("events/_staging/1/date=2018-10-01/b.parquet", "bob")
    scratch.put("regions-2018/state=CA/city=Fresno/a.parquet", "dan")
    scratch.write("notes/day=1/a.csv", b"eve")

    duck = lake.duck(scratch.address)

    assert [name for (name,) in duck.execute("SHOW TABLES").fetchall()] == ["events", "regions-2018"]
    assert duck.execute("SELECT userId FROM events").fetchall() == [("ann",)]
    scratch.put("events/date=2018-10-02/b.parquet", "bob")
    assert duck.execute("SELECT userId FROM events ORDER BY ALL").fetchall() == [("ann",), ("bob",)]


def test_a_built_table_is_a_view_once_a_query_names_it(scratch: ScratchLake, spark: SparkSession) -> None:
    scratch.put("events/date=2018-10-01/a.parquet", "ann")
    scratch.put("tables/top_users_day/period=2018-10-01/a.parquet", "bob")
    lake.connect(scratch.address)

    assert lake.tables() == ["events", "top_users_day"]
    assert not spark.catalog.tableExists("top_users_day")
    assert users("top_users_day") == ["bob"]
    scratch.put("tables/top_users_day/period=2018-10-02/a.parquet", "cid")
    assert users("top_users_day") == ["bob", "cid"]


def test_duck_has_the_built_tables_that_are_asked_for(scratch: ScratchLake) -> None:
    scratch.put("events/date=2018-10-01/a.parquet", "ann")
    scratch.put("tables/top_users_day/period=2018-10-01/a.parquet", "bob")

    duck = lake.duck(scratch.address, tables=["top_users_day"])

    rows = duck.execute("SELECT userId, period FROM top_users_day").fetchall()
    assert rows == [("bob", datetime.date(2018, 10, 1))]
    with pytest.raises(lake.LakeError, match="There is no table top_users_week"):
        lake.duck(scratch.address, tables=["top_users_week"])


def test_a_query_sees_what_has_landed_since(scratch: ScratchLake) -> None:
    scratch.put("events/date=2018-10-01/a.parquet", "ann")
    lake.connect(scratch.address)
    assert users() == ["ann"]

    scratch.put("events/date=2018-10-02/b.parquet", "bob")
    scratch.put("scores/as_of=2018-10-02/a.parquet", "ann")

    assert users() == ["ann", "bob"]
    assert users("scores") == ["ann"]
    scratch.remove("scores")
    assert lake.tables() == ["events"]


def test_another_lake_drops_all_views(scratch: ScratchLake, spark: SparkSession) -> None:
    assert "scores" in lake.tables()
    scratch.put("events/date=2018-10-01/a.parquet", "ann")

    lake.connect(scratch.address)

    assert [table.name for table in spark.catalog.listTables()] == ["events"]


def test_a_lake_that_cannot_be_opened_leaves_the_views_alone(scratch: ScratchLake) -> None:
    scratch.put("events/date=2018-10-01/a.parquet", "ann")
    lake.connect(scratch.address)

    with pytest.raises(lake.LakeError):
        lake.connect(snapshot=99)

    assert users() == ["ann"]


def test_a_snapshot_has_the_rows_of_its_commit(scratch: ScratchLake) -> None:
    first, second, third = three_commits(scratch)

    rows = {}
    for commit in (first, second, third):
        lake.connect(scratch.address, snapshot=commit)
        rows[commit] = [tuple(row) for row in lake.sql("SELECT userId, day(date) FROM events").collect()]

    assert rows[first] == [("ann", 1)]
    assert sorted(rows[second]) == [("ann", 1), ("bob", 2)]
    assert sorted(rows[third]) == [("bob", 2), ("cid", 1)]
    lake.connect(scratch.address)
    assert users() == ["cid"]  # The second commit is not published yet.
    assert lake.snapshot() == third


def test_a_snapshot_keeps_its_rows_when_files_move_and_more_land(scratch: ScratchLake) -> None:
    _, second, _ = three_commits(scratch)
    lake.connect(scratch.address, snapshot=second)
    assert users() == ["ann", "bob"]

    scratch.move("events/_staging/2/date=2018-10-02/b.parquet", "events/date=2018-10-02/b.parquet")
    scratch.put("events/date=2018-10-03/d.parquet", "dan")
    scratch.commit("-", "events/date=2018-10-03/d.parquet", 1)

    assert users() == ["ann", "bob"]


def test_every_commit_of_scores_can_be_read(spark: SparkSession) -> None:
    newest = lake.snapshot("scores")
    expected = {seq: lake._connected().resolve("scores", seq).rows() for seq in range(1, newest + 1)}

    seen = {}
    for seq in expected:
        lake.connect(snapshot={"scores": seq})
        seen[seq] = lake.sql("SELECT count(as_of) AS n FROM scores").collect()[0].n

    assert seen == expected


def three_commits(scratch: ScratchLake) -> tuple[int, int, int]:
    """One whose file gets replaced, one whose file is still staged, and the one that replaces the first."""
    a, c = "events/date=2018-10-01/a.parquet", "events/date=2018-10-01/c.parquet"
    first = scratch.commit("-", a, 1)
    scratch.put(f"events/_replaced/{3:020}/{a}", "ann")
    staged = "events/_staging/2/date=2018-10-02/b.parquet"
    scratch.put(staged, "bob")
    second = scratch.commit(staged, "events/date=2018-10-02/b.parquet", 1)
    scratch.put(c, "cid")
    return first, second, scratch.commit("-", c, 1, replaces=(a,))
