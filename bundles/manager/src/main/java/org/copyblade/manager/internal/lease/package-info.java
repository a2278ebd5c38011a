/** Short leases on services that come and go: the one place that knows hot plug. */
package org.copyblade.manager.internal.lease;
