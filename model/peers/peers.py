"""Compares a churn model with models of other libraries, on the rows that it was trained and tested on.

    python peers.py ROWS          # the file or folder of Parquet that README.md says how to save

Each kind of model is tuned by the same number of random draws of its parameters, each draw judged by its
PR-AUC on held-out users of the train rows (the rows' own folds), then fitted to all train rows and tested
on the test rows. As in the pipeline, figures are computed per cutoff and averaged, and intervals come from
resampling users, each with all their rows. The same rows and options give the same figures.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import joblib
import lightgbm
import numpy as np
import pandas as pd
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from threadpoolctl import threadpool_limits

Parameters = dict[str, Any]

_KEYS = ["userId", "cutoff", "role", "label", "fold", "raw", "probability"]


class PeersError(Exception):
    """The comparison cannot be made; the message says why."""


@dataclass(frozen=True)
class Rows:
    """Rows of one role, one per user and cutoff, sorted by cutoff and user.

    Attributes:
        users: the number of each row's user, from 0.
        cutoffs: the number of each row's cutoff, from 0.
        labels: 1 = churned within the horizon, else 0.
        folds: the group of users with which each row is held out.
        features: what models may read, one column per feature.
        raw: what the churn model said; for train rows, a fit that had not seen the user.
    """

    users: np.ndarray
    cutoffs: np.ndarray
    labels: np.ndarray
    folds: np.ndarray
    features: np.ndarray
    raw: np.ndarray

    @staticmethod
    def of(frame: pd.DataFrame) -> Rows:
        """The rows of a frame that has all columns."""
        frame = frame.assign(cutoff=frame.cutoff.astype(str)).sort_values(["cutoff", "userId"])
        return Rows(
            users=pd.factorize(frame.userId)[0],
            cutoffs=pd.factorize(frame.cutoff)[0],
            labels=frame.label.to_numpy(int),
            folds=frame.fold.to_numpy(int),
            features=frame.drop(columns=_KEYS).to_numpy(float),
            raw=frame.raw.to_numpy(float),
        )

    def __str__(self) -> str:
        leavers = len(np.unique(self.users[self.labels == 1]))
        return (
            f"{len(self.labels):,} rows of {self.users.max() + 1:,} users, {leavers:,} of whom churn,"
            f" at {self.cutoffs.max() + 1} cutoffs"
        )


def read(path: Path) -> tuple[Rows, Rows]:
    """The train rows and the test rows.

    Raises:
        PeersError: there are none at this path.
    """
    try:
        frame = pd.read_parquet(path)
    except (OSError, ValueError) as error:  # Arrow's errors are among them.
        raise PeersError(f"Cannot read Parquet from {path}: {str(error).splitlines()[0]}") from None
    missing = [name for name in _KEYS if name not in frame]
    if missing:
        raise PeersError(
            f"Cannot compare on {path}: not a churn model's rows, no column {', '.join(missing)}"
        )
    train, test = (frame[frame.role == role] for role in ("train", "test"))
    for role, rows in (("train", train), ("test", test)):
        if rows.label.nunique() < 2:
            raise PeersError(f"Cannot compare on {path}: its {role} rows need leavers and stayers")
    return Rows.of(train), Rows.of(test)


class Ranking:
    """Rows from the highest score to the lowest; rows with equal scores form a group.

    They are sorted once: a resample only changes their weights.
    """

    def __init__(self, labels: np.ndarray, scores: np.ndarray) -> None:
        self._order = np.argsort(-scores, kind="stable")
        self._labels = labels[self._order]
        self._starts = np.flatnonzero(np.diff(scores[self._order], prepend=np.inf))

    def figures(self, weights: np.ndarray) -> tuple[float, float]:
        """ROC-AUC, a tie counting half, and PR-AUC as average precision; NaN without leavers or stayers."""
        weights = weights[self._order]
        rows = np.add.reduceat(weights, self._starts).astype(float)
        leavers = np.add.reduceat(weights * self._labels, self._starts).astype(float)
        caught, all_leavers, stayers = leavers.cumsum(), leavers.sum(), rows - leavers
        if not all_leavers or not stayers.sum():
            return np.nan, np.nan
        roc_auc = stayers @ (caught - leavers / 2) / (all_leavers * stayers.sum())
        precision = caught / np.maximum(rows.cumsum(), 1)
        return roc_auc, leavers @ precision / all_leavers


class Scored:
    """Rows with one model's scores."""

    def __init__(self, rows: Rows, scores: np.ndarray) -> None:
        cutoffs = [np.flatnonzero(rows.cutoffs == cutoff) for cutoff in np.unique(rows.cutoffs)]
        self._cutoffs = [(at, Ranking(rows.labels[at], scores[at])) for at in cutoffs]
        self._unweighted = np.ones(len(scores), dtype=int)

    def figures(self, weights: np.ndarray | None = None) -> np.ndarray:
        """ROC-AUC and PR-AUC, averaged over the cutoffs."""
        weights = self._unweighted if weights is None else weights
        return np.mean([ranking.figures(weights[at]) for at, ranking in self._cutoffs], axis=0)


