/** Trying out a backup beside the original: a clone of it is booted, checked and discarded. */
package org.copyblade.manager.internal.tryout;
