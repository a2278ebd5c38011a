/**
 * What clients of storage and of z/OS share: which certificate an endpoint may show ({@link org.copyblade.endpoint.Trust}),
 * where its password comes from ({@link org.copyblade.endpoint.PasswordSource}), and how its connections are shared between
 * what lengthens a window and everything else ({@link org.copyblade.endpoint.Lane}).
 *
 * <p>Threads: all types may be used from any thread.
 */
@Export
@Version("1.0.0")
package org.copyblade.endpoint;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
