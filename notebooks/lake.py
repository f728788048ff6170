"""The lake of a music service, from a notebook.

    import lake

    spark = lake.connect()                       # a Spark session; one view per feed
    lake.sql("SELECT page, count(*) FROM events GROUP BY page").show()
    lake.pandas("SELECT * FROM scores")          # a pandas DataFrame, cut if it is too long
    lake.pandas("SELECT * FROM top_songs_day")   # likewise any table that ./deploy.sh analyze has built
    lake.model().metrics                         # how good the current churn model is
    lake.commits()                               # what landed when, from the commit log
    lake.duck().sql("SELECT count(*) FROM events")   # the same files without Spark

`./deploy.sh notebook` sets the environment variables that say where the lake is:

    SPARKIFY_LAKE    full address of the lake's folder, such as hdfs://127.0.0.1:8020/sparkify
    HADOOP_CONF_DIR  configuration of the lake's cluster
    SPARKIFY_JARS    the project's own jars, separated by colons: they read the commit log for snapshots
    SPARKIFY_ARCHIVE address of Spark's libraries on HDFS, for sessions on YARN

All times are UTC; `date` is the UTC day of `ts`, which is in milliseconds since 1970.
"""

from __future__ import annotations

import json
import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import pandas as pd

import commit_log

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import DataFrame, SparkSession

ROW_LIMIT = 100_000
"""How many rows `pandas` returns at most, unless `limit` says otherwise."""

_BUILT = "tables"  # The folder of the tables that ./deploy.sh analyze builds.
_BY_SEGMENT = ("rocAuc", "observedOverExpected")
_LOGGING = Path(__file__).resolve().with_name("log4j2.properties")
_JAVA_CLASS = re.compile(r"(?:\w+\.)+(\w+(?:Exception|Error))\b")
_PARTITION = re.compile(r"/[A-Za-z_]\w*=")
_WORD = re.compile(r"\w+")


class LakeError(Exception):
    """Something cannot be done; the message says why, and what to do."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows instead of a stack trace."""
        return [f"LakeError: {self}"]


def connect(
    lake: str | None = None,
    *,
    snapshot: int | Mapping[str, int] | None = None,
    master: str | None = None,
    conf: Mapping[str, str] | None = None,
) -> SparkSession:
    """Opens the lake as a Spark session, with a view for each of its feeds and the scores.

    There can be dozens of tables that `./deploy.sh analyze` has built, so each becomes a view when a query of
    `sql` or `pandas` first names it.

    Args:
        lake: full address of the lake's folder; default: SPARKIFY_LAKE.
        snapshot: the commit to read, by table, or one number for `events`: the same rows at every
            reading, whatever lands meanwhile. Other tables are read as they are at each query.
        master: where Spark runs: `local[*]`, all cores of this machine, or `yarn`, the cluster;
            default: where it already runs, otherwise `local[*]`.
        conf: further Spark settings. A session that already runs keeps its own.

    Raises:
        LakeError: there is no lake at that address, or no such commit, or Spark already runs elsewhere.
    """
    global _lake
    if isinstance(snapshot, int):
        snapshot = {"events": snapshot}
    address = (lake or _setting("SPARKIFY_LAKE")).rstrip("/")
    opened = _Lake(_session(master, conf or {}), address, dict(snapshot or {}))
    opened.refresh()
    for view in _lake.views - opened.views if _lake else ():
        opened.spark.catalog.dropTempView(view)
    _lake = opened
    return opened.spark


def tables() -> list[str]:
    """The names that queries can use: every table that is in the lake now."""
    _connected().refresh()
    return sorted(_connected().views | _connected().built)


def sql(query: str) -> DataFrame:
    """The result of a query over the views, as a Spark DataFrame; sees everything that has landed so far."""
    _connected().refresh(query)
    return _connected().spark.sql(query)


