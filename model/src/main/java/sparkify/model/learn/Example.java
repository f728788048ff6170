package sparkify.model.learn;

import sparkify.model.measure.Cases.Case;

/**
 * An example without its features.
 *
 * @param cutoff a day such as 2018-11-10
 * @param label 1 if the user churned within the horizon, else 0
 * @param fold the group of users with which this one is held out
 */
record Example(String userId, String cutoff, double label, int fold) {
  Case asCase() {
    return new Case(userId, cutoff, label);
  }

  /** Identifies this example among those of its role. */
  String key() {
    return key(userId, cutoff);
  }

  static String key(String userId, String cutoff) {
    return cutoff + ' ' + userId;
  }
}
