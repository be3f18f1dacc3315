package dev.brisach.test;

import dev.brisach.core.Asset;
import dev.brisach.core.Binding;
import dev.brisach.core.DataVersion;
import dev.brisach.core.Finding;
import dev.brisach.core.Reached;
import dev.brisach.core.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What checks said of a service. Places are told as method and path.
 *
 * @param unexamined reasons by place; why all was skipped stands at the empty place
 */
public record Recorded(
    Map<String, String> unexamined,
    List<String> covered,
    List<Finding> findings,
    List<Reached> seen)
    implements Recorder {
  public Recorded() {
    this(new TreeMap<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** Method and path of an endpoint. */
  public static String place(Asset asset) {
    String name = asset.name();
    return name.substring(0, name.indexOf(' ') + 1)
        + name.substring(name.indexOf('/', name.indexOf("://") + 3));
  }

  @Override
  public void finding(Finding finding) {
    findings.add(finding);
  }

  @Override
  public void covered(Asset asset) {
    covered.add(place(asset));
  }

  @Override
  public void unexamined(Asset asset, String reason) {
    unexamined.put(place(asset), reason);
  }

  @Override
  public void discovered(Asset asset, Asset container, String digest) {}

  @Override
  public void reached(Reached reached) {
    seen.add(reached);
  }

  @Override
  public void bound(Binding binding) {}

  @Override
  public void dataVersion(DataVersion version) {}

  @Override
  public void skip(String reason) {
    unexamined.put("", reason);
  }
}