def pandas(query: str, limit: int = ROW_LIMIT) -> pd.DataFrame:
    """The result of a query, as a pandas DataFrame of at most `limit` rows; warns if it is cut."""
    frame = sql(query).limit(limit + 1).toPandas()
    if len(frame) > limit:
        warnings.warn(
            f"Cut to the first {limit:,} rows: lake.pandas(query, limit=…) returns more",
            stacklevel=2,
        )
    return frame.head(limit)


def snapshot(table: str = "events") -> int:
    """The newest commit that changed a table's files, for `connect(snapshot=…)`."""
    return int(_connected().resolve(table, None).seq())


def model() -> Model:
    """The current churn model: the one that was promoted last.

    Raises:
        LakeError: there is no current model.
    """
    return _connected().model()


def commits(table: str = "events") -> pd.DataFrame:
    """The commit log of a table, oldest commit first.

    Columns: `seq`, `kind` (`BATCH`: rows landed; `OPEN`: a driver opened the table; `REDRIVE`: rejects became
    rows, so `rejected` is negative), `committed_at` (UTC), the
    `application` that committed, how many Kafka offsets are `landed`, `rejected`, `absent` (never delivered
    to a reader) or `lost` (deleted before they were read), and how many `files` it added, of how many
    `bytes`.

    Raises:
        LakeError: the table has no commit log.
    """
    return _connected().commits(table)


def files(table: str = "events") -> pd.DataFrame:
    """The files of a table as of its newest commit, as the log describes them.

    Columns: `seq` of the commit that added the file, `path` below the lake's folder, `rows`, `bytes`,
    and the times of its rows, from `min_time` to `max_time` (UTC).

    Raises:
        LakeError: the table has no commit log.
    """
    return _connected().files(table)


def duck(
    lake: str | None = None, *, web: str | None = None, tables: Iterable[str] = ()
) -> duckdb.DuckDBPyConnection:
    """DuckDB with the feeds and the scores as views, over WebHDFS: needs neither Spark nor Java.

    Sees the files that are in place when a query runs, like any bare reader.

    Args:
        lake: full address of the lake's folder; default: SPARKIFY_LAKE.
        web: host:port of the NameNode's web address; default: from HADOOP_CONF_DIR.
        tables: of those that `./deploy.sh analyze` has built, the ones to have as views too.

    Raises:
        LakeError: there is no lake at that address, or no such table, or no NameNode answers.
    """
    import duckdb

    import webhdfs

    address = (lake or _setting("SPARKIFY_LAKE")).rstrip("/")
    try:
        files, folders = webhdfs.children(address, [web] if web else webhdfs.addresses(address))
    except FileNotFoundError:
        raise LakeError(_no_lake(address)) from None
    except ConnectionError as error:
        raise LakeError(f"Cannot read the lake {address}: {error}; start the cluster, or set web=") from None
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.register_filesystem(files)
    for folder in [*filter(_is_visible, folders), *_built_folders(files, address, tables)]:
        if pattern := webhdfs.parquet_pattern(files, folder):
            connection.execute(
                f'CREATE VIEW "{Path(folder).name}" AS'
                f" SELECT * FROM read_parquet('{pattern}', hive_partitioning = true)"
            )
    return connection


def _built_folders(files: Any, address: str, tables: Iterable[str]) -> list[str]:
    folders = [f"{urlsplit(address).path}/{_BUILT}/{table}" for table in tables]
    for folder in folders:
        if not files.exists(folder):
            raise LakeError(f"There is no table {Path(folder).name}: ./deploy.sh analyze builds the tables")
    return folders


