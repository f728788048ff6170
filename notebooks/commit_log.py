"""The commit log of a table: which files to read, and SQL queries over them.

A manifest describes one commit: a file of its own while it is new, then a line of an archive, once a
checkpoint covers it. A checkpoint names lists of the files that were live then. Every one of these is a JSON
object on one line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Names = Callable[[str], Iterable[str] | None]
"""The names in a folder, or None if there is no such folder."""

_NUMBER = re.compile(r"(\d{20})\.json")
_RANGE = re.compile(r"(\d{20})-(\d{20})\.jsonl")


@dataclass(frozen=True)
class Log:
    """The files of a log.

    Attributes:
        folder: the folder of the log.
        archives: by name, the first and the last commit of each.
        manifests: by name, the commit of each that no archive holds.
        checkpoint: the commit of the newest checkpoint; 0 if there is none.
    """

    folder: str
    archives: dict[str, tuple[int, int]]
    manifests: dict[str, int]
    checkpoint: int

    @staticmethod
    def of(folder: str, names: Names) -> Log:
        """Lists the log: checkpoints first, archives last.

        What was archived before the manifests were listed is in an archive that is listed; what is archived
        later has a newer checkpoint than the one that is listed.
        """
        checkpoints = _numbered(names(f"{folder}/_checkpoints")).values()
        manifests = _numbered(names(folder))
        ranges = {
            name: (int(match[1]), int(match[2]))
            for name in names(f"{folder}/_archive") or ()
            if (match := _RANGE.fullmatch(name))
        }
        archived = max((last for _, last in ranges.values()), default=0)
        newer = {name: seq for name, seq in manifests.items() if seq > archived}
        return Log(folder, ranges, newer, max(checkpoints, default=0))

    def paths(self, after: int = 0) -> list[str]:
        """The files that hold the commits after `after`; they may also hold earlier ones."""
        archives = sorted(name for name, (_, last) in self.archives.items() if last > after)
        manifests = sorted(name for name, seq in self.manifests.items() if seq > after)
        return [f"{self.folder}/_archive/{name}" for name in archives] + [
            f"{self.folder}/{name}" for name in manifests
        ]

    def checkpoint_path(self) -> str:
        return f"{self.folder}/_checkpoints/{self.checkpoint:020}.json"

    def list_paths(self, checkpoint: dict[str, Any]) -> list[str]:
        """The lists of live files that a checkpoint names."""
        return [
            f"{self.folder}/_files/{each['folder']}/{each['seq']:020}.json"
            for each in checkpoint["checkpoint"]["lists"]
        ]


def _numbered(names: Iterable[str] | None) -> dict[str, int]:
    return {name: int(match[1]) for name in names or () if (match := _NUMBER.fullmatch(name))}


MANIFEST = """
    manifest STRUCT<
        seq: BIGINT, kind: STRING, committedAt: STRING, writer: STRUCT<application: STRING>,
        ranges: ARRAY<STRUCT<landed: BIGINT, rejected: BIGINT, absent: BIGINT>>,
        changes: ARRAY<STRUCT<landed: BIGINT, rejected: BIGINT>>,
        gaps: ARRAY<STRUCT<`from`: BIGINT, until: BIGINT>>,
        files: ARRAY<STRUCT<path: STRING, rows: BIGINT, bytes: BIGINT, minTime: BIGINT, maxTime: BIGINT>>,
        replaces: ARRAY<STRING>>
"""
"""The fields that are read from a manifest."""

LIST = """
    list STRUCT<
        rejects: BOOLEAN,
        files: ARRAY<STRUCT<
            seq: BIGINT, path: STRING, rows: BIGINT, bytes: BIGINT, minTime: BIGINT, maxTime: BIGINT>>>
"""
"""The fields that are read from a list of live files."""

COMMITS = """
    SELECT seq, kind, CAST(committedAt AS TIMESTAMP) AS committed_at, writer.application,
        aggregate(ranges.landed, 0L, (sum, each) -> sum + each)
            + coalesce(aggregate(changes.landed, 0L, (sum, each) -> sum + each), 0L) AS landed,
        aggregate(ranges.rejected, 0L, (sum, each) -> sum + each)
            + coalesce(aggregate(changes.rejected, 0L, (sum, each) -> sum + each), 0L) AS rejected,
        aggregate(ranges.absent, 0L, (sum, each) -> sum + each) AS absent,
        aggregate(gaps, 0L, (sum, each) -> sum + each.until - each.`from`) AS lost,
        size(files) AS files,
        aggregate(files.bytes, 0L, (sum, each) -> sum + each) AS bytes
    FROM {log} ORDER BY seq
"""
"""What landed when, from `log`: one row per commit. Counts are of offsets, except `files` and `bytes`."""

FILES = """
    WITH listed AS (SELECT inline(files) FROM {listed} WHERE NOT rejects),
        added AS (SELECT seq, inline(files) FROM {log}),
        replaced AS (SELECT explode(replaces) AS path FROM {log})
    SELECT seq, path, rows, bytes,
        timestamp_millis(minTime) AS min_time, timestamp_millis(maxTime) AS max_time
    FROM (SELECT * FROM listed UNION ALL SELECT * FROM added) LEFT ANTI JOIN replaced USING (path)
    ORDER BY path
"""
"""The live files: those `listed` at a checkpoint and added since, in `log`, but not replaced since."""
