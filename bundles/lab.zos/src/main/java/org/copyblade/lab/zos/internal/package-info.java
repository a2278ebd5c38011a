/** Devices, catalogs, data sets and consoles as they are kept. */
package org.copyblade.lab.zos.internal;
