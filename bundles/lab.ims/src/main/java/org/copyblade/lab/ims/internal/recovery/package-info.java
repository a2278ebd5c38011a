/** Recovery of databases from a copy and the logs since, as the utilities do it. */
package org.copyblade.lab.ims.internal.recovery;
