"""XGBoost on the features and folds that `vigil train --folds 5 --folds-out FOLDER` wrote, for comparison.

    python3 tests/bench/xgboost_folds.py FOLDER

writes FOLDER/xgboost.csv (encounter_id,probability of encounters left out), to be judged by
`vigil evaluate-model --rows FOLDER/additive.csv --against FOLDER/xgboost.csv --data FILE`.
Needs numpy and xgboost (Debian: python3-xgboost). 350 trees of depth 5.
"""

import csv
import sys

import numpy as np
import xgboost as xgb

folder = sys.argv[1]
with open(f"{folder}/features.csv") as file:
    head, *lines = csv.reader(file)
ids = [line[0] for line in lines]
values = np.array([[int(cell) for cell in line[1:]] for line in lines])
fold, label, bins = values[:, 0], values[:, 1], values[:, 2:]

columns = []
for name, bin_ in zip(head[3:], bins.T):
    if name.startswith("number:"):
        columns.append(np.where(bin_ == 0, np.nan, bin_)[:, None])
    else:
        columns.append(np.eye(bin_.max() + 1)[bin_])
data = np.hstack(columns).astype(np.float32)

settings = {
    "objective": "binary:logistic", "max_depth": 5, "eta": 0.04, "subsample": 0.8, "colsample_bytree": 0.5,
    "min_child_weight": 10, "lambda": 5, "tree_method": "hist", "seed": 1,
}
probability = np.zeros(len(label))
for aside in np.unique(fold):
    learn, test = fold != aside, fold == aside
    trees = xgb.train(settings, xgb.DMatrix(data[learn], label[learn]), 350)
    probability[test] = trees.predict(xgb.DMatrix(data[test]))
    print(f"fold {aside}", file=sys.stderr)

with open(f"{folder}/xgboost.csv", "w") as file:
    file.write("encounter_id,probability\n")
    file.writelines(f"{i},{p:.7f}\n" for i, p in zip(ids, probability))
