"""The current churn model; its figures must follow from its rows."""

from __future__ import annotations

import pandas as pd
import pytest
from pyspark.sql import SparkSession

import lake

FIGURES = {"rocAuc", "prAuc", "lift10", "recallAtBudget", "brier"}
FIGURES |= {"observedOverExpected", "calibrationIntercept", "calibrationSlope"}


@pytest.fixture
def model(spark: SparkSession) -> lake.Model:
    return lake.model()


def test_each_scorer_has_each_figure_with_its_interval(model: lake.Model) -> None:
    metrics = model.metrics

    assert list(metrics.columns) == ["value", "low", "high"]
    assert metrics.index.names == ["scorer", "figure"]
    assert {scorer for scorer, _ in metrics.index} == {"model", "baseRate", "recency", "chance"}
    assert {figure for _, figure in metrics.index} == FIGURES
    defined = metrics.dropna()
    assert len(defined) >= 2 * len(FIGURES)
    assert (defined.low <= defined.high).all()


def test_the_base_rate_lies_within_the_range_of_chance(model: lake.Model) -> None:
    chance = model.metrics.loc[("chance", "prAuc")]
    assert chance.low < chance.value < chance.high
    assert chance.value == pytest.approx(model.metrics.value["baseRate", "prAuc"])


def test_the_segments_of_a_trait_share_out_the_test_rows(model: lake.Model) -> None:
    segments = model.segments
    assert set(segments.trait) == {"level", "device", "tenure", "region", "gender"}
    assert set(segments.groupby("trait").rows.sum()) == {model.card["test"]["rows"]}
    measured = segments.dropna()
    assert (measured.rocAuc_low <= measured.rocAuc_high).all()


def test_a_model_from_before_has_neither_chance_nor_segments() -> None:
    figures = {"rocAuc": {"value": 0.7, "low": 0.6, "high": 0.8}}
    card = {"metrics": figures, "baselines": {"recency": figures}}
    old = lake.Model("s1-00000000", card, None, "")  # type: ignore[arg-type]
    assert old.metrics.loc[("chance", "prAuc")].isna().all()
    assert old.segments.empty
    assert "rocAuc_low" in old.segments.columns


def test_the_scores_name_the_model(model: lake.Model) -> None:
    scored = lake.sql("SELECT DISTINCT model FROM scores").collect()
    assert model.version in {row.model for row in scored}


def test_settings_have_the_names_of_the_configuration(model: lake.Model) -> None:
    assert {"horizon", "cutoffs.every", "folds"} <= model.settings.keys()


def test_every_feature_is_a_column_of_the_rows(model: lake.Model) -> None:
    assert list(model.features.columns) == ["name", "description", "digest"]
    assert model.features.description.str.len().min() > 0
    assert set(model.features.name) <= set(model.rows.columns)


def test_there_are_as_many_rows_as_the_card_says(model: lake.Model) -> None:
    for role in ("train", "test"):
        rows = model.rows[model.rows.role == role]
        assert len(rows) == model.card[role]["rows"]
        assert rows.userId.nunique() == model.card[role]["users"]
        assert rows[rows.label == 1].userId.nunique() == model.card[role]["leavers"]


def test_roc_auc_follows_from_the_test_rows(model: lake.Model) -> None:
    test = model.rows[model.rows.role == "test"]
    areas = [roc_auc(rows.label, rows.raw) for _, rows in test.groupby("cutoff")]
    assert sum(areas) / len(areas) == pytest.approx(model.metrics.value["model", "rocAuc"], abs=1e-9)


def test_brier_score_follows_from_the_test_rows(model: lake.Model) -> None:
    test = model.rows[model.rows.role == "test"]
    squares = (test.probability - test.label) ** 2
    assert squares.mean() == pytest.approx(model.metrics.value["model", "brier"], abs=1e-9)


def test_observed_over_expected_follows_from_the_test_rows(model: lake.Model) -> None:
    test = model.rows[model.rows.role == "test"]
    ratio = test.label.sum() / test.probability.sum()
    assert ratio == pytest.approx(model.metrics.value["model", "observedOverExpected"], abs=1e-9)


def roc_auc(label: pd.Series[int], score: pd.Series[float]) -> float:
    """The share of pairs of a leaver and a stayer with the leaver ranked higher; ties count half."""
    leavers = int(label.sum())
    stayers = len(label) - leavers
    ranks = float(score.rank()[label == 1].sum())
    return (ranks - leavers * (leavers + 1) / 2) / (leavers * stayers)
