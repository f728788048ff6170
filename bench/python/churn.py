"""Trains a churn model from a file of events with pandas and scikit-learn.

Cutoffs, labels and split are those of the project's own training; the features are of the same kind.
"""

import json
import sys

import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

DAY_MS = 86_400_000
HORIZON = 14
OBSERVED = 10
WINDOWS = (3, 7, 14, 30, 60)
CANCELLED = "Cancellation Confirmation"
PAGES = [
    "NextSong", "Home", "Thumbs Up", "Thumbs Down", "Roll Advert", "Add to Playlist", "Add Friend", "Logout",
    "Help", "Error", "Settings", "Upgrade", "Downgrade", "About", "Save Settings",
]  # fmt: skip
RESAMPLES = 1000
SEED = 1


def load(file):
    """The events of known users, with the UTC day since 1970 of each."""
    events = pd.read_json(file, lines=True, dtype={"userId": str}, convert_dates=False)
    events = events[events["userId"] != ""].sort_values(["userId", "ts"], kind="stable")
    return events.assign(day=events["ts"] // DAY_MS)


def window(before, cutoff, days):
    """What users did per day in the last days before a cutoff."""
    recent = before[before["day"] >= cutoff - days]
    pages = recent.groupby(["userId", "page"]).size().unstack(fill_value=0)
    users = recent.groupby("userId")
    counts = pages.reindex(columns=PAGES, fill_value=0)
    counts["events"] = users.size()
    counts["sessions"] = users["sessionId"].nunique()
    counts["active"] = users["day"].nunique()
    counts["listened"] = users["length"].sum()
    return (counts / min(days, cutoff - before["day"].min())).add_suffix(f"_{days}")


def features(before, cutoff):
    """A row for each user who was seen before a cutoff and has not cancelled by then."""
    users = before.groupby("userId")
    frame = pd.DataFrame(
        {
            "recency": cutoff - users["ts"].max() / DAY_MS,
            "tenure": cutoff - users["registration"].first() / DAY_MS,
            "paid": (users["level"].last() == "paid").astype(float),
            "female": (users["gender"].first() == "F").astype(float),
        }
    )
    for days in WINDOWS:
        frame = frame.join(window(before, cutoff, days))
    frame = frame.fillna(0.0)
    for short, long in ((3, 14), (7, 30), (14, 60)):
        for what in ("events", "sessions", "NextSong"):
            frame[f"trend_{what}_{short}_{long}"] = frame[f"{what}_{short}"] - frame[f"{what}_{long}"]
    return frame.drop(before.loc[before["page"] == CANCELLED, "userId"].unique())


def examples(events, cutoffs):
    """Features and labels at all cutoffs."""
    frames = []
    for cutoff in cutoffs:
        frame = features(events[events["day"] < cutoff], cutoff)
        after = events[(events["day"] >= cutoff) & (events["day"] < cutoff + HORIZON)]
        leavers = after.loc[after["page"] == CANCELLED, "userId"].unique()
        frames.append(frame.assign(label=frame.index.isin(leavers).astype(int)).reset_index())
    return pd.concat(frames, ignore_index=True)


def split(frame):
    return frame.drop(columns=["userId", "label"]), frame["label"], frame["userId"]


def interval(labels, scores, users):
    """The middle 95% of PR-AUC when users are drawn again and again."""
    random = np.random.default_rng(SEED)
    rows = [np.flatnonzero(users == user) for user in users.unique()]
    values = []
    for _ in range(RESAMPLES):
        drawn = np.concatenate([rows[i] for i in random.integers(0, len(rows), len(rows))])
        if labels.iloc[drawn].any():
            values.append(average_precision_score(labels.iloc[drawn], scores[drawn]))
    return [float(value) for value in np.percentile(values, [2.5, 97.5])]


def candidates():
    for strength in (0.01, 0.1, 1.0):
        yield make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=1000))
    yield GradientBoostingClassifier(n_estimators=30, max_depth=3, random_state=SEED)


def main(file):
    events = load(file)
    end = int(events["day"].max()) + 1
    first_test = end - HORIZON - 7
    earliest = int(events["day"].min()) + OBSERVED
    train = examples(events, range(first_test - HORIZON, earliest - 1, -7))
    test = examples(events, [first_test, first_test + 7])
    x, y, users = split(train)
    x_test, y_test, users_test = split(test)
    folds = GroupKFold(n_splits=5)

    def quality(model):
        scores = cross_val_predict(model, x, y, groups=users, cv=folds, method="predict_proba")
        return average_precision_score(y, scores[:, 1])

    best = max(candidates(), key=quality).fit(x, y)
    scores = best.predict_proba(x_test)[:, 1]
    result = {
        "model": type(best).__name__,
        "features": x.shape[1],
        "rows": len(x),
        "roc_auc": roc_auc_score(y_test, scores),
        "pr_auc": average_precision_score(y_test, scores),
        "pr_auc_interval": interval(y_test, scores, users_test),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1])
