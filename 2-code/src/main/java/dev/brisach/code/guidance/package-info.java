/**
 * Guidance cards: what a finding means at the developer's own line. In: a card as data ({@code
 * cards/*.yaml}) and the words of one finding. Out: a {@link dev.brisach.core.Lesson}. Start at
 * {@link dev.brisach.code.guidance.Card}.
 */
@NullMarked
package dev.brisach.code.guidance;

import org.jspecify.annotations.NullMarked;
