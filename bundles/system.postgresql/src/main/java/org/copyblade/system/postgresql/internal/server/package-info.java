/** A server: what it is, where its data lies, how it is started, stopped and settled. */
package org.copyblade.system.postgresql.internal.server;
