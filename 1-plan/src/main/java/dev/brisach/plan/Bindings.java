package dev.brisach.plan;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Binding;
import dev.brisach.plan.model.Component;
import dev.brisach.plan.model.Fact;
import dev.brisach.plan.model.Flow;
import dev.brisach.plan.model.ThreatModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which physical assets belong to which element of the model. A component has what it names; a flow
 * has the files of its caller (where that is a person or an outside system, those of the called
 * side) and the URLs of what it calls; data has the files of whatever stores it.
 */
final class Bindings {
  private final Binding.Source source;
  private final Map<String, Component> components = new TreeMap<>();
  private final List<Binding> bindings = new ArrayList<>();

  private Bindings(ThreatModel model) {
    this.source = model.draft() ? Binding.Source.EXTRACTED : Binding.Source.DECLARED;
    model.components().forEach(component -> components.put(component.name(), component));
  }

  /** All bindings of a model, sorted. */
  static List<Binding> of(ThreatModel model) {
    Bindings all = new Bindings(model);
    model.components().forEach(all::component);
    model.flows().forEach(all::flow);
    model.components().forEach(all::stored);
    return all.bindings.stream().sorted().distinct().toList();
  }

  private void component(Component component) {
    Asset asset = component.asset();
    Component.Bound bound = component.bound();
    add(asset, AssetKind.FILE, bound.code());
    add(asset, AssetKind.PKG, bound.packages().stream().map(Bindings::purl).toList());
    add(asset, AssetKind.IMAGE, bound.images());
    add(asset, AssetKind.ENDPOINT, bound.urls());
    add(asset, AssetKind.HOST, hosts(bound.urls()));
    add(asset, AssetKind.LOGSOURCE, bound.logs());
    add(asset, AssetKind.PIPELINE, bound.pipeline());
    add(asset, AssetKind.FILE, bound.pipeline());
  }

  /** Host and port of each URL; a path alone says nothing of a host. */
  private static List<String> hosts(List<String> urls) {
    List<String> hosts = new ArrayList<>();
    for (String url : urls) {
      int scheme = url.indexOf("://");
      if (scheme > 0) {
        int path = url.indexOf('/', scheme + 3);
        String host = url.substring(scheme + 3, path < 0 ? url.length() : path);
        if (!host.isBlank()) {
          hosts.add(host);
        }
      }
    }
    return hosts;
  }

  private static String purl(String text) {
    return text.startsWith("pkg:") ? text.substring(4) : text;
  }

  private void flow(Flow flow) {
    Component from = components.get(flow.from());
    Component to = components.get(flow.to());
    boolean calling = from != null && !from.bound().code().isEmpty();
    Component files = calling ? from : to;
    if (files != null) {
      add(flow.asset(), AssetKind.FILE, files.bound().code());
    }
    if (to != null) {
      add(flow.asset(), AssetKind.ENDPOINT, to.bound().urls());
    }
  }

  private void stored(Component component) {
    Fact stores = component.fact("stores");
    if (stores == null) {
      return;
    }
    for (String name : new TreeSet<>(stores.words())) {
      add(new Asset(AssetKind.DATA, name), AssetKind.FILE, component.bound().code());
    }
  }

  private void add(Asset element, AssetKind kind, List<String> selectors) {
    selectors.forEach(selector -> bindings.add(new Binding(element, kind, selector, source)));
  }
}
