/**
 * What clients of storage and of z/OS share: which certificate an endpoint may show ({@link org.copyblade.endpoint.Trust}),
 * how its configuration is checked ({@link org.copyblade.endpoint.ConfigValues}) and kept where a later one is refused
 * ({@link org.copyblade.endpoint.LastGood}), where its password comes from
 * ({@link org.copyblade.endpoint.PasswordSource}), how a request is sent once and what its silence means
 * ({@link org.copyblade.endpoint.Wire}), how several are sent at one time ({@link org.copyblade.endpoint.Fan}) and by whom ({@link
 * org.copyblade.endpoint.IdleThreads}), how
 * connections are shared between what lengthens a window and everything else ({@link org.copyblade.endpoint.Lane}), and how
 * much time has passed for sure since another process, or another version of a blade, looked at the clock
 * ({@link org.copyblade.endpoint.HostClock}).
 *
 * <p>Threads: all types may be used from any thread.
 */
@Export
@Version("1.5.0")
package org.copyblade.endpoint;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
