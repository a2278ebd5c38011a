/**
 * The protected system contract under JUnit 5: extend {@link org.copyblade.system.tck.ProtectedSystemContract}, give it a
 * fixture, and every rule of the system.check bundle is one test.
 */
@Export
@Version("1.0.0")
package org.copyblade.system.tck;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
