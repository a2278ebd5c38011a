/** A data directory as it lies on disk: control file, log, data pages, what bars a start. Needs no server. */
package org.copyblade.system.postgresql.internal.directory;
