/** The C library, bound once for all callers. */
package org.copyblade.linux.internal;
