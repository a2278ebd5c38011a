/** Makes a PostgreSQL server on this host a protected system. */
package org.copyblade.system.postgresql.internal;
