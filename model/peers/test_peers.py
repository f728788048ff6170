"""The comparison, on generated rows: the figures, what models may see, and what is refused."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

import peers

CUTOFFS = {"2018-10-13": "train", "2018-10-20": "train", "2018-11-10": "test", "2018-11-17": "test"}


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    """Rows of 300 users who leave the likelier the higher `signal` is; our model says nothing but noise."""
    random = np.random.default_rng(7)
    users = pd.DataFrame({"userId": [str(user) for user in range(300)], "fold": np.arange(300) % 5})
    rows = pd.concat([users.assign(cutoff=cutoff, role=role) for cutoff, role in CUTOFFS.items()])
    signal = random.normal(size=len(rows))
    label = (random.random(len(rows)) < 1 / (1 + np.exp(2 - 2 * signal))).astype(float)
    noise = random.normal(size=len(rows))
    return rows.assign(label=label, signal=signal, other=noise, raw=random.permuted(noise), probability=0.1)


@pytest.fixture(scope="module")
def folder(frame: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rows")
    shuffled = frame.sample(frac=1, random_state=1)
    shuffled[:500].to_parquet(folder / "part-0.parquet")
    shuffled[500:].to_parquet(folder / "part-1.parquet")
    (folder / "_SUCCESS").touch()
    return folder


@pytest.fixture(scope="module")
def rows(folder: Path) -> tuple[peers.Rows, peers.Rows]:
    return peers.read(folder)


def test_figures_are_those_of_scikit_learn_with_ties_and_weights() -> None:
    random = np.random.default_rng(3)
    labels = random.integers(2, size=200)
    scores = random.integers(20, size=200) + 5.0 * labels
    weights = random.integers(3, size=200)

    roc_auc, pr_auc = peers.Ranking(labels, scores).figures(weights)

    assert roc_auc == pytest.approx(roc_auc_score(labels, scores, sample_weight=weights))
    assert pr_auc == pytest.approx(average_precision_score(labels, scores, sample_weight=weights))


def test_figures_are_averaged_over_the_cutoffs(rows: tuple[peers.Rows, peers.Rows]) -> None:
    _, test = rows
    signal = test.features[:, 0]
    scores = signal + 100 * test.cutoffs  # Scores of different cutoffs need not be comparable.

    expected = [roc_auc_score(test.labels[at], signal[at]) for at in (test.cutoffs == 0, test.cutoffs == 1)]

    assert peers.Scored(test, scores).figures()[0] == pytest.approx(np.mean(expected))


def test_resamples_draw_users_with_all_their_rows(rows: tuple[peers.Rows, peers.Rows]) -> None:
    _, test = rows
    for weights in peers.resamples(test, 20, seed=1):
        of_user = pd.Series(weights).groupby(test.users)
        assert (of_user.nunique() == 1).all()
        assert of_user.first().sum() == 300


def test_models_read_features_only(rows: tuple[peers.Rows, peers.Rows]) -> None:
    train, test = rows
    assert train.features.shape == test.features.shape == (600, 2)


class Memory:
    """Knows the users that it was fitted to by the first feature."""

    def fit(self, features: np.ndarray, labels: np.ndarray) -> Memory:
        self._known = features[:, 0]
        return self

    def predict_proba(self, features: np.ndarray) -> np.ndarray:
        known = np.isin(features[:, 0], self._known).astype(float)
        return np.stack([1 - known, known], axis=1)


def _memory(parameters: peers.Parameters, rows: int) -> Any:
    return Memory()


def _nothing(random: np.random.Generator) -> peers.Parameters:
    return {}


def test_no_model_is_judged_on_users_it_has_seen(rows: tuple[peers.Rows, peers.Rows]) -> None:
    train, test = (dataclasses.replace(role, features=role.users[:, None]) for role in rows)

    result = peers.tuned(peers.Peer("memory", _nothing, _memory), train, test, draws=1, seed=1, jobs=1)

    assert not result.held_out.any()
    assert result.test.all()


@pytest.mark.parametrize("peer", peers.PEERS, ids=lambda peer: peer.name)
def test_each_model_finds_the_signal(peer: peers.Peer, rows: tuple[peers.Rows, peers.Rows]) -> None:
    train, test = rows

    result = peers.tuned(peer, train, test, draws=3, seed=1, jobs=1)

    assert peers.Scored(test, result.test).figures()[0] > 0.75


@pytest.mark.parametrize("peer", peers.PEERS, ids=lambda peer: peer.name)
def test_scores_do_not_depend_on_the_number_of_jobs(
    peer: peers.Peer, rows: tuple[peers.Rows, peers.Rows]
) -> None:
    one, two = (peers.tuned(peer, *rows, draws=2, seed=1, jobs=jobs) for jobs in (1, 2))

    assert np.array_equal(one.held_out, two.held_out)
    assert np.array_equal(one.test, two.test)


def test_the_table_compares_ours_with_each_peer(rows: tuple[peers.Rows, peers.Rows]) -> None:
    train, test = rows
    ours = peers.Result("ours", train.raw, test.raw)
    same = peers.Result("same", 2 * train.raw, 2 * test.raw)
    better = peers.Result("better", train.features[:, 0], test.features[:, 0], {"step": 0.12345}, 3.4)

    lines = peers.report([ours, same, better], train, test, 50, seed=1).splitlines()
    table = {
        cells[0]: cells for cells in ([cell.strip() for cell in line.split("|")[1:-1]] for line in lines[:5])
    }

    assert table["ours"][4:] == ["", "", ""]
    assert table["same"][2:4] == table["ours"][2:4]
    assert table["same"][4:6] == ["+0.000 (+0.000 … +0.000)"] * 2
    assert table["better"][4].startswith("-0.3")
    assert table["better"][6] == "3"
    assert lines[-1] == "- better: step 0.123"


def test_what_is_no_model_s_rows_is_refused_in_one_line(frame: pd.DataFrame, tmp_path: Path) -> None:
    def refusal(path: Path) -> str:
        with pytest.raises(peers.PeersError) as refused:
            peers.read(path)
        return str(refused.value)

    empty = tmp_path / "empty"
    empty.mkdir()
    text = tmp_path / "text.parquet"
    text.write_text("not Parquet")
    other, train = tmp_path / "other.parquet", tmp_path / "train.parquet"
    frame.drop(columns=["fold", "raw"]).to_parquet(other)
    frame[frame.role == "train"].to_parquet(train)

    for path in (tmp_path / "none", text):
        assert refusal(path).startswith(f"Cannot read Parquet from {path}: ")
        assert "\n" not in refusal(path)
    assert refusal(empty).startswith("Cannot ")
    assert refusal(other).endswith("not a churn model's rows, no column fold, raw")
    assert refusal(train).endswith("its test rows need leavers and stayers")
