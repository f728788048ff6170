"""The lake of a music service, from a notebook.

    import lake

    spark = lake.connect()                       # a Spark session; one view per table
    lake.sql("SELECT page, count(*) FROM events GROUP BY page").show()
    lake.pandas("SELECT * FROM scores")          # a pandas frame, cut where it would be too long
    lake.model().metrics                         # how good the churn model in use is
    lake.commits()                               # what landed when, from the commit log
    lake.duck().sql("SELECT count(*) FROM events")   # the same files without Spark

`./deploy.sh notebook` says where the lake is by the environment:

    SPARKIFY_LAKE    full address of the lake's folder, such as hdfs://127.0.0.1:8020/sparkify
    HADOOP_CONF_DIR  configuration of the cluster that it is on
    SPARKIFY_JARS    the project's own jars, separated by colons: they read the commit log for snapshots
    SPARKIFY_ARCHIVE Spark's libraries in HDFS, for sessions on YARN

All times are UTC; `date` is the UTC day of `ts`, which is in milliseconds since 1970.
"""

from __future__ import annotations

import json
import os
import re
import warnings
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pandas as pd

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import DataFrame, SparkSession

ROW_LIMIT = 100_000
"""How many rows `pandas` gives at most, unless it is told otherwise."""

_MANIFEST = """
    manifest STRUCT<
        seq: BIGINT, kind: STRING, committedAt: STRING, writer: STRUCT<application: STRING>,
        ranges: ARRAY<STRUCT<landed: BIGINT, rejected: BIGINT, absent: BIGINT>>,
        gaps: ARRAY<STRUCT<`from`: BIGINT, until: BIGINT>>,
        files: ARRAY<STRUCT<path: STRING, rows: BIGINT, bytes: BIGINT, minTime: BIGINT, maxTime: BIGINT>>,
        replaces: ARRAY<STRING>>
"""

_COMMITS = """
    SELECT seq, kind, CAST(committedAt AS TIMESTAMP) AS committed_at, writer.application,
        aggregate(ranges.landed, 0L, (sum, each) -> sum + each) AS landed,
        aggregate(ranges.rejected, 0L, (sum, each) -> sum + each) AS rejected,
        aggregate(ranges.absent, 0L, (sum, each) -> sum + each) AS absent,
        aggregate(gaps, 0L, (sum, each) -> sum + each.until - each.`from`) AS lost,
        size(files) AS files,
        aggregate(files.bytes, 0L, (sum, each) -> sum + each) AS bytes
    FROM {log} ORDER BY seq
"""

_FILES = """
    WITH added AS (SELECT seq, inline(files) FROM {log}),
        replaced AS (SELECT explode(replaces) AS path FROM {log})
    SELECT seq, path, rows, bytes,
        timestamp_millis(minTime) AS min_time, timestamp_millis(maxTime) AS max_time
    FROM added LEFT ANTI JOIN replaced USING (path) ORDER BY path
"""

_PARTITION = re.compile(r"/[A-Za-z_]\w*=")


class LakeError(Exception):
    """What is asked cannot be done; the message says why and what to do."""


def connect(
    lake: str | None = None,
    *,
    snapshot: int | Mapping[str, int] | None = None,
    master: str = "local[*]",
    conf: Mapping[str, str] | None = None,
) -> SparkSession:
    """Opens the lake, with a view for each of its tables, and returns the Spark session.

    Args:
        lake: full address of the lake's folder; default: SPARKIFY_LAKE.
        snapshot: the commit whose files are read, by table or, as a number alone, of `events`: the
            same rows whenever it is read, whatever lands meanwhile. Tables without one are read as
            they are at each query.
        master: where Spark runs: `local[*]` is all cores of this machine, `yarn` the cluster.
        conf: further settings of Spark. Those of a session that runs already stay as they are.

    Raises:
        LakeError: there is no lake at that address, or no such commit.
    """
    from py4j.protocol import Py4JJavaError

    global _lake
    if isinstance(snapshot, int):
        snapshot = {"events": snapshot}
    address = (lake or _setting("SPARKIFY_LAKE")).rstrip("/")
    spark = _session(master, conf or {})
    try:
        opened = _Lake(spark, address, dict(snapshot or {}))
        opened.refresh()
    except Py4JJavaError as error:
        raise LakeError(f"Cannot open the lake {address}: {_message(error)}") from error
    if not opened.views:
        raise LakeError(f"There is nothing in the lake {address} yet: ./deploy.sh stream lands events")
    _lake = opened
    return opened.spark


