/**
 * Security stories: threats in, Markdown files out; committed files in, adopted stories out. Start
 * at {@link dev.brisach.plan.story.StoryWriter}.
 */
@NullMarked
package dev.brisach.plan.story;

import org.jspecify.annotations.NullMarked;