def resamples(rows: Rows, number: int, seed: int) -> Iterator[np.ndarray]:
    """The rows' weights when as many users as there are have been drawn with replacement."""
    random = np.random.default_rng(seed)
    users = rows.users.max() + 1
    for _ in range(number):
        yield np.bincount(random.integers(users, size=users), minlength=users)[rows.users]


@dataclass(frozen=True)
class Peer:
    """A kind of model.

    Attributes:
        draw: draws parameters, from ranges wide enough for dozens and for thousands of leavers.
        build: the model with these parameters, for a number of rows to be fitted to.
        final: parameters that differ in the fit to all train rows, because they only cost time.
    """

    name: str
    draw: Callable[[np.random.Generator], Parameters]
    build: Callable[[Parameters, int], Any]
    final: Parameters = field(default_factory=dict)

    def scores(
        self, parameters: Parameters, train: Rows, fitted: np.ndarray, scored: np.ndarray
    ) -> np.ndarray:
        """The scores of some features by a model that was fitted to some of the train rows."""
        with threadpool_limits(1):  # With more threads, sums would depend on the number of cores.
            model = self.build(parameters, len(fitted)).fit(train.features[fitted], train.labels[fitted])
            return model.predict_proba(scored)[:, 1]


def _regression(parameters: Parameters, rows: int) -> Any:
    steps = [FunctionTransformer(_with_logarithms)] if parameters["logarithms"] else []
    # The penalty is λ in mean log loss + λ/2·‖w‖², as in the pipeline.
    model = LogisticRegression(C=1 / (parameters["penalty"] * rows), solver="newton-cholesky")
    return make_pipeline(*steps, StandardScaler(), model)


def _with_logarithms(features: np.ndarray) -> np.ndarray:
    return np.hstack([features, np.sign(features) * np.log1p(np.abs(features))])


def _draw_regression(random: np.random.Generator) -> Parameters:
    return {"penalty": _log_uniform(random, 1e-4, 1), "logarithms": bool(random.integers(2))}


def _forest(parameters: Parameters, rows: int) -> Any:
    return RandomForestClassifier(random_state=0, **parameters)


def _draw_forest(random: np.random.Generator) -> Parameters:
    return {
        "n_estimators": 30,
        "max_features": _log_uniform(random, 0.05, 0.3),
        "max_samples": _log_uniform(random, 0.1, 0.5),
        "min_samples_leaf": _log_integer(random, 5, 50),
    }


def _histogram_boosting(parameters: Parameters, rows: int) -> Any:
    return HistGradientBoostingClassifier(early_stopping=False, random_state=0, **parameters)


def _draw_histogram_boosting(random: np.random.Generator) -> Parameters:
    return {
        "max_iter": _log_integer(random, 50, 400),
        "max_depth": int(random.integers(1, 6)),
        "learning_rate": _log_uniform(random, 0.02, 0.2),
        "min_samples_leaf": _log_integer(random, 5, 100),
        "max_features": random.uniform(0.2, 1),
        "l2_regularization": _log_uniform(random, 0.01, 100),
    }


def _lightgbm(parameters: Parameters, rows: int) -> Any:
    return lightgbm.LGBMClassifier(
        num_leaves=2 ** parameters["max_depth"],
        subsample_freq=1,
        random_state=0,
        n_jobs=1,
        deterministic=True,
        force_col_wise=True,
        verbose=-1,
        **parameters,
    )


def _draw_lightgbm(random: np.random.Generator) -> Parameters:
    return {
        "n_estimators": _log_integer(random, 50, 400),
        "max_depth": int(random.integers(1, 6)),
        "learning_rate": _log_uniform(random, 0.02, 0.2),
        "min_child_samples": _log_integer(random, 5, 100),
        "subsample": random.uniform(0.5, 1),
        "colsample_bytree": random.uniform(0.2, 1),
        "reg_lambda": _log_uniform(random, 0.01, 100),
    }


def _log_uniform(random: np.random.Generator, low: float, high: float) -> float:
    return float(np.exp(random.uniform(np.log(low), np.log(high))))


def _log_integer(random: np.random.Generator, low: int, high: int) -> int:
    return round(_log_uniform(random, low, high))


PEERS = [
    Peer("logistic regression", _draw_regression, _regression),
    Peer("random forest", _draw_forest, _forest, final={"n_estimators": 200}),
    Peer("HistGradientBoosting", _draw_histogram_boosting, _histogram_boosting),
    Peer("LightGBM", _draw_lightgbm, _lightgbm),
]


@dataclass(frozen=True)
class Result:
    """A model's scores of the train rows, by fits that had not seen the user, and of the test rows."""

    name: str
    held_out: np.ndarray
    test: np.ndarray
    parameters: Parameters | None = None
    seconds: float | None = None


