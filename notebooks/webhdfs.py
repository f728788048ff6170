"""A folder of HDFS over WebHDFS, which needs no Java: where it is, and what is in it."""

from __future__ import annotations

import getpass
import os
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


def addresses(folder: str) -> list[str]:
    """Where the NameNodes of a folder answer WebHDFS, host:port. If there are several, one is active.

    Read from HADOOP_CONF_DIR; without it, the usual port of the folder's own host.
    """
    service = urlsplit(folder).netloc.split(":")[0]
    key = "dfs.namenode.http-address"
    found = [
        value
        for name, value in _settings()
        if name in (key, f"{key}.{service}") or name.startswith(f"{key}.{service}.")
    ]
    return found or [f"{service}:9870"]


def children(folder: str, nodes: list[str]) -> tuple[Any, list[str]]:
    """The file system at the first node that answers, and the paths in the folder.

    Raises:
        FileNotFoundError: there is no such folder.
        ConnectionError: no node answers.
    """
    import fsspec

    for node in nodes:
        host, _, port = node.rpartition(":")
        files = fsspec.filesystem("webhdfs", host=host, port=int(port), user=_user())
        try:
            return files, files.ls(urlsplit(folder).path, detail=False)
        except FileNotFoundError:
            raise
        except (OSError, RuntimeError):  # Down, or on standby.
            continue
    raise ConnectionError(f"no NameNode answers WebHDFS at {', '.join(nodes)}")


def parquet_pattern(files: Any, table: str) -> str | None:
    """The address of all Parquet files of a table, or None if there are none.

    They are in its folder, or in subfolders named after the value of a column.
    """
    pattern, folder = f"webhdfs://{table}", table
    while True:
        names = [child for child in sorted(files.ls(folder, detail=False)) if _is_visible(child)]
        if any(name.endswith(".parquet") for name in names):
            return f"{pattern}/*.parquet"
        deeper = [name for name in names if "=" in Path(name).name]
        if not deeper:
            return None
        pattern, folder = f"{pattern}/*=*", deeper[0]


def _is_visible(path: str) -> bool:
    return not Path(path).name.startswith(("_", "."))


def _settings() -> Iterator[tuple[str, str]]:
    file = Path(os.environ.get("HADOOP_CONF_DIR", ""), "hdfs-site.xml")
    if file.exists():
        for entry in ElementTree.parse(file).iter("property"):
            yield entry.findtext("name", "").strip(), entry.findtext("value", "").strip()


def _user() -> str:
    return os.environ.get("HADOOP_USER_NAME") or getpass.getuser()