def tables() -> list[str]:
    """The names of the views: every table that the lake holds now."""
    _connected().refresh()
    return sorted(_connected().views)


def sql(query: str) -> DataFrame:
    """A query over the views, as a Spark frame; sees what has landed until now."""
    _connected().refresh()
    return _connected().spark.sql(query)


def pandas(query: str, limit: int = ROW_LIMIT) -> pd.DataFrame:
    """The result of a query as a pandas frame of at most `limit` rows; warns when it is cut there."""
    frame = sql(query).limit(limit + 1).toPandas()
    if len(frame) > limit:
        warnings.warn(
            f"Cut to the first {limit:,} rows: lake.pandas(query, limit=…) gives more",
            stacklevel=2,
        )
    return frame.head(limit)


def snapshot(table: str = "events") -> int:
    """The newest commit of a table that changed its files, to give to `connect(snapshot=…)`."""
    return _connected().resolve(table, None).seq()


def model() -> Model:
    """The churn model in use.

    Raises:
        LakeError: none is.
    """
    return _connected().model()


def commits(table: str = "events") -> pd.DataFrame:
    """The commit log of a table, oldest commit first.

    `seq`, `kind` (`BATCH`: rows landed; `OPEN`: a writer began), `committed_at` (UTC), `application`
    of the writer, the Kafka offsets that are `landed`, `rejected`, `absent` (never given to a reader)
    or `lost` (gone before they were read), and the `files` it added with their `bytes`.

    Raises:
        LakeError: the table has no commit log.
    """
    return _connected().log(table, _COMMITS)


def files(table: str = "events") -> pd.DataFrame:
    """The files of a table that its newest commit holds, each as the log has it.

    `seq` of the commit that added it, `path` below the lake's folder, `rows`, `bytes`, and the time of
    its rows, from `min_time` to `max_time` (UTC).

    Raises:
        LakeError: the table has no commit log.
    """
    return _connected().log(table, _FILES)


def duck(lake: str | None = None, *, webhdfs: str | None = None) -> duckdb.DuckDBPyConnection:
    """DuckDB with the same tables as views, over WebHDFS: needs neither Spark nor Java.

    Sees the files that lie in place when a query runs, as any bare reader does.

    Args:
        lake: full address of the lake's folder; default: SPARKIFY_LAKE.
        webhdfs: host:port of the NameNode's web address; default: as HADOOP_CONF_DIR has it.
    """
    import duckdb
    import fsspec

    folder = urlsplit(lake or _setting("SPARKIFY_LAKE")).path.rstrip("/")
    host, port = (webhdfs or _web_address()).rsplit(":", 1)
    files = fsspec.filesystem("webhdfs", host=host, port=int(port), user=_user())
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.register_filesystem(files)
    for table in files.ls(folder, detail=False):
        levels = _levels(files, table)
        if levels is not None:
            pattern = f"webhdfs://{table}{'/*=*' * levels}/*.parquet"
            connection.execute(
                f'CREATE VIEW "{Path(table).name}" AS SELECT * FROM'
                f" read_parquet('{pattern}', hive_partitioning = true, union_by_name = true)"
            )
    return connection


