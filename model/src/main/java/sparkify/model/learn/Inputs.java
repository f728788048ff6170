package sparkify.model.learn;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.feature.VectorAssembler;

/** How features become the vector that a candidate learns from. */
enum Inputs {
  /** Each feature as it is. */
  PLAIN {
    @Override
    List<Transformer> stages(List<String> features) {
      return List.of(assembler(features));
    }
  },
  /**
   * Each feature x, and sign(x)·ln(1 + |x|). Most features are rates with a long tail: twice as
   * many songs mean more to a user of few than to one of many, which a line over x alone cannot
   * say.
   */
  WITH_LOGS {
    @Override
    List<Transformer> stages(List<String> features) {
      String logs =
          features.stream()
              .map(x -> "signum(`%s`) * log1p(abs(`%s`)) AS `%s`".formatted(x, x, log(x)))
              .collect(joining(", "));
      return List.of(
          new SQLTransformer().setStatement("SELECT *, " + logs + " FROM __THIS__"),
          assembler(Stream.concat(features.stream(), features.stream().map(Inputs::log)).toList()));
    }
  };

  /** The stages that add {@link Examples#VECTOR} to rows that have the features as columns. */
  abstract List<Transformer> stages(List<String> features);

  private static String log(String feature) {
    return "log of " + feature;
  }

  private static VectorAssembler assembler(List<String> columns) {
    return new VectorAssembler()
        .setInputCols(columns.toArray(String[]::new))
        .setOutputCol(Examples.VECTOR);
  }
}