@dataclass(frozen=True)
class Model:
    """The current churn model: its `model.json` and its rows.

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
        """Figures on the test rows: `value`, and its 95% interval by user, from `low` to `high`.

        One row per scorer (`model`, and baselines that need no model) and figure. The scorer `chance` has
        only `prAuc`: the base rate, and the range of nine in ten rankings of users by a random number.
        """
        chance = {"prAuc": self.card.get("prAucOfChance", {})}  # A model from before has none.
        scorers = {"model": self.card["metrics"], **self.card["baselines"], "chance": chance}
        index = pd.MultiIndex.from_tuples(
            [(scorer, figure) for scorer, figures in scorers.items() for figure in figures],
            names=["scorer", "figure"],
        )
        values = [interval for figures in scorers.values() for interval in figures.values()]
        return pd.DataFrame(values, index=index, columns=["value", "low", "high"], dtype=float)

    @property
    def segments(self) -> pd.DataFrame:
        """The model on parts of the test rows, such as those of paying users.

        Columns: `trait` and `name` of the part, its `rows`, `users` and `leavers`, then for `rocAuc` and
        `observedOverExpected` the value and the ends of its 95% interval (`rocAuc_low`, `rocAuc_high`),
        missing where too few users left.
        """
        counts = ["trait", "name", "rows", "users", "leavers"]
        ends = {"": "value", "_low": "low", "_high": "high"}
        figures = [(f"{name}{end}", name, key) for name in _BY_SEGMENT for end, key in ends.items()]
        segments = self.card.get("segments", [])  # A model from before has none.
        frame = pd.DataFrame(segments, columns=counts)
        for column, name, key in figures:
            values = [(segment["metrics"] or {}).get(name, {}).get(key) for segment in segments]
            frame[column] = pd.Series(values, dtype=float)
        return frame

    @property
    def settings(self) -> dict[str, str]:
        """The settings it was trained with, by their keys below `model` in `app.conf`."""
        return dict(self.card["settings"])

    @property
    def features(self) -> pd.DataFrame:
        """`name`, `description` and `digest` of each feature that it reads."""
        return pd.DataFrame(self.card["features"])

    @cached_property
    def rows(self) -> pd.DataFrame:
        """What it was trained and tested on: one row per user and cutoff.

        Columns: `userId`, `cutoff`, `role` (`train` or `test`), `label` (1 = churned within the horizon),
        `fold`, the features, then `raw` and `probability`: for a test row from the model, for a train row
        from a fit that had not seen the user.
        """
        with _explained(f"read {self._folder}/rows", "is the model complete?"):
            return self._spark.read.parquet(f"{self._folder}/rows").toPandas()


class _Lake:
    """One lake in one Spark session."""

    def __init__(self, spark: SparkSession, address: str, snapshots: dict[str, int]) -> None:
        self.spark = spark
        self.address = address
        self.snapshots = snapshots
        self.views: set[str] = set()
        self.built: set[str] = set()
        self._held: dict[str, int] = {}  # How many files the view of a snapshot reads.
        self._jvm = cast(Any, spark._jvm)
        self._hadoop = cast(Any, spark._jsc).hadoopConfiguration()
        with _explained(f"open the lake {address}", "is its cluster up?"):
            self._files: Any = self._jvm.org.apache.hadoop.fs.Path(address).getFileSystem(self._hadoop)

    def refresh(self, query: str = "") -> None:
        """Updates the views to what is in the lake now, or as of the requested commits.

        Of the tables that are built from feeds, only those become views that a query has named.
        """
        with _explained(f"read the lake {self.address}", "is its cluster up?"):
            for view in self.views:
                self.spark.catalog.refreshTable(_quoted(view))
            self.built = set(filter(_is_visible, self._names(f"{self.address}/{_BUILT}") or ()))
            named = self.built & (self.views | set(_WORD.findall(query)))
            tables = self._tables() | self.snapshots.keys() | named
            frames = {name: self._frame(name) for name in tables - self.views | self._moved()}
        for name, frame in frames.items():
            frame.createOrReplaceTempView(_quoted(name))
        for name in self.views - tables:
            self.spark.catalog.dropTempView(name)
        self.views = tables

    def resolve(self, table: str, seq: int | None) -> Any:
        """The snapshot of a table after a commit, or after its newest, from the project's Java reader."""
        from py4j.protocol import Py4JJavaError

        reader = self._jvm.sparkify.lake
        try:
            root = reader.fs.LakeFileSystem.open(self.address, self._hadoop)
            log = reader.log.CommitLog(reader.log.TablePaths(root, self._folder(table)))
            if seq is None:
                return reader.snapshot.Snapshot.newest(log)
            return reader.snapshot.Snapshot.at(log, seq)
        except TypeError:  # py4j treats a class that it cannot find as a package.
            raise LakeError(
                "Cannot read snapshots: SPARKIFY_JARS does not name the project's jars;"
                " start with ./deploy.sh notebook"
            ) from None
        except Py4JJavaError as error:
            raise LakeError(_message(error)) from None

    def commits(self, table: str) -> pd.DataFrame:
        def query(log: commit_log.Log) -> pd.DataFrame:
            commits = self._query(commit_log.COMMITS, log=self._manifests(log, 0))
            commits = commits.drop_duplicates("seq", ignore_index=True)  # Archives may overlap.
            missing = set(range(1, int(commits.seq.max()) + 1)) - set(commits.seq)
            if missing:
                raise LakeError(f"Cannot read the commit log {log.folder}: commit {min(missing)} is missing")
            return commits

        return self._log(table, query)

    def files(self, table: str) -> pd.DataFrame:
        def query(log: commit_log.Log) -> pd.DataFrame:
            lists = log.list_paths(self._json(log.checkpoint_path())) if log.checkpoint else []
            listed = self._lines(commit_log.LIST, lists).select("list.*")
            return self._query(commit_log.FILES, listed=listed, log=self._manifests(log, log.checkpoint))

        return self._log(table, query)

    def _log(self, table: str, query: Callable[[commit_log.Log], pd.DataFrame]) -> pd.DataFrame:
        """Queries the commit log of a table; again if its files are archived meanwhile."""
        folder = f"{self.address}/{self._folder(table)}/_commits"
        with _explained(f"read the commit log {folder}", "./deploy.sh audit shows what is wrong"):
            while True:
                log = commit_log.Log.of(folder, self._names)
                if not log.paths():
                    raise LakeError(f"Cannot read the commit log of {table}: there is none in {folder}")
                try:
                    return query(log)
                except Exception:
                    if commit_log.Log.of(folder, self._names).checkpoint == log.checkpoint:
                        raise

    def _manifests(self, log: commit_log.Log, after: int) -> DataFrame:
        manifests = self._lines(commit_log.MANIFEST, log.paths(after)).select("manifest.*")
        return manifests.where(manifests.seq > after)

    def _lines(self, schema: str, paths: list[str]) -> DataFrame:
        if not paths:
            nothing = self.spark.sql(f"SELECT from_json('', '{' '.join(schema.split())}') AS line")
            return nothing.select("line.*").limit(0)
        return self.spark.read.schema(schema).json(paths, mode="FAILFAST")

    def _query(self, query: str, **views: DataFrame) -> pd.DataFrame:
        return self.spark.sql(query, **views).toPandas()

    def model(self) -> Model:
        folder = f"{self.address}/models/churn"
        with _explained(f"read the churn model in {self.address}", "is it complete? ./deploy.sh model show says"):
            names = self._names(f"{folder}/_current") or ()
            notes = [name for name in names if name.endswith(".json")]
            if not notes:
                raise LakeError(
                    f"There is no current churn model in {self.address}: ./deploy.sh train creates one"
                )
            version = self._json(f"{folder}/_current/{max(notes)}")["version"]
            card = self._json(f"{folder}/{version}/model.json")
        return Model(version, card, self.spark, f"{folder}/{version}")

    def _frame(self, table: str) -> DataFrame:
        if table not in self.snapshots:
            return self.spark.read.parquet(f"{self.address}/{self._folder(table)}")
        paths = list(self.resolve(table, self.snapshots[table]).paths())
        if not paths:
            raise LakeError(
                f"Commit {self.snapshots[table]} of {table} in {self.address} has no rows: choose a later one"
            )
        frames = [
            self.spark.read.option("basePath", base).parquet(*files)
            for base, files in _by_base(paths).items()
        ]
        union = frames[0]
        for frame in frames[1:]:
            union = union.unionByName(frame, allowMissingColumns=True)
        self._held[table] = len(paths)
        return union

    def _folder(self, table: str) -> str:
        return f"{_BUILT}/{table}" if table in self.built else table

    def _moved(self) -> set[str]:
        """Tables whose snapshot files are no longer where they were found: published or replaced since."""
        return {
            table
            for table, files in self._held.items()
            if len(self.spark.table(_quoted(table))._jdf.inputFiles()) < files
        }

    def _tables(self) -> set[str]:
        """Folders of Parquet files, or of subfolders of them named after the value of a column."""
        names = self._names(self.address)
        if names is None:
            raise LakeError(_no_lake(self.address))
        tables = {name for name in names if _is_visible(name) and self._is_table(f"{self.address}/{name}")}
        if not tables and not self.snapshots:
            raise LakeError(f"There is nothing in the lake {self.address} yet: ./deploy.sh stream lands events")
        return tables

    def _is_table(self, folder: str) -> bool:
        names = [name for name in self._names(folder) or () if _is_visible(name)]
        return any(name.endswith(".parquet") for name in names) or any(
            self._is_table(f"{folder}/{name}") for name in names if "=" in name
        )

    def _names(self, folder: str) -> list[str] | None:
        """The names in a folder, or None if there is no such folder."""
        path = self._jvm.org.apache.hadoop.fs.Path(folder)
        if not self._files.exists(path):
            return None
        return [status.getPath().getName() for status in self._files.listStatus(path)]

    def _json(self, path: str) -> Any:
        return json.loads(self.spark.read.text(path, wholetext=True).collect()[0][0])


