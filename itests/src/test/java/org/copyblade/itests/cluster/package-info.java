/** The product against a system of IBM Storage Virtualize in the laboratory, over TLS. */
package org.copyblade.itests.cluster;
