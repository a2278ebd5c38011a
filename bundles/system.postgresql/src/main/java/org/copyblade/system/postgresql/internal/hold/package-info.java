/** What keeps the data of a server fit to be copied: a log suspend, or a session of backup mode. */
package org.copyblade.system.postgresql.internal.hold;
