/** Contract under construction in this commit. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.copyblade.blade.spi;
