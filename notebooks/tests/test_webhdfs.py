"""Which NameNode is used."""

from __future__ import annotations

from pathlib import Path

import pytest

import webhdfs

SITE = """<configuration>
<property><name>dfs.namenode.http-address.music.one</name><value>one.example:9870</value></property>
<property><name>dfs.namenode.http-address.music.two</name><value>two.example:9870</value></property>
<property><name>dfs.namenode.http-address.musical.one</name><value>other.example:9870</value></property>
</configuration>"""


def test_all_name_nodes_of_the_lakes_own_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hdfs-site.xml").write_text(SITE)
    monkeypatch.setenv("HADOOP_CONF_DIR", str(tmp_path))
    assert webhdfs.addresses("hdfs://music/sparkify") == ["one.example:9870", "two.example:9870"]


def test_the_usual_port_where_nothing_is_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HADOOP_CONF_DIR", raising=False)
    assert webhdfs.addresses("hdfs://namenode:8020/sparkify") == ["namenode:9870"]


def test_a_name_node_that_is_down_is_skipped(address: str) -> None:
    _, there = webhdfs.children(address, webhdfs.addresses(address))
    _, found = webhdfs.children(address, ["127.0.0.1:1", *webhdfs.addresses(address)])
    assert found == there
