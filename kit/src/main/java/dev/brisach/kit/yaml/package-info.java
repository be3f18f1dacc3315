/**
 * YAML with the line and column of every node: text in, {@link dev.brisach.kit.yaml.Yaml} trees
 * out. Start with {@link dev.brisach.kit.yaml.YamlReader}.
 */
@NullMarked
package dev.brisach.kit.yaml;

import org.jspecify.annotations.NullMarked;
