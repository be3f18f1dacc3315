package dev.brisach.kit.oci;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a registry: {@code oci://HOST[:PORT]/REPOSITORY[:TAG][@DIGEST]}. Nothing is filled in:
 * no registry, no {@code library/}, no {@code latest}, since a name that means something else on
 * another machine is how a wrong image gets in.
 *
 * @param host name or address, with its port where it has one
 * @param repository lower-case path
 * @param tag a movable name, or null
 * @param digest what it must be, or null
 */
public record Reference(
    String host, String repository, @Nullable String tag, @Nullable Digest digest) {
  private static final String SCHEME = "oci://";
  private static final int MOST = 1024;

  private static final Pattern HOST =
      Pattern.compile(
          "(?:[A-Za-z0-9][A-Za-z0-9.-]{0,252}+|\\[[0-9A-Fa-f:]{2,45}+])(?::[0-9]{1,5}+)?+");
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "[a-z0-9]++(?:(?:\\.|__?+|-++)[a-z0-9]++)*+(?:/[a-z0-9]++(?:(?:\\.|__?+|-++)[a-z0-9]++)*+)*+");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}+");

  /** True where a text is of this kind at all. */
  public static boolean looksLike(String text) {
    return text.startsWith(SCHEME);
  }

  /** Reads a reference. */
  public static Reference parse(String text) throws OciException {
    if (!text.startsWith(SCHEME)) {
      throw fault(text, "it begins with oci:// and names its registry");
    }
    if (text.length() > MOST) {
      throw fault(text.substring(0, 60) + "…", "it is longer than " + MOST + " characters");
    }
    String rest = text.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    if (slash <= 0 || !HOST.matcher(rest.substring(0, slash)).matches()) {
      throw fault(text, "after oci:// comes the registry's HOST[:PORT] and a slash");
    }
    String host = rest.substring(0, slash);
    String path = rest.substring(slash + 1);
    Digest digest = null;
    int at = path.indexOf('@');
    if (at >= 0) {
      digest = Digest.parse(path.substring(at + 1));
      path = path.substring(0, at);
    }
    String tag = null;
    int colon = path.indexOf(':');
    if (colon >= 0) {
      tag = path.substring(colon + 1);
      path = path.substring(0, colon);
      if (!isTag(tag)) {
        throw fault(text, "a tag is up to 128 of letters, digits, '.', '_' and '-'");
      }
    }
    if (!isRepository(path)) {
      throw fault(text, "a repository is a path of lower-case words such as team/shop");
    }
    return new Reference(host, path, tag, digest);
  }

  /** True for a tag that registries take. */
  public static boolean isTag(String text) {
    return TAG.matcher(text).matches();
  }

  /** True for a repository that registries take. */
  public static boolean isRepository(String text) {
    return text.length() <= 255 && REPOSITORY.matcher(text).matches();
  }

  /** The same place with the digest it was found to have. */
  public Reference at(Digest found) {
    return new Reference(host, repository, tag, found);
  }

  /** The digest, else the tag; a reference without both is a fault. */
  public String need() throws OciException {
    if (digest != null) {
      return digest.toString();
    }
    if (tag != null) {
      return tag;
    }
    throw new OciException(this + " names neither tag nor digest; add :TAG or @sha256:…");
  }

  private static OciException fault(String text, String rule) {
    return new OciException("not a reference: \"" + text + "\"; " + rule);
  }

  @Override
  public String toString() {
    return SCHEME
        + host
        + "/"
        + repository
        + (tag == null ? "" : ":" + tag)
        + (digest == null ? "" : "@" + digest);
  }
}