@dataclass(frozen=True)
class Model:
    """The churn model in use, as its card and its rows tell.

    Attributes:
        version: its name.
        card: all of `model.json`.
    """

    version: str
    card: Mapping[str, Any]
    _spark: SparkSession = field(repr=False)
    _folder: str = field(repr=False)

    @property
    def metrics(self) -> pd.DataFrame:
        """On the test rows: `value`, and the 95% interval by user from `low` to `high`.

        One row per scorer (`model`, and the baselines that need no model) and figure.
        """
        scorers = {"model": self.card["metrics"], **self.card["baselines"]}
        index = pd.MultiIndex.from_tuples(
            [(scorer, figure) for scorer, figures in scorers.items() for figure in figures],
            names=["scorer", "figure"],
        )
        values = [interval for figures in scorers.values() for interval in figures.values()]
        return pd.DataFrame(values, index=index, columns=["value", "low", "high"], dtype=float)

    @property
    def settings(self) -> dict[str, str]:
        """What shaped it, by the names of `app.conf` below `model`."""
        return dict(self.card["settings"])

    @property
    def features(self) -> pd.DataFrame:
        """`name` and `description` of each column that it reads."""
        return pd.DataFrame(self.card["features"])

    @cached_property
    def rows(self) -> pd.DataFrame:
        """What it was trained and tested on, one row per user and cutoff.

        `userId`, `cutoff`, `role` (`train` or `test`), `label` (1 = left within the horizon), `fold`,
        the features, then `raw` and `probability`: of a test row by the model, of a train row by a
        fit that had not seen the user.
        """
        return self._spark.read.parquet(f"{self._folder}/rows").toPandas()


class _Lake:
    """One lake in one Spark session."""

    def __init__(self, spark: SparkSession, address: str, snapshots: dict[str, int]) -> None:
        self.spark = spark
        self.address = address
        self.snapshots = snapshots
        self.views: set[str] = set()
        self._jvm: Any = spark._jvm
        self._hadoop: Any = spark._jsc.hadoopConfiguration()
        self._files: Any = self._jvm.org.apache.hadoop.fs.Path(address).getFileSystem(self._hadoop)

    def refresh(self) -> None:
        """Makes views of tables that are new, and looks again for the files of the others."""
        for view in self.views - self.snapshots.keys():
            self.spark.catalog.refreshTable(_quoted(view))
        for name in self._tables() - self.views:
            self._view(name).createOrReplaceTempView(_quoted(name))
            self.views.add(name)

    def resolve(self, table: str, seq: int | None) -> Any:
        """One commit of a table, or its newest, as the reader of the commit log knows it."""
        reader = self._jvm.sparkify.lake
        try:
            root = reader.fs.LakeFileSystem.open(self.address, self._hadoop)
            log = reader.log.CommitLog(reader.log.TablePaths(root, table))
            if seq is None:
                return reader.snapshot.Snapshot.newest(log)
            return reader.snapshot.Snapshot.at(log, seq)
        except TypeError as error:  # A package instead of a class: py4j's way to say "not found".
            raise LakeError(
                "Cannot read snapshots: SPARKIFY_JARS does not name the project's jars;"
                " start by ./deploy.sh notebook"
            ) from error
        except Exception as error:
            raise LakeError(_message(error)) from error

    def log(self, table: str, query: str) -> pd.DataFrame:
        """A query over `{log}`, the manifests of a table."""
        folder = f"{self.address}/{table}/_commits"
        if not any(name.endswith(".json") for name in self._names(folder)):
            raise LakeError(f"Cannot read the commit log of {table}: there is none in {folder}")
        manifests = self.spark.read.schema(_MANIFEST).json(f"{folder}/*.json", multiLine=True)
        return self.spark.sql(query, log=manifests.select("manifest.*")).toPandas()

    def model(self) -> Model:
        folder = f"{self.address}/models/churn"
        notes = [name for name in self._names(f"{folder}/_current") if name.endswith(".json")]
        if not notes:
            raise LakeError(f"There is no churn model in use in {self.address}: ./deploy.sh train")
        version = self._json(f"{folder}/_current/{max(notes)}")["version"]
        card = self._json(f"{folder}/{version}/model.json")
        return Model(version, card, self.spark, f"{folder}/{version}")

    def _view(self, table: str) -> DataFrame:
        if table not in self.snapshots:
            return self.spark.read.parquet(f"{self.address}/{table}")
        paths = list(self.resolve(table, self.snapshots[table]).paths())
        if not paths:
            raise LakeError(f"Commit {self.snapshots[table]} of {table} has no rows yet")
        frames = [
            self.spark.read.option("basePath", base).parquet(*files)
            for base, files in _by_base(paths).items()
        ]
        whole = frames[0]
        for frame in frames[1:]:
            whole = whole.unionByName(frame, allowMissingColumns=True)
        return whole

    def _tables(self) -> set[str]:
        """Folders of Parquet files, or of folders that are named by a column's value."""
        return {
            name
            for name in self._names(self.address)
            if not name.startswith(("_", "."))
            and any(_is_data(child) for child in self._names(f"{self.address}/{name}"))
        }

    def _names(self, folder: str) -> list[str]:
        path = self._jvm.org.apache.hadoop.fs.Path(folder)
        if not self._files.exists(path):
            return []
        return [status.getPath().getName() for status in self._files.listStatus(path)]

    def _json(self, path: str) -> dict[str, Any]:
        return json.loads(self.spark.read.text(path, wholetext=True).first()[0])


