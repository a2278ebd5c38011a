/** Processes, users, commands and disks of this host. */
package org.copyblade.system.postgresql.internal.host;
