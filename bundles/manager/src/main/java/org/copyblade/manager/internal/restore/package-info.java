/** Restores in place, their undo, and trying out a backup beside the original. */
package org.copyblade.manager.internal.restore;
