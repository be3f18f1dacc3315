/**
 * An installed Chromium that runs a page to see what truly executes. It is driven through pipes and
 * has no network: whatever a page asks for is answered by the caller's guarded client, or not at
 * all. Start reading at {@link dev.brisach.deploy.browser.Browser}.
 */
@NullMarked
package dev.brisach.deploy.browser;

import org.jspecify.annotations.NullMarked;