_lake: _Lake | None = None


def _connected() -> _Lake:
    if _lake is None:
        connect()
    assert _lake is not None
    return _lake


def _session(master: str | None, conf: Mapping[str, str]) -> SparkSession:
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    if running and master not in (None, running.sparkContext.master):
        raise LakeError(
            f"Cannot run Spark on {master}: it already runs on {running.sparkContext.master};"
            " restart the kernel first"
        )
    master = master or "local[*]"
    if master.startswith("local"):  # Its pages are for this machine, whose host name may not lead here.
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.appName("notebook").master(master)
    for key, value in {**_spark_settings(), **conf}.items():
        builder = builder.config(key, value)
    with _explained("start Spark", "is Java 17 on the PATH or at JAVA_HOME?"):
        return builder.getOrCreate()


def _spark_settings() -> dict[str, str]:
    settings = {
        "spark.driver.memory": "2g",
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_LOGGING.as_uri()}",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "8",
        "spark.sql.sources.parallelPartitionDiscovery.threshold": "1000",
        "spark.ui.showConsoleProgress": "false",
    }
    if jars := os.environ.get("SPARKIFY_JARS"):
        settings["spark.driver.extraClassPath"] = jars
    if archive := os.environ.get("SPARKIFY_ARCHIVE"):
        settings["spark.yarn.archive"] = archive
    return settings


