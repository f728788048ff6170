package sparkify.model.measure;

/** The metrics of {@link Metrics}, each as a function of a resample. */
enum Measure {
  ROC_AUC {
    @Override
    double of(Resample resample) {
      return resample.perCutoff(Thresholds::rocAuc);
    }
  },
  PR_AUC {
    @Override
    double of(Resample resample) {
      return resample.perCutoff(Thresholds::averagePrecision);
    }
  },
  LIFT_10 {
    @Override
    double of(Resample resample) {
      return resample.perCutoff(cutoff -> cutoff.lift(0.1));
    }
  },
  RECALL_AT_BUDGET {
    @Override
    double of(Resample resample) {
      return resample.perCutoff(cutoff -> cutoff.recall(resample.budget()));
    }
  },
  BRIER {
    @Override
    double of(Resample resample) {
      return resample.brier();
    }
  },
  OBSERVED_OVER_EXPECTED {
    @Override
    double of(Resample resample) {
      return resample.observedOverExpected();
    }
  },
  CALIBRATION_INTERCEPT {
    @Override
    double of(Resample resample) {
      return resample.calibrationIntercept();
    }
  },
  CALIBRATION_SLOPE {
    @Override
    double of(Resample resample) {
      return resample.calibrationSlope();
    }
  };

  /** The value, or NaN when the rows do not define it. */
  abstract double of(Resample resample);
}
