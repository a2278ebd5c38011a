/**
 * What an operator does, for programs: {@link org.copyblade.demo.operator.Operator} writes configuration files and asks the
 * Data Copy Manager through its api, {@link org.copyblade.demo.operator.ProtectedServer} is a server under load with
 * everything that is configured for it, {@link org.copyblade.demo.operator.BladeUpgrade} replaces a blade by a newer one. Used by the demo and the benchmark, inside the platform.
 */
@Export
@Version("1.0.0")
package org.copyblade.demo.operator;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
