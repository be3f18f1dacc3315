package dev.brisach.bench;

import java.util.Arrays;

/** Smallest, middle and largest of some measurements. */
record Spread(double min, double median, double max) {
  static Spread of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
  }
}
