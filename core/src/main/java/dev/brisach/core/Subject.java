package dev.brisach.core;

/** What a check is given to examine: a source tree, one of its files, a live service, an image. */
public interface Subject {
  /** The asset that the whole subject is. */
  Asset asset();
}
