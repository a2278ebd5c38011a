/** Sessions with a server: where it listens, who we are, what its errors mean. */
package org.copyblade.system.postgresql.internal.connection;
