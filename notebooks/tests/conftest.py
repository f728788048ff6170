"""What the tests read: the lake that SPARKIFY_LAKE names, and their own lakes on the same HDFS."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from pyspark.sql import SparkSession
from scratch import ScratchLake

import lake


@pytest.fixture(scope="session")
def address() -> str:
    """The address of an existing lake."""
    given = os.environ.get("SPARKIFY_LAKE")
    if not given:
        pytest.skip("SPARKIFY_LAKE is not set: these tests read a lake with events, a model and scores")
    return given


@pytest.fixture(scope="session")
def _session(address: str) -> SparkSession:
    return lake.connect()


@pytest.fixture
def spark(_session: SparkSession, address: str) -> SparkSession:
    """Spark, connected to the existing lake."""
    if lake._connected().address != address or lake._connected().snapshots:
        lake.connect()
    return _session


@pytest.fixture
def scratch(_session: SparkSession, address: str) -> Iterator[ScratchLake]:
    """An empty folder for a lake, on the same HDFS; deleted at the end."""
    created = ScratchLake(address)
    yield created
    created.remove()
