package dev.brisach.kit.openapi;

import java.util.Locale;

/** Tells kinds of media types apart; parameters such as a charset do not matter. */
final class MediaTypes {
  static final String JSON = "application/json";
  static final String FORM = "application/x-www-form-urlencoded";
  static final String MULTIPART = "multipart/form-data";

  private MediaTypes() {}

  static String bare(String mediaType) {
    int end = mediaType.indexOf(';');
    return (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  static boolean json(String mediaType) {
    String bare = bare(mediaType);
    return bare.equals(JSON)
        || bare.equals("text/json")
        || bare.endsWith("+json")
        || bare.equals("*/*")
        || bare.equals("application/*");
  }

  static boolean xml(String mediaType) {
    String bare = bare(mediaType);
    return bare.equals("application/xml") || bare.equals("text/xml") || bare.endsWith("+xml");
  }

  static boolean form(String mediaType) {
    return bare(mediaType).equals(FORM);
  }

  static boolean multipart(String mediaType) {
    return bare(mediaType).startsWith("multipart/");
  }
}
