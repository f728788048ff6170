"""A small lake that a test writes by hand."""

from __future__ import annotations

import hashlib
import io
import json
import uuid
from urllib.parse import urlsplit

import pyarrow
import pyarrow.parquet

import webhdfs


class ScratchLake:
    """A lake in the user's home folder, on the same HDFS as another lake.

    Attributes:
        address: the full address of its folder.
    """

    def __init__(self, other: str) -> None:
        self._files, _ = webhdfs.children(other, webhdfs.addresses(other))
        self._folder = f"{self._files.home_directory()}/lake-of-tests-{uuid.uuid4()}"
        self._files.makedirs(self._folder)
        parts = urlsplit(other)
        self.address = f"{parts.scheme}://{parts.netloc}{self._folder}"
        self._commits = 0
        self._manifests: list[bytes] = []

    def put(self, path: str, *users: str) -> None:
        """Writes a Parquet file of one row per user."""
        buffer = io.BytesIO()
        pyarrow.parquet.write_table(pyarrow.table({"userId": list(users)}), buffer)
        self.write(path, buffer.getvalue())

    def write(self, path: str, content: bytes) -> None:
        """Writes a file of any kind."""
        self._files.pipe_file(f"{self._folder}/{path}", content)

    def move(self, path: str, to: str) -> None:
        """Moves a file, like publishing or replacing it."""
        self._files.makedirs(f"{self._folder}/{to}".rsplit("/", 1)[0], exist_ok=True)
        self._files.mv(f"{self._folder}/{path}", f"{self._folder}/{to}")

    def commit(self, staged: str, path: str, rows: int, replaces: tuple[str, ...] = ()) -> int:
        """Writes the next manifest of `events`, which adds one file; returns its number."""
        self._commits += 1
        file = {"staged": staged, "path": path, "rows": rows, "bytes": 1, "minTime": 0, "maxTime": 0}
        manifest = {
            "seq": self._commits,
            "kind": "REPLACE",
            "uuid": str(uuid.uuid4()),
            "committedAt": "2018-10-01T00:00:00Z",
            "writer": {"application": "test", "attempt": 1, "session": "test", "code": "test"},
            "topic": None,
            "positions": {},
            "ranges": [],
            "gaps": [],
            "files": [file],
            "rejects": [],
            "replaces": list(replaces),
        }
        self._manifests.append(_sealed("manifest", manifest))
        self.write(f"events/_commits/{self._commits:020}.json", self._manifests[-1])
        return self._commits

    def checkpoint(self, folder: str, *paths: str) -> None:
        """Archives all manifests of `events`, whose live files are `paths`, all in `folder`."""
        log, last = "events/_commits", f"{self._commits:020}"
        self.write(f"{log}/_archive/{1:020}-{last}.jsonl", b"".join(self._manifests))
        file = {"seq": self._commits, "rows": 1, "bytes": 1, "minTime": 0, "maxTime": 0}
        files = [{**file, "path": path} for path in paths]
        live = {"folder": folder, "rejects": False, "files": files}
        self.write(f"{log}/_files/{folder}/{last}.json", _sealed("list", live))
        state = {"seq": self._commits, "snapshotSeq": self._commits, "batches": 0, "files": len(paths)}
        head = {**state, "partitions": {}, "gaps": [], "lists": [{"folder": folder, "seq": self._commits}]}
        self.write(f"{log}/_checkpoints/{last}.json", _sealed("checkpoint", head))
        for seq in range(1, self._commits + 1):
            self._files.rm(f"{self._folder}/{log}/{seq:020}.json")

    def remove(self, path: str = "") -> None:
        """Deletes a folder of the lake, or all of it."""
        self._files.rm(f"{self._folder}/{path}", recursive=True)


def _sealed(name: str, value: object) -> bytes:
    """A file of the commit log."""
    text = json.dumps(value)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f'{{"format":1,"sha256":"{digest}","{name}":{text}}}\n'.encode()
