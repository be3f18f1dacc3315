package dev.brisach.engine.decisions;

import dev.brisach.core.BrisachException;
import dev.brisach.kit.keys.AllowedSigners;
import dev.brisach.kit.keys.KeyFault;
import dev.brisach.kit.keys.SshSignature;
import dev.brisach.kit.keys.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says which approvals of a decision count: signatures over the exact bytes of its file, made with
 * {@code ssh-keygen -Y sign -n} {@value #NAMESPACE} or by {@code brisach decide approve}, by keys
 * that {@value #SIGNERS} lists for the approver at this moment. One person and one key count once;
 * the owner's own never.
 */
public final class Approvals {
  /** What approvers sign for; a signature for anything else is none. */
  public static final String NAMESPACE = "brisach-decision@brisach.dev";

  /** The list of approvers' keys, in the form of OpenSSH's allowed signers. */
  public static final String SIGNERS = "security/approvers";

  private final @Nullable AllowedSigners signers;
  private final Instant now;

  /** Those who approved, and approvals that do not count with the reason; both in order. */
  public record Counted(List<String> approvers, List<String> refused) {
    public Counted {
      approvers = List.copyOf(approvers);
      refused = List.copyOf(refused);
    }
  }

  private Approvals(@Nullable AllowedSigners signers, Instant now) {
    this.signers = signers;
    this.now = now;
  }

  /** Reads the list of keys; a line that cannot be read is a usage error, a missing list is not. */
  public static Approvals read(OwnFiles files, Instant now) {
    return new Approvals(signers(files), now);
  }

  /** The list of keys; null where there is none. */
  public static @Nullable AllowedSigners signers(OwnFiles files) {
    String text = files.text(SIGNERS);
    try {
      return text == null ? null : AllowedSigners.read(text, ZoneOffset.UTC);
    } catch (KeyFault e) {
      throw BrisachException.usage(SIGNERS, e.line(), e.getMessage());
    }
  }

  /**
   * Judges the signatures beside a decision.
   *
   * @param bytes the file as it is
   * @param signatures the armoured signatures by the approver that each file is named for
   */
  public Counted count(DecisionFile decision, byte[] bytes, SortedMap<String, byte[]> signatures) {
    List<String> approvers = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    Map<VerifyingKey, String> used = new HashMap<>();
    signatures.forEach((approver, armour) -> {
      try {
        SshSignature signature = SshSignature.read(new String(armour, StandardCharsets.ISO_8859_1));
        String fault = fault(decision.owner(), approver, signature, bytes);
        String before = used.get(signature.key());
        if (fault == null && before != null) {
          fault = "is made with the key of " + before + ", and one key counts once";
        }
        if (fault == null && approvers.stream().anyMatch(approver::equalsIgnoreCase)) {
          fault = "is by the same person as another, and counts once";
        }
        if (fault == null) {
          used.put(signature.key(), approver);
          approvers.add(approver);
        } else {
          refused.add(approver + "'s approval " + fault);
        }
      } catch (KeyFault e) {
        refused.add(approver + "'s approval cannot be read: " + e.getMessage());
      }
    });
    return new Counted(approvers, refused);
  }

  private @Nullable String fault(
      String owner, String approver, SshSignature signature, byte[] bytes) {
    if (approver.equalsIgnoreCase(owner)) {
      return "is the owner's own";
    }
    if (!signature.namespace().equals(NAMESPACE)) {
      return "is for '" + shortened(signature.namespace()) + "', not for " + NAMESPACE;
    }
    if (!signature.verifies(NAMESPACE, bytes)) {
      return "does not sign the decision as it is now";
    }
    if (signers == null) {
      return "cannot be trusted: there is no " + SIGNERS;
    }
    List<AllowedSigners.Entry> entries =
        signers.entries().stream().filter(one -> one.key().equals(signature.key())).toList();
    String key = signature.key().fingerprint();
    if (entries.isEmpty()) {
      return "is made with a key that " + SIGNERS + " does not list (" + key + ")";
    }
    if (entries.stream().anyMatch(one -> one.names(owner))) {
      return "is made with a key that is listed for the owner too (" + key + ")";
    }
    List<AllowedSigners.Entry> own = entries.stream().filter(one -> one.names(approver)).toList();
    if (own.isEmpty()) {
      return "is made with the key of " + names(entries) + " (" + key + ")";
    }
    if (own.stream().noneMatch(one -> one.allows(NAMESPACE, now))) {
      return "is made with a key that " + notAllowed(own.getFirst()) + " (" + key + ")";
    }
    return null;
  }

  private String notAllowed(AllowedSigners.Entry entry) {
    if (entry.after() != null && now.isBefore(entry.after())) {
      return "is valid from " + entry.after() + " on only";
    }
    if (entry.before() != null && now.isAfter(entry.before())) {
      return "expired on " + entry.before();
    }
    return "may sign for other purposes only (namespaces in line " + entry.line() + ")";
  }

  private static String names(List<AllowedSigners.Entry> entries) {
    TreeSet<String> names = new TreeSet<>();
    entries.forEach(entry -> names.add(entry.principals()));
    return String.join(", ", names);
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
