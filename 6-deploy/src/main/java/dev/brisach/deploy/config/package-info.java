/**
 * Configuration rules as data. A file becomes {@link dev.brisach.deploy.config.Resource resources}
 * of {@link dev.brisach.deploy.config.Fact facts} (one reader per format, in the packages beside
 * this one); a {@link dev.brisach.deploy.config.Rule} from a YAML file asks them; {@link
 * dev.brisach.deploy.config.RuleCheck} makes findings of the answers. Start reading at {@link
 * dev.brisach.deploy.config.RuleReader}.
 */
@NullMarked
package dev.brisach.deploy.config;

import org.jspecify.annotations.NullMarked;
