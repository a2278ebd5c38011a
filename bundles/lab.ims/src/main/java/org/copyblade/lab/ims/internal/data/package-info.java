/** Databases in blocks, and the locks by which members share them. */
package org.copyblade.lab.ims.internal.data;
