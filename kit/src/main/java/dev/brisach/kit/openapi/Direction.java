package dev.brisach.kit.openapi;

/** Which way a value goes; decides what becomes of read-only and write-only properties. */
public enum Direction {
  /** To the service: read-only properties are left out and never required. */
  REQUEST,
  /** From the service: write-only properties are left out and never required. */
  RESPONSE,
  /** Unknown: such properties may be there, none is required. */
  EITHER;

  /** True where a property has a place in values that go this way. */
  boolean carries(Schema property) {
    return switch (this) {
      case REQUEST -> !property.readOnly();
      case RESPONSE -> !property.writeOnly();
      case EITHER -> !property.readOnly() && !property.writeOnly();
    };
  }
}
