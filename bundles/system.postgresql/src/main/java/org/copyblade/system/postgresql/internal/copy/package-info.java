/** Copies of a server: inspected, tried out beside the original, made ready for its start. */
package org.copyblade.system.postgresql.internal.copy;
