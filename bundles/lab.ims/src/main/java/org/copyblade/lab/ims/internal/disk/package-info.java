/** Data sets and their blocks on the volumes of the lab. */
package org.copyblade.lab.ims.internal.disk;
