package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Decision;
import dev.brisach.core.ErrorCode;
import dev.brisach.engine.decisions.Approvals;
import dev.brisach.engine.decisions.DecisionFile;
import dev.brisach.engine.decisions.Decisions;
import dev.brisach.kit.keys.AllowedSigners;
import dev.brisach.kit.keys.SshSignature;
import dev.brisach.kit.keys.VerifyingKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs what somebody else decided. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Approve what somebody else decided: signs the very bytes of its file with your SSH key and",
      "writes the signature beside it, to be committed. The same by OpenSSH alone:",
      "  ssh-keygen -Y sign -n brisach-decision@brisach.dev -f ~/.ssh/id_ed25519 < FILE \\",
      "      > FILE.you@example.org.sig",
      "A key in an agent or on a token is used by naming its public half (KEY.pub); that calls",
      "ssh-keygen."
    })
final class ApproveCommand implements Callable<Integer> {
  private static final List<String> USUAL = List.of("id_ed25519", "id_ecdsa", "id_rsa");
  private static final Pattern EXACT = Pattern.compile("[A-Za-z0-9._+@=-]{1,100}");

  @Mixin private Output output = new Output();

  @Mixin private Own own = new Own();

  @Parameters(paramLabel = "FILE", description = "The decision: its file, or its name.")
  private String file = "";

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Your private key, or the public half of one in an agent (default: in ~/.ssh).")
  private @Nullable Path key;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "You, as security/approvers names you (default: whom it names for the key).")
  private @Nullable String name;

  @Override
  public Integer call() {
    DecisionFile decision = own.decision(file);
    byte[] bytes = Objects.requireNonNull(own.files().read(decision.path()));
    AllowedSigners signers = Approvals.signers(own.files());
    SshSignature signature = ApproverKey.sign(key(), Approvals.NAMESPACE, bytes, output::note);
    String approver = approver(signature.key(), signers);
    if (approver.equalsIgnoreCase(decision.owner())
        || (signers != null && names(signers, signature.key(), decision.owner()))) {
      throw new BrisachException(
          ErrorCode.USAGE,
          decision.path() + ": is your own decision (" + decision.owner() + "), ask somebody else");
    }
    String path = Decisions.approval(decision.name(), approver);
    own.write(path, signature.armour());
    output.out().println("Wrote " + path);
    if (signers == null || !names(signers, signature.key(), approver)) {
      output.out().println("It counts once " + Approvals.SIGNERS + " has this line:");
      output
          .out()
          .println(
              "  "
                  + approver
                  + " namespaces=\""
                  + Approvals.NAMESPACE
                  + "\" "
                  + signature.key().sshLine());
    } else {
      state(decision);
    }
    output.out().flush();
    return Exit.OK;
  }

  private void state(DecisionFile decision) {
    for (Decision one : Decisions.read(own.files(), own.now()).all()) {
      if (one.id().equals(decision.name())) {
        output
            .out()
            .println(
                one.approvers().isEmpty()
                    ? "Nobody's approval counts yet."
                    : "Approved by " + String.join(", ", one.approvers()) + ".");
        one.refused().forEach(refused -> output.out().println("Not counted: " + refused));
      }
    }
  }

  private Path key() {
    if (key != null) {
      return key;
    }
    Path folder = Path.of(System.getProperty("user.home"), ".ssh");
    for (String usual : USUAL) {
      if (Files.isRegularFile(folder.resolve(usual))) {
        return folder.resolve(usual);
      }
    }
    throw new BrisachException(
        ErrorCode.USAGE, "--key is needed: there is no key of the usual names in " + folder);
  }

  private String approver(VerifyingKey used, @Nullable AllowedSigners signers) {
    if (name != null) {
      return exact(name);
    }
    TreeSet<String> named = new TreeSet<>();
    if (signers != null) {
      for (AllowedSigners.Entry entry : signers.entries()) {
        if (entry.key().equals(used)) {
          for (String principal : entry.principals().split(",", -1)) {
            if (EXACT.matcher(principal).matches()) {
              named.add(principal);
            }
          }
        }
      }
    }
    if (named.size() == 1) {
      return named.first();
    }
    String mail = own.mail();
    if (mail == null || (!named.isEmpty() && !named.contains(mail))) {
      throw new BrisachException(
          ErrorCode.USAGE,
          "--as is needed: "
              + Approvals.SIGNERS
              + (named.isEmpty()
                  ? " names nobody for " + used.fingerprint()
                  : " names several for this key: " + String.join(", ", named)));
    }
    return exact(mail);
  }

  private static String exact(String name) {
    if (!EXACT.matcher(name).matches()) {
      throw new BrisachException(
          ErrorCode.USAGE,
          "'" + name + "' is no name for an approver: letters, digits, . _ + @ = -");
    }
    return name;
  }

  private static boolean names(AllowedSigners signers, VerifyingKey used, String who) {
    return signers.entries().stream().anyMatch(one -> one.key().equals(used) && one.names(who));
  }
}