def _setting(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise LakeError(f"Cannot find the lake: {name} is not set; ./deploy.sh notebook sets it")
    return value


def _by_base(paths: list[str]) -> dict[str, list[str]]:
    """Groups files by the folder above those named after the value of a column."""
    groups: dict[str, list[str]] = {}
    for path in paths:
        partition = _PARTITION.search(path)
        base = path[: partition.start()] if partition else path.rsplit("/", 1)[0]
        groups.setdefault(base, []).append(path)
    return groups


def _no_lake(address: str) -> str:
    return f"There is no lake at {address}: ./deploy.sh dataset list shows which exist"


def _is_visible(path: str) -> bool:
    return not Path(path).name.startswith(("_", "."))


def _quoted(name: str) -> str:
    return f"`{name}`"


@contextmanager
def _explained(what: str, hint: str) -> Iterator[None]:
    """Turns errors of Java and Spark into a LakeError of one line."""
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JJavaError, PySparkException) as error:
        raise LakeError(f"Cannot {what}: {_message(error)}; {hint}") from None


def _message(error: Exception) -> str:
    java = getattr(error, "java_exception", None)
    said = str(error) if java is None else java.getMessage() or java.getClass().getName()
    return _JAVA_CLASS.sub(r"\1", said.strip().splitlines()[0])
