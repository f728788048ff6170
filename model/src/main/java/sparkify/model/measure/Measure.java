package sparkify.model.measure;

/** The metrics of {@link Metrics}, each as a function of the weights of the rows. */
enum Measure {
  ROC_AUC {
    @Override
    double of(Scored scored, int[] weights) {
      return scored.perCutoff(ranking -> ranking.rocAuc(weights));
    }
  },
  PR_AUC {
    @Override
    double of(Scored scored, int[] weights) {
      return scored.perCutoff(ranking -> ranking.averagePrecision(weights));
    }
  },
  LIFT_10 {
    @Override
    double of(Scored scored, int[] weights) {
      return scored.perCutoff(ranking -> ranking.lift(0.1, weights));
    }
  },
  RECALL_AT_BUDGET {
    @Override
    double of(Scored scored, int[] weights) {
      return scored.perCutoff(ranking -> ranking.recall(scored.budget(), weights));
    }
  },
  BRIER {
    @Override
    double of(Scored scored, int[] weights) {
      return scored.brier(weights);
    }
  },
  CALIBRATION_SLOPE {
    @Override
    double of(Scored scored, int[] weights) {
      return scored.calibrationSlope(weights);
    }
  };

  /**
   * The value, or NaN when the rows do not define it.
   *
   * @param weights how often each row counts, 0 for not at all
   */
  abstract double of(Scored scored, int[] weights);
}
