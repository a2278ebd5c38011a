/** Restores in place, their undo, and deletions. */
package org.copyblade.manager.internal.restore;