def tuned(peer: Peer, train: Rows, test: Rows, draws: int, seed: int, jobs: int) -> Result:
    """The best of a number of draws by PR-AUC on held-out users, fitted to all train rows."""
    began = time.monotonic()
    random = np.random.default_rng(seed)
    drawn = [peer.draw(random) for _ in range(draws)]
    parallel = joblib.Parallel(n_jobs=jobs)
    held_out = _held_out(peer, drawn, train, parallel)
    best = max(range(draws), key=lambda i: Scored(train, held_out[i]).figures()[1])
    parameters = drawn[best] | peer.final
    everything = np.arange(len(train.labels))
    scores = peer.scores(parameters, train, everything, test.features)
    return Result(peer.name, held_out[best], scores, parameters, time.monotonic() - began)


def _held_out(
    peer: Peer, drawn: list[Parameters], train: Rows, parallel: joblib.Parallel
) -> list[np.ndarray]:
    folds = [train.folds == fold for fold in np.unique(train.folds)]
    scores = parallel(
        joblib.delayed(peer.scores)(parameters, train, np.flatnonzero(~fold), train.features[fold])
        for parameters in drawn
        for fold in folds
    )
    assembled = [np.empty(len(train.labels)) for _ in drawn]
    for i, of_fold in enumerate(scores):
        assembled[i // len(folds)][folds[i % len(folds)]] = of_fold
    return assembled


def report(results: Sequence[Result], train: Rows, test: Rows, number: int, seed: int) -> str:
    """A Markdown table of the results, the first of which is compared with each other, and the parameters."""
    models = [Scored(test, result.test) for result in results]
    values = np.array([model.figures() for model in models])
    draws = np.array([[model.figures(w) for model in models] for w in resamples(test, number, seed)])
    lines = [
        "| model | held-out PR-AUC | ROC-AUC | PR-AUC | ours − this: ROC-AUC | ours − this: PR-AUC | seconds |",
        "|---|---|---|---|---|---|---|",
    ]
    for i, result in enumerate(results):
        held_out = f"{Scored(train, result.held_out).figures()[1]:.3f}"
        figures = _intervals(values[i], draws[:, i])
        differences = _intervals(values[0] - values[i], draws[:, 0] - draws[:, i], "+") if i else ["", ""]
        seconds = "" if result.seconds is None else f"{result.seconds:.0f}"
        lines.append(f"| {' | '.join([result.name, held_out, *figures, *differences, seconds])} |")
    parameters = [f"- {result.name}: {_text(result.parameters)}" for result in results if result.parameters]
    return "\n".join([*lines, "", *parameters])


def _intervals(values: np.ndarray, draws: np.ndarray, sign: str = "") -> list[str]:
    """Each figure with its 95% interval."""
    ends = np.nanquantile(draws, [0.025, 0.975], axis=0)
    return [
        f"{value:{sign}.3f} ({low:{sign}.3f} … {high:{sign}.3f})"
        for value, low, high in zip(values, *ends, strict=True)
    ]


def _text(parameters: Parameters) -> str:
    return ", ".join(
        f"{name} {value:.3g}" if isinstance(value, float) else f"{name} {value}"
        for name, value in parameters.items()
    )


def compare(path: Path, draws: int, resampled: int, seed: int, jobs: int) -> str:
    """The whole comparison, as Markdown; says on stderr how far it is."""
    train, test = read(path)
    results = [Result("ours", train.raw, test.raw)]
    for peer in PEERS:
        results.append(tuned(peer, train, test, draws, seed, jobs))
        print(f"Tuned and fitted {peer.name} in {results[-1].seconds:.0f} s", file=sys.stderr)
    origin = (
        f"Train: {train}. Test: {test}. {train.features.shape[1]} features, {draws} draws per model,"
        f" {resampled} resamples, seed {seed}; scikit-learn {sklearn.__version__},"
        f" LightGBM {lightgbm.__version__}; {jobs} fits at a time."
    )
    return f"{origin}\n\n{report(results, train, test, resampled, seed)}"


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"invalid value: {text!r} (must be a whole number above 0)")
    return int(text)


def main() -> None:
    """Reads the command line and prints the comparison."""
    parser = argparse.ArgumentParser(
        description="Compare a churn model with others, trained on the same rows."
    )
    parser.add_argument("rows", type=Path, help="file or folder of Parquet: the rows of a churn model")
    for name, default, meaning in (
        ("--draws", 20, "draws of parameters per model"),
        ("--resamples", 1000, "resamples of users per interval"),
        ("--seed", 1, "seed of draws and resamples"),
        ("--jobs", os.cpu_count() or 1, "fits at a time"),
    ):
        parser.add_argument(name, type=_positive, default=default, help=f"{meaning}; default: {default}")
    options = parser.parse_args()
    try:
        print(compare(options.rows, options.draws, options.resamples, options.seed, options.jobs))
    except PeersError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
