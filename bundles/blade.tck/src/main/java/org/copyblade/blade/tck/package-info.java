/**
 * The copy blade contract under JUnit 5: extend {@link org.copyblade.blade.tck.CopyBladeContract}, give it a fixture, and
 * every rule of the blade.check bundle is one test.
 */
@Export
@Version("1.0.0")
package org.copyblade.blade.tck;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