_lake: _Lake | None = None


def _connected() -> _Lake:
    if _lake is None:
        connect()
    assert _lake is not None
    return _lake


def _session(master: str, conf: Mapping[str, str]) -> SparkSession:
    from pyspark.sql import SparkSession

    settings = {
        "spark.driver.memory": "2g",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "8",
        "spark.ui.showConsoleProgress": "false",
    }
    if master.startswith("local"):  # The machine's own name may lead to an address it cannot reach.
        settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    if jars := os.environ.get("SPARKIFY_JARS"):
        settings["spark.driver.extraClassPath"] = jars
    if archive := os.environ.get("SPARKIFY_ARCHIVE"):
        settings["spark.yarn.archive"] = archive
    builder = SparkSession.builder.appName("notebook").master(master)
    for key, value in {**settings, **conf}.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def _setting(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise LakeError(f"Cannot tell where the lake is: {name} is not set; ./deploy.sh notebook sets it")
    return value


def _web_address() -> str:
    """Where the NameNode answers WebHDFS. Of several, the first: the others stand by."""
    file = Path(_setting("HADOOP_CONF_DIR"), "hdfs-site.xml")
    for entry in ElementTree.parse(file).iter("property"):
        name = entry.findtext("name", "")
        if name.startswith("dfs.namenode.http-address"):
            return entry.findtext("value", "").strip()
    raise LakeError(f"Cannot find dfs.namenode.http-address in {file}: give webhdfs='host:port'")


def _user() -> str:
    return os.environ.get("HADOOP_USER_NAME") or Path.home().owner()


def _by_base(paths: list[str]) -> dict[str, list[str]]:
    """Groups files by the folder above the one that a column's value names."""
    groups: dict[str, list[str]] = {}
    for path in paths:
        partition = _PARTITION.search(path)
        base = path[: partition.start()] if partition else path.rsplit("/", 1)[0]
        groups.setdefault(base, []).append(path)
    return groups


def _levels(files: Any, table: str) -> int | None:
    """How many folders named by a value lie above the files of a table; None if it is none."""
    name = Path(table).name
    if name.startswith(("_", ".")):
        return None
    levels, folder = 0, table
    while True:
        children = sorted(files.ls(folder, detail=False))
        if any(child.endswith(".parquet") for child in children):
            return levels
        deeper = [child for child in children if "=" in Path(child).name]
        if not deeper:
            return None
        levels, folder = levels + 1, deeper[0]


def _is_data(name: str) -> bool:
    return not name.startswith(("_", ".")) and ("=" in name or name.endswith(".parquet"))


def _quoted(name: str) -> str:
    return f"`{name}`"


def _message(error: Exception) -> str:
    """What Java said, without its stack."""
    java = getattr(error, "java_exception", None)
    return java.getMessage() if java is not None else str(error)
